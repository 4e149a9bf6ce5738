"""Macros: texts with places for what the case says, and what is done with them."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.models.label import Label

LONGEST = 80


class Macro(models.Model):
    """One person's, or with a `team` that team's. `takes`: whoever uses it owns the case then."""

    class Mode(models.TextChoices):
        REPLY = "reply", _("Reply to the customer")
        NOTE = "note", _("Internal note")

    name = models.CharField(max_length=LONGEST)
    mode = models.CharField(max_length=5, choices=Mode, default=Mode.REPLY)
    text = models.TextField()
    team = models.ForeignKey(
        "accounts.Team", models.PROTECT, null=True, blank=True, related_name="macros"
    )
    label = models.ForeignKey(Label, models.SET_NULL, null=True, blank=True, related_name="macros")
    waits = models.BooleanField(default=False)
    takes = models.BooleanField(default=False)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="macros")
    made_at = models.DateTimeField()

    class Meta:
        ordering = (Lower("name"), "pk")

    def __str__(self) -> str:
        return self.name
