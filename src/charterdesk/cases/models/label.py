"""Labels: words of the whole desk on cases. They sort work and move no promise, so the charter,
the events and the customer know nothing of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.models.case import Case

LONGEST = 40


class Label(models.Model):
    """`key` is its name as it is compared, so that no two differ in the case of letters alone."""

    class Mark(models.TextChoices):
        CIRCLE = "circle", _("blue circle")
        SQUARE = "square", _("brown square")
        TRIANGLE = "triangle", _("red triangle")
        DIAMOND = "diamond", _("violet diamond")
        BAR = "bar", _("grey bar")

    name = models.CharField(max_length=LONGEST)
    key = models.CharField(max_length=LONGEST * 2, unique=True)
    mark = models.CharField(max_length=8, choices=Mark, default=Mark.CIRCLE)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="labels_made")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name


class CaseLabel(models.Model):
    """A label on a case. It goes where either of the two goes: a dropped label is on no case."""

    label = models.ForeignKey(Label, models.CASCADE, related_name="put")
    case = models.ForeignKey(Case, models.CASCADE, related_name="labels")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="labels_put")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["label", "case"], name="case_label_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label_id} on {self.case_id}"
