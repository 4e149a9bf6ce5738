"""A contact that lies too far back to be written down, until the head has decided (R-TER-3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LateContact(models.Model):
    """What somebody of the desk wrote down, kept whole; it is a case once it is confirmed.

    `asked` holds the rest of what opens the case: channel, priority, axes, answered, minutes.
    `key` is the form's, so that sent twice it is kept once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the head")
        OPENED = "opened", _("confirmed")
        REFUSED = "refused", _("refused")

    charter = models.CharField(max_length=60)
    contact = models.ForeignKey(
        "customers.Contact", models.PROTECT, null=True, blank=True, related_name="late_contacts"
    )
    typed = models.CharField(max_length=254)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    asked = models.JSONField(default=dict)
    contact_at = models.DateTimeField()
    key = models.CharField(max_length=100, unique=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="late_contacts")
    kept_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["state", "kept_at"], name="late_contact_waiting"),)

    def __str__(self) -> str:
        return f"{self.subject} of {self.contact_at:%Y-%m-%d %H:%M}"
