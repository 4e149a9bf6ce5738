"""What a person has typed and not yet sent, and the forms that were already taken."""

from django.db import models

from charterdesk.cases.models.case import Case


class Draft(models.Model):
    """One reply and one note for each person and case."""

    class Mode(models.TextChoices):
        REPLY = "reply"
        NOTE = "note"

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="drafts")
    mode = models.CharField(max_length=5, choices=Mode)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "mode"], name="draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mode} of {self.person_id} on {self.case_id}"


class Submission(models.Model):
    """A form or call that was taken under its own key: the second press finds it here."""

    key = models.CharField(max_length=100, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="submissions")
    message = models.ForeignKey("cases.Message", models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
