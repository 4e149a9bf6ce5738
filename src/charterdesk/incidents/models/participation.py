"""Who has joined the people that work on a case, and when the customer was promised to hear next.

Rows are kept: who has left was there.
"""

from django.db import models
from django.db.models import F, Q

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case


class Participation(models.Model):
    """One stretch in which somebody works on a case; open until they leave."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="participations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(left_at=None),
                name="participation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")),
                name="participation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.case}"


class NextUpdate(models.Model):
    """That the customer was told at `said_at` to hear again by `next_at`.

    `warn_at` is when whoever owes it is to be warned; None once that was settled.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="next_updates")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    next_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="next_update_of_case"),
            models.Index(
                fields=["warn_at", "id"],
                name="next_update_to_warn",
                condition=Q(warn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: next by {self.next_at:%Y-%m-%d %H:%M}"
