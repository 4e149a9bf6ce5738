"""One act on many cases: what was asked, and what became of each case.

The outcome of a case is written in the transaction that changes the case, so that a worker which
dies in the middle leaves every case either done and said so, or untouched and still to do.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case

# The kind of job that does those that are too many for one request.
BULK = "bulk act"


class BulkAct(models.Model):
    """`given` names the act and what it needs; `back_url` is the list that it came from.

    `news_at` is when the worker's part in it ended, until its asker has seen the result.
    """

    key = models.CharField(max_length=40, unique=True)
    given: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    title = models.CharField(max_length=200)
    back_url = models.CharField(max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, related_name="bulk_acts")
    at = models.DateTimeField()
    news_at = models.DateTimeField(null=True, blank=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        indexes = [
            models.Index(fields=["by"], name="bulk_news", condition=Q(news_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("desk:bulk_act", args=[self.pk])


class BulkItem(models.Model):
    """One case of an act; `given` is its own where not all get the same, `inverse` undoes it."""

    class Outcome(models.TextChoices):
        OPEN = "", "open"
        DONE = "done"
        SKIPPED = "skipped"
        REFUSED = "refused"
        FAILED = "failed"

    bulk = models.ForeignKey(BulkAct, models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    given: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    inverse: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    words = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bulk", "case"], name="bulk_item_once"),
        ]
        indexes = [
            models.Index(fields=["bulk", "case"], name="bulk_item_open", condition=Q(outcome="")),
        ]

    def __str__(self) -> str:
        return f"{self.bulk_id}: {self.case_id} {self.outcome}"
