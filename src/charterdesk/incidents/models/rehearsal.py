"""A rehearsed night: what was chosen, what people did in it, and what comes of it.

It touches no case. `played` is worked out by the engine when the night is made and with each act,
up to its end; how much of it has happened follows from the clock alone.
"""

from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case


class Rehearsal(models.Model):
    """`begins_at`, `stopped_at` and `over_at` are moments of the night, `started_at` is real.

    `skipped` is how much of the night was passed over by pressing on to what comes next.
    """

    charter = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    ladder = models.CharField(max_length=100)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    asker = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300)
    begins_at = models.DateTimeField()
    started_at = models.DateTimeField()
    speed = models.PositiveSmallIntegerField(
        _("speed"), validators=[MinValueValidator(1), MaxValueValidator(3600)]
    )
    skipped = models.DurationField(default=timedelta)
    manners = models.JSONField(default=dict)
    acts = models.JSONField(default=list, blank=True)
    played = models.JSONField(default=dict, blank=True)
    over_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    for_real = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="rehearsals")

    class Meta:
        indexes = [models.Index(fields=["-started_at"], name="rehearsal_newest")]

    def __str__(self) -> str:
        return f"{self.charter} {self.ladder} at {self.begins_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self) -> datetime:
        """The moment of the night at which it is over."""
        return self.stopped_at or self.over_at

    def night_at(self, at: datetime) -> datetime:
        """The moment of the night at a real one, in whole seconds; it stands still at the end."""
        gone = (at - self.started_at) * self.speed + self.skipped
        return (self.begins_at + min(gone, self.ends_at - self.begins_at)).replace(microsecond=0)

    def is_over(self, at: datetime) -> bool:
        """Whether nothing more comes."""
        return self.night_at(at) >= self.ends_at
