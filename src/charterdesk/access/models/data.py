"""Data taken from a customer: with what consent, what for, until when, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TakenData(models.Model):
    """One request on a case. `delete_on` is a date at the customer's; the approval is the case's.

    `ended_how` says whether all of it was deleted, or the request came to nothing.
    """

    class How(models.TextChoices):
        DELETED = "deleted", _("deleted")
        REFUSED = "refused", _("refused by the customer")
        WITHDRAWN = "withdrawn", _("withdrawn before anything was taken")

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="taken_data")
    act = models.CharField(max_length=100)
    kind = models.CharField(max_length=60)
    purpose = models.CharField(max_length=300)
    delete_on = models.DateField()
    asked_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=10, choices=How, blank=True)

    class Meta:
        verbose_name_plural = "taken data"
        indexes = [
            models.Index(
                fields=["delete_on"], name="taken_data_open", condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id} until {self.delete_on}"


class TakenPiece(models.Model):
    """A file of the case that is such data, or a copy elsewhere, in words.

    A copy elsewhere, and a mail that brought a file, can't be deleted from here: somebody says that
    it is done.
    """

    data = models.ForeignKey(TakenData, models.PROTECT, related_name="pieces")
    attachment = models.OneToOneField(
        "cases.Attachment", models.PROTECT, null=True, blank=True, related_name="taken"
    )
    elsewhere = models.CharField(max_length=300, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=False) | ~Q(elsewhere=""),
                name="taken_piece_is_something",
            ),
        ]

    def __str__(self) -> str:
        return self.elsewhere or f"file {self.attachment_id}"
