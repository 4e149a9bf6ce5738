"""What is known of bugs in other people's trackers, the cases on each, and what a tracker is asked.

The case's log stays the truth about the case; these rows are the outbox and the mirror beside it.
"""

from django.db import models
from django.db.models import Q


class TrackedBug(models.Model):
    """A bug as its tracker had it at `read_at`; `last_remark` is the newest comment taken over.

    `changed` is the tracker's mark of its last change; `fault`, why the last reading failed.
    """

    tracker = models.CharField(max_length=30)
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=250, blank=True)
    status = models.CharField(max_length=60, blank=True)
    closed = models.BooleanField(default=False)
    changed = models.CharField(max_length=100, blank=True)
    last_remark = models.BigIntegerField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    next_read_at = models.DateTimeField(null=True, blank=True, db_index=True)
    fault = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tracker", "number"], name="tracked_bug_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tracker} {self.number}"


class BugLink(models.Model):
    """A bug on a case, where it has the number `label`.

    `told_version` is the version of the case up to which the tracker was told; `ended_at` is when
    the bug was taken off.
    """

    bug = models.ForeignKey(TrackedBug, models.PROTECT, related_name="links")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="bug_links")
    label = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_version = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bug", "case"], name="bug_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} on {self.case_id}"


class TrackerAsk(models.Model):
    """What a tracker is asked: the outbox. `key` marks it there, so that twice is seen as once.

    It is tried again until it is done, withdrawn, or `stuck`: refused, until somebody looks.
    """

    class Kind(models.TextChoices):
        RAISE = "raise"
        LINK = "link"
        WRITE = "write"

    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=5, choices=Kind)
    tracker = models.CharField(max_length=30)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="tracker_asks")
    bug = models.ForeignKey(TrackedBug, models.PROTECT, null=True, blank=True, related_name="asks")
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    critical = models.BooleanField(default=False)
    by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    fault = models.TextField(blank=True)
    stuck = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="tracker_ask_open",
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True, stuck=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
