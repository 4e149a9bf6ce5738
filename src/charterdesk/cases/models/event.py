"""The log of a case: append-only, each event chained by hash to the one before.

There is no way to change or delete an event: the manager offers none, and each row's hash is
folded into the next, so that `charterdesk verify` sees what was done behind its back.
"""

from typing import Any, NoReturn

from django.db import models

from charterdesk.cases.models.case import Case


class AppendOnly(models.QuerySet["CaseEvent"]):
    """Rows that can be read and added."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The log of a case is append-only: an event is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("The log of a case is append-only: an event is never deleted.")


class CaseEvent(models.Model):
    """One event as `engine.codec` stores it; `seq` counts from 1 in the order of recording."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True)
    data = models.JSONField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="case_event_in_order"),
        ]
        indexes = [
            models.Index(
                fields=["case", "seq"],
                name="case_event_article",
                condition=models.Q(kind__in=["article_linked", "article_wanted"]),
            ),
            models.Index(fields=["-id"], name="case_event_rated", condition=models.Q(kind="rated")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.kind}"
