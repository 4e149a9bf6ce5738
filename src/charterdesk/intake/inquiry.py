"""What a customer has typed of a case that is not there yet: kept at each step, until it is sent.

The key is random and stands in the page's address; whoever has it may add, only its contact reads.
"""

from django.db import models

from charterdesk.cases.models import Case
from charterdesk.customers.models import Contact


class Inquiry(models.Model):
    """The answers to the questions so far, by their names; `case` is what came of it.

    `follows` is the ended case that it goes on from.
    """

    key = models.CharField(max_length=64, unique=True)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="inquiries")
    answers = models.JSONField(default=dict)
    follows = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="followed_by_inquiries"
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="inquiries")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "inquiries"
        indexes = (models.Index(fields=["contact", "-changed_at"], name="inquiry_of_contact"),)

    def __str__(self) -> str:
        return f"inquiry of {self.contact_id} begun {self.begun_at:%Y-%m-%d %H:%M}"


class InquiryFile(models.Model):
    """A file that goes along; it lies under its random `stored` name, outside any web root."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="files")
    stored = models.CharField(max_length=64, unique=True)
    name = models.TextField()
    content_type = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.name
