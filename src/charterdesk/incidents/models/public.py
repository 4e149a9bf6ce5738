"""What is shared on the status page: nothing until somebody of the desk publishes it.

A public incident may belong to a case; nothing of the case is ever shown by itself.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case


class PublicState(models.TextChoices):
    """The four words of where it is."""

    INVESTIGATING = "investigating", _("Investigating")
    IDENTIFIED = "identified", _("Identified")
    MONITORING = "monitoring", _("Monitoring")
    RESOLVED = "resolved", _("Resolved")


class PublicIncident(models.Model):
    """An incident as anybody may read it; `state` and `next_at` are those of its last update.

    `withdrawn_at` takes it off the page; the rows stay.
    """

    State = PublicState

    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="public_incidents"
    )
    title = models.CharField(_("title"), max_length=200)
    affected = models.CharField(_("what is affected"), max_length=300)
    state = models.CharField(max_length=20, choices=PublicState)
    next_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-published_at"], name="public_incident_newest")]

    def __str__(self) -> str:
        return self.title


class PublicUpdate(models.Model):
    """What was said at a moment, and when more will be."""

    incident = models.ForeignKey(PublicIncident, models.PROTECT, related_name="updates")
    state = models.CharField(max_length=20, choices=PublicState)
    text = models.TextField(_("text"), max_length=5000)
    next_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["incident", "id"], name="public_update_in_order")]

    def __str__(self) -> str:
        return f"{self.state} at {self.at:%Y-%m-%d %H:%M}"
