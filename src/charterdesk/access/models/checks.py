"""A check of a system's ports: asked for on a case, done by a worker, what each port said."""

from django.db import models
from django.db.models import Q


class PortCheck(models.Model):
    """`ports` are what is tried and `said` maps each, as text, to open, closed or silent.

    `claimed_at` is when a worker began; `fault` says why nothing could be tried.
    """

    system = models.ForeignKey("access.System", models.PROTECT, related_name="checks")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="port_checks")
    address = models.CharField(max_length=253)
    ports = models.JSONField(default=dict)
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    said = models.JSONField(default=dict)
    fault = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"], name="port_check_open", condition=Q(done_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"check of {self.system_id} at {self.asked_at:%Y-%m-%d %H:%M}"
