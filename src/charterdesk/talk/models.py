"""A chat and its lines. Lines are numbered without gaps; whoever reads says up to which one.

`version` grows with everything that a reader may see change, so that a stream need only compare
one number. Nothing here is a promise: those are the case's, which every line reaches at once.
"""

from django.db import models
from django.db.models import Q


class Chat(models.Model):
    """`case` is None until a chat that began without one is answered, or left as a message.

    `block` is the message of the case that grows while one side goes on writing; `block_by` is
    the person whose it is, None for the customer's. `ref` names the chat in addresses.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        OPEN = "open"
        ENDED = "ended"

    ref = models.CharField(max_length=32, unique=True)
    key = models.CharField(max_length=100, unique=True)
    charter = models.CharField(max_length=100)
    channel = models.CharField(max_length=100)
    contact = models.ForeignKey("customers.Contact", models.PROTECT, related_name="chats")
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="chats"
    )
    subject = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    agent = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="chats"
    )
    begun_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    customer_seen_at = models.DateTimeField()
    agent_seen_at = models.DateTimeField(null=True, blank=True)
    customer_typing_at = models.DateTimeField(null=True, blank=True)
    agent_typing_at = models.DateTimeField(null=True, blank=True)
    customer_read = models.PositiveIntegerField(default=0)
    agent_read = models.PositiveIntegerField(default=0)
    newest = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    block = models.ForeignKey(
        "cases.Message", models.PROTECT, null=True, blank=True, related_name="+"
    )
    block_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=~Q(state="ended"), name="chat_one_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "begun_at"], name="chat_going_on",
                         condition=~Q(state="ended")),
            models.Index(fields=["case", "begun_at"], name="chat_of_case"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"chat {self.pk} {self.state}"

    @property
    def stands(self) -> str:
        """What can be done with it: it waits, it has ended, or is that person's, on that case."""
        if self.state == self.State.OPEN:
            return f"open {self.agent_id} {self.case_id or ''}".strip()
        return self.state


class ChatLine(models.Model):
    """What was said, or what happened: then `text` is the name or number that it is about.

    `key` is the writer's own for the line, so that the same line sent twice stands once. A file
    lies under its random `stored` name.
    """

    class Kind(models.TextChoices):
        SAID = "said"
        FILE = "file"
        NOTE = "note"
        JOINED = "joined"
        HANDED = "handed"
        RETURNED = "returned"
        CASE = "case"
        ENDED = "ended"

    class Side(models.TextChoices):
        CUSTOMER = "customer"
        DESK = "desk"
        NOBODY = "nobody"

    chat = models.ForeignKey(Chat, models.PROTECT, related_name="lines")
    seq = models.PositiveIntegerField()
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.SAID)
    side = models.CharField(max_length=8, choices=Side)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(blank=True)
    stored = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chat", "seq"], name="chat_line_in_order"),
            models.UniqueConstraint(fields=["chat", "key"], name="chat_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.chat_id}/{self.seq} {self.kind}"
