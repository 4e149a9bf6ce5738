"""The desk's own fields of cases, and which case has what in them.

A field's `key` is its name as searches write it; it stays when the name changes. What a field
holds is written by the store alone, from the case's events.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from charterdesk.cases.models.case import Case

# The subject of the mark that changes with every field that is declared, changed or retired.
FIELDS = "own fields"
LONGEST_NAME = 60
LONGEST_VALUE = 200


class OwnField(models.Model):
    """`charters` and `matters` are where it is asked, empty for everywhere: names of charters, and
    the kinds of matter that a charter's intake has. `is_shown`: customers fill it in and see it.
    """

    class Sort(models.TextChoices):
        TEXT = "text", _("text")
        NUMBER = "number", _("number")
        DATE = "date", _("date")
        CHOICE = "choice", _("choice from a list")
        YES_NO = "yes-no", _("yes or no")

    class Needed(models.TextChoices):
        NEVER = "", pgettext_lazy("required", "never")
        OPENING = "opening", _("when a case is opened on a page")
        CLOSING = "closing", _("before one of us closes a case")

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_NAME * 3, unique=True)
    sort = models.CharField(max_length=8, choices=Sort)
    help = models.CharField(max_length=200, blank=True)
    choices = models.JSONField(default=list, blank=True)
    needed = models.CharField(max_length=8, choices=Needed, default=Needed.NEVER, blank=True)
    is_shown = models.BooleanField(default=False)
    charters = models.JSONField(default=list, blank=True)
    matters = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="fields_made")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class OwnValue(models.Model):
    """What a case has in a field; `folded` is the value as searches compare it.

    It goes with its case; a field that any case has a value in can't be deleted.
    """

    field = models.ForeignKey(OwnField, models.PROTECT, related_name="held")
    case = models.ForeignKey(Case, models.CASCADE, related_name="own_values")
    value = models.CharField(max_length=LONGEST_VALUE)
    folded = models.CharField(max_length=LONGEST_VALUE * 3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "field"], name="own_value_once"),
        ]
        indexes = [
            models.Index(fields=["field", "folded", "case"], name="own_value_found"),
        ]

    def __str__(self) -> str:
        return f"{self.field_id} of {self.case_id}: {self.value}"
