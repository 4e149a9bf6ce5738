"""Since when the links of one case to one address hold: those of earlier mails have ended."""

from django.db import models


class EndedLinks(models.Model):
    """`before` is a moment: what was queued until then opens nothing any more."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="ended_links")
    address = models.CharField(max_length=254)
    before = models.DateTimeField()

    class Meta:
        verbose_name_plural = "ended links"
        constraints = [
            models.UniqueConstraint(fields=["case", "address"], name="links_ended_once"),
        ]

    def __str__(self) -> str:
        return f"links of {self.case_id} to {self.address} before {self.before:%Y-%m-%d %H:%M}"
