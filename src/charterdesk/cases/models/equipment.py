"""Which equipment a case is about. It is no event: nothing that is promised hangs on it."""

from django.db import models

from charterdesk.cases.models.case import Case


class CaseAsset(models.Model):
    """The one piece of equipment of a case, who tied it, and when (R-TER-11)."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="about_asset")
    asset = models.ForeignKey("customers.Asset", models.PROTECT, related_name="about_cases")
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["asset", "-case"], name="case_asset_history")]

    def __str__(self) -> str:
        return f"{self.case_id} about {self.asset_id}"
