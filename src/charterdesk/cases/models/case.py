"""A case's row: who asked, under which charter, and columns projected from its events.

Each list that people see has an index of its own, over open cases only, in the queue's order. The
four that every page counts carry what a count looks at, so that it reads no row.
"""

from django.db import models
from django.db.models import Q

# Null-safe: whether somebody but the store has written one of the two.
WAKE_DAMAGED = (
    Q(next_wake_at__isnull=True, wake_copy_at__isnull=False)
    | Q(next_wake_at__isnull=False, wake_copy_at__isnull=True)
    | Q(next_wake_at__lt=models.F("wake_copy_at"))
    | Q(next_wake_at__gt=models.F("wake_copy_at"))
)


class Case(models.Model):
    """`version` is the number of its last event; `queue_key` sorts as text, soonest first.

    `wake_copy_at` is always written with `next_wake_at` and equal to it: where they differ, the
    wake was damaged, and an index over those alone finds it among a million (trust.md R4).
    `call` and `first_contact` are those of `engine.measures`.
    """

    number = models.CharField(max_length=40, unique=True)
    sequence = models.PositiveBigIntegerField()
    charter = models.CharField(max_length=100)
    charter_version = models.PositiveIntegerField()
    subject = models.TextField(blank=True)
    asker = models.TextField(blank=True)
    channel = models.CharField(max_length=100)
    organisation = models.ForeignKey(
        "customers.Organisation", models.PROTECT, null=True, blank=True, related_name="cases"
    )
    contact = models.ForeignKey(
        "customers.Contact", models.PROTECT, null=True, blank=True, related_name="cases"
    )
    contract = models.ForeignKey(
        "customers.Contract", models.PROTECT, null=True, blank=True, related_name="cases"
    )

    status = models.CharField(max_length=20)
    is_open = models.BooleanField(default=True)
    priority = models.CharField(max_length=100)
    priority_rank = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="owned_cases"
    )
    escalation = models.CharField(max_length=100, blank=True)
    waiting_on = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="taken_in"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    opened_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    next_due_at = models.DateTimeField(null=True, blank=True)
    next_due_kind = models.CharField(max_length=40, blank=True)
    next_due_state = models.CharField(max_length=20, blank=True)
    queue_key = models.CharField(max_length=26)
    next_wake_at = models.DateTimeField(null=True, blank=True)
    wake_copy_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    call = models.CharField(max_length=6, blank=True)
    first_contact = models.CharField(max_length=7, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_wake_at"],
                name="case_wake",
                condition=Q(next_wake_at__isnull=False),
            ),
            models.Index(
                fields=["priority_rank", "next_wake_at"],
                name="case_wake_by_rank",
                condition=Q(next_wake_at__isnull=False),
            ),
            models.Index(fields=["id"], name="case_wake_damaged", condition=WAKE_DAMAGED),
            models.Index(
                fields=["queue_key", "id", "charter", "owner"],
                name="case_counted",
                condition=Q(is_open=True),
            ),
            models.Index(
                fields=["owner", "queue_key", "id", "charter", "waiting_on", "next_due_state"],
                name="case_counted_of_owner",
                condition=Q(is_open=True),
            ),
            models.Index(
                fields=["queue_key", "id", "charter", "owner", "escalation"],
                name="case_counted_escalated",
                condition=Q(is_open=True) & ~Q(escalation=""),
            ),
            models.Index(
                fields=["queue_key", "id", "charter", "owner", "status"],
                name="case_counted_waiting",
                condition=Q(is_open=True, status="waiting"),
            ),
            models.Index(
                fields=["charter", "queue_key", "id"],
                name="case_queue_of_charter",
                condition=Q(is_open=True),
            ),
            models.Index(
                fields=["status", "queue_key", "id"],
                name="case_queue_of_status",
                condition=Q(is_open=True),
            ),
            models.Index(
                fields=["priority", "queue_key", "id"],
                name="case_queue_of_priority",
                condition=Q(is_open=True),
            ),
            models.Index(
                fields=["owner"],
                name="case_missed",
                condition=Q(is_open=True, next_due_state="missed"),
            ),
            models.Index(
                fields=["organisation", "queue_key", "id"],
                name="case_queue_of_organisation",
                condition=Q(is_open=True),
            ),
            models.Index(
                fields=["organisation", "is_open", "-updated_at", "-id"], name="case_changed_firm"
            ),
            models.Index(
                fields=["contact", "is_open", "-updated_at", "-id"], name="case_changed_contact"
            ),
            models.Index(fields=["asker", "-opened_at"], name="case_of_asker"),
            models.Index(fields=["organisation", "-opened_at"], name="case_of_organisation"),
            models.Index(fields=["contact", "-opened_at"], name="case_of_contact"),
            models.Index(fields=["-updated_at"], name="case_updated"),
            models.Index(
                fields=["charter", "opened_at", "channel", "call", "first_contact"],
                name="case_measured",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    def get_absolute_url(self) -> str:
        return f"/desk/c/{self.number}/"


class NumberSeries(models.Model):
    """The last running number that was given out for a prefix."""

    prefix = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.prefix}{self.last}"


class CaseLink(models.Model):
    """`case` came from `other`, in the way that `kind` says."""

    class Kind(models.TextChoices):
        SPLIT = "split from"
        FOLLOWS = "follows"
        TOOK_IN = "took in"
        RELATED = "related to"

    case = models.ForeignKey(Case, models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, models.PROTECT, related_name="links_back")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other", "kind"], name="case_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.kind} {self.other}"
