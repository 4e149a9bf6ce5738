"""Duty that goes from one person to another by their own agreement: cover, and swaps.

What was agreed becomes overrides `instead_of` whoever gave the turn away; these rows keep who
asked, who was asked, and what each answered.
"""

from django.db import models
from django.db.models import F, Q

from charterdesk.accounts.models import Person
from charterdesk.oncall.models.rota import Rota


class CoverRequest(models.Model):
    """Somebody asks others to take a stretch of their duty; the first to accept has it."""

    rota = models.ForeignKey(Rota, models.PROTECT, related_name="cover_requests")
    asker = models.ForeignKey(Person, models.PROTECT, related_name="cover_requests")
    since = models.DateTimeField()
    until = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="covers"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="cover_has_length"),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(withdrawn_at=None),
                name="cover_is_taken_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"cover for {self.asker} from {self.since:%Y-%m-%d %H:%M}"


class CoverOffer(models.Model):
    """One of those who were asked for cover, and their no, if they said it."""

    request = models.ForeignKey(CoverRequest, models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="cover_offers")
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "person"], name="cover_offer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.request}"


class Swap(models.Model):
    """Two people exchange two stretches of a rota, once the other has accepted."""

    rota = models.ForeignKey(Rota, models.PROTECT, related_name="swaps")
    asker = models.ForeignKey(Person, models.PROTECT, related_name="swaps_asked")
    since = models.DateTimeField()
    until = models.DateTimeField()
    other = models.ForeignKey(Person, models.PROTECT, related_name="swaps_offered")
    other_since = models.DateTimeField()
    other_until = models.DateTimeField()
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since"), other_until__gt=F("other_since")),
                name="swap_has_lengths",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(refused_at=None), name="swap_is_one_or_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asker} swaps with {self.other}"
