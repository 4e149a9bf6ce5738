"""Which equipment a case is about. It is no event: nothing that is promised hangs on it."""

from django.db import models
from django.db.models import Q

from charterdesk.cases.models.case import Case


class CaseAsset(models.Model):
    """The one piece of equipment of a case, which of us or which contact tied it (R-TER-11)."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="about_asset")
    asset = models.ForeignKey("customers.Asset", models.PROTECT, related_name="about_cases")
    by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_contact = models.ForeignKey(
        "customers.Contact", models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by=None, by_contact__isnull=False)
                | Q(by__isnull=False, by_contact=None),
                name="case_asset_by_one",
            )
        ]
        indexes = [models.Index(fields=["asset", "-case"], name="case_asset_history")]

    def __str__(self) -> str:
        return f"{self.case_id} about {self.asset_id}"
