"""When somebody is away: nobody calls them then, whatever rota or role they have."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person


class Absence(models.Model):
    """A stretch in which a person is on holiday, ill or otherwise away; a past one stays."""

    class Why(models.TextChoices):
        HOLIDAY = "holiday", _("holiday")
        ILLNESS = "illness", _("illness")
        OTHER = "other", _("something else")

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    since = models.DateTimeField()
    until = models.DateTimeField()
    why = models.CharField(max_length=10, choices=Why, default=Why.HOLIDAY)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="absence_has_length"),
        ]
        indexes = [models.Index(fields=["until", "since"], name="absence_by_time")]

    def __str__(self) -> str:
        return f"{self.person} away from {self.since:%Y-%m-%d %H:%M}"
