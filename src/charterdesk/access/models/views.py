"""A look at a customer's screen: asked for, approved by the customer, begun and ended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RemoteView(models.Model):
    """One request on a case, for `minutes` from its approval; the approval itself is the case's.

    `host` and `port` are where the tool finds the screen; nobody is shown them as an address
    before the view has begun. `ended_how` says whether it was ended, ran out, or was refused.
    """

    class How(models.TextChoices):
        ENDED = "ended", _("ended")
        RAN_OUT = "ran out", _("ran out")
        REFUSED = "refused", _("refused by the customer")
        WITHDRAWN = "withdrawn", _("withdrawn before it began")

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="remote_views")
    act = models.CharField(max_length=100)
    tool = models.CharField(max_length=60)
    host = models.CharField(max_length=253, blank=True)
    port = models.PositiveIntegerField(null=True, blank=True)
    purpose = models.CharField(max_length=300)
    minutes = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    started_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=10, choices=How, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="remote_view_alone", condition=Q(ended_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], name="remote_view_open", condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool} on {self.case_id}"
