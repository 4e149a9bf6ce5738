"""A row of the outbox: one message that is owed to one person or address, under a unique key.

It is queued in the transaction that decided it, and delivered at least once (2.10).
"""

from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """`key` is the engine's; `scope` names what it is unique in: a case's number, a held mail.

    While it is being sent, `send_at` is when its lease runs out, and `fence` grows with each
    claim, so that a worker that lost its lease can't write its late answer over a newer one.
    `words` holds the parts of the text for every language; `reply` is the message that a notice
    of kind `reply` carries. `withheld` are those that must not be sent, such as an
    acknowledgement to a list; `trouble` says why. `owed` is what the case must still be told
    of the outcome: a person was reached, or a message came back.

    `turn` counts along the ways to the person (`routes`), `given_up` names those that refused for
    good. A notice that `follows` another goes on with it over the next way; `answer` is what the
    person said to it.
    """

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement"
        NOTICE = "notice"
        REPLY = "reply"

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        DEAD = "dead"
        WITHHELD = "withheld"

    class Owed(models.TextChoices):
        NOTHING = ""
        REACHED = "reached"
        BOUNCED = "bounced"

    class Answer(models.TextChoices):
        NOTHING = ""
        HEARD = "heard"
        HAVE = "have"
        TAKE = "take"
        PASSED = "passed"

    scope = models.CharField(max_length=100)
    key = models.TextField()
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="notices"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="notices"
    )
    address = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    about = models.TextField()
    means = models.JSONField(default=list, blank=True)
    sender = models.TextField(blank=True)
    text = models.TextField(blank=True)
    words = models.JSONField(default=dict, blank=True)
    reply = models.ForeignKey(
        "cases.Message", models.PROTECT, null=True, blank=True, related_name="notices"
    )
    message_id = models.TextField()
    in_reply_to = models.TextField(blank=True)
    references = models.JSONField(default=list, blank=True)
    urgent = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    queued_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    send_at = models.DateTimeField()
    attempts_made = models.PositiveIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    carried_by = models.CharField(max_length=40, blank=True)
    trouble = models.TextField(blank=True)
    owed = models.CharField(max_length=10, choices=Owed, blank=True, default=Owed.NOTHING)
    turn = models.PositiveSmallIntegerField(default=0, db_default=0)
    given_up = models.JSONField(default=list, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers"
    )
    answer = models.CharField(max_length=20, choices=Answer, blank=True, db_default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="notice_once"),
        ]
        indexes = [
            models.Index(
                fields=["urgent", "send_at", "id"],
                name="notice_to_send",
                condition=Q(state__in=["queued", "failed", "sending"]),
            ),
            models.Index(fields=["id"], name="notice_owed", condition=~Q(owed="")),
            models.Index(fields=["id"], name="notice_dead", condition=Q(state="dead")),
            models.Index(fields=["case", "id"], name="notice_of_case"),
            models.Index(fields=["message_id"], name="notice_by_message_id"),
        ]

    def __str__(self) -> str:
        return f"{self.scope}/{self.key}"
