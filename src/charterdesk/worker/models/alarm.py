"""An alarm: a case that a loop had to set aside, with the reason, until it goes well again."""

from django.db import models
from django.db.models import Q


class Alarm(models.Model):
    """At most one open alarm for each case; `times` counts how often it was met."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="alarms")
    text = models.TextField()
    raised_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="alarm_once", condition=Q(cleared_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.text}"
