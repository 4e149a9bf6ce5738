"""What was said on a case: messages in and out, notes, and the files that came with them."""

from django.db import models

from charterdesk.cases.models.case import Case


class Message(models.Model):
    """`ref` is the engine's id of the message; `text` is what is new in it, `quoted` the rest.

    `message_id`, `in_reply_to` and `references` are as in RFC 5322, without angle brackets.
    `raw_mail` is the key of the stored raw mail that the message was read from.
    """

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"

    ref = models.CharField(max_length=40, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    public = models.BooleanField(default=True)
    automatic = models.BooleanField(default=False)
    channel = models.CharField(max_length=100, blank=True)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    contact = models.ForeignKey(
        "customers.Contact", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    author = models.TextField(blank=True)
    recipients = models.JSONField(default=list, blank=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    html = models.TextField(blank=True)
    message_id = models.TextField(blank=True)
    in_reply_to = models.TextField(blank=True)
    references = models.JSONField(default=list, blank=True)
    raw_mail = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["case", "at", "id"], name="message_of_case"),
            models.Index(
                fields=["message_id"],
                name="message_by_message_id",
                condition=~models.Q(message_id=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.direction} {self.ref}"


class Attachment(models.Model):
    """A file of a message. It lies under its random `stored` name, outside any web root."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="attachments")
    stored = models.CharField(max_length=64, unique=True)
    name = models.TextField()
    content_type = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_id = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
