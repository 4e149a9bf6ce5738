"""Every mail as it came, committed before anything reads it, and what became of it.

A row is never deleted here: whatever a mail says, its bytes can be read again (trust.md R9).
"""

from django.db import models
from django.db.models import Q

from charterdesk.intake.inquiry import Inquiry, InquiryFile
from charterdesk.intake.late_contact import LateContact
from charterdesk.intake.mailbox import FetchedMail, Mailbox

__all__ = [
    "FetchedMail",
    "HoldNotice",
    "Inquiry",
    "InquiryFile",
    "LateContact",
    "MailAlarm",
    "Mailbox",
    "RawMail",
]


class RawMail(models.Model):
    """One mail of one envelope. `received_at` is when our own mail server took it (2.6 B).

    `identifier` is its Message-ID without brackets; like all that was read from the mail, it
    proves nothing. `identity` is the same for two deliveries of one mail (M2), and the first
    of them holds it. `charter` and `channel` are by which it came in. `bounce_of` is the message
    that the mail says was not delivered to the addresses in `failed` (M5). `tries` counts how
    often a process died over the mail.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        HELD = "held"
        REFUSED = "refused"
        EXPIRED = "expired"
        QUARANTINED = "quarantined"

    class Held(models.TextChoices):
        """Why it is held."""

        NOT = ""
        SENDER = "sender not registered"
        AUTOMATIC = "automatic and of no case"
        STAFF = "from a person of the desk"

    raw = models.BinaryField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    envelope_sender = models.TextField(blank=True)
    recipients = models.JSONField(default=list)
    brought_by = models.CharField(max_length=100, blank=True)
    received_at = models.DateTimeField()

    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    identifier = models.CharField(max_length=500, blank=True)
    sender = models.CharField(max_length=500, blank=True)
    subject = models.TextField(blank=True)
    identity = models.CharField(max_length=64, blank=True)
    charter = models.CharField(max_length=100, blank=True)
    channel = models.CharField(max_length=100, blank=True)

    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="raw_mails"
    )
    message = models.ForeignKey(
        "cases.Message", models.PROTECT, null=True, blank=True, related_name="raw_mails"
    )
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    bounce_of = models.ForeignKey(
        "cases.Message", models.PROTECT, null=True, blank=True, related_name="bounces"
    )
    failed = models.JSONField(default=list, blank=True)
    held_because = models.CharField(max_length=40, choices=Held, blank=True, default=Held.NOT)
    hold_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity"], name="mail_once", condition=~Q(identity="")
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="mail_waiting", condition=Q(state="waiting")),
            models.Index(fields=["id"], name="mail_quarantined", condition=Q(state="quarantined")),
            models.Index(fields=["sender", "id"], name="mail_held", condition=Q(state="held")),
            models.Index(fields=["charter", "channel", "id"], name="mail_by_channel"),
            models.Index(fields=["hold_until"], name="mail_held_until", condition=Q(state="held")),
            models.Index(
                fields=["identifier"], name="mail_by_identifier", condition=~Q(identifier="")
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk} {self.state}"


class HoldNotice(models.Model):
    """When `told` last heard that mail of `sender` is held: the sender, or somebody of the desk."""

    sender = models.CharField(max_length=500)
    told = models.CharField(max_length=150)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "told"], name="hold_notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.told} about {self.sender}"


class MailAlarm(models.Model):
    """A mail that could not be taken, for a person to look at; cleared when it was."""

    mail = models.ForeignKey(RawMail, models.PROTECT, related_name="alarms")
    text = models.TextField()
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mail"], name="mail_alarm_once", condition=Q(cleared_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mail}: {self.text}"
