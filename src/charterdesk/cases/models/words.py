"""The stems by which cases and messages are found: shadows of their rows, kept with them.

They go where their rows go, and are written in the same transaction.
"""

from django.db import models

from charterdesk.cases.models.case import Case
from charterdesk.cases.models.message import Message


class CaseWords(models.Model):
    """The stems of a case's number, subject, asker and customer."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="stems")
    words = models.TextField()

    def __str__(self) -> str:
        return f"stems of {self.case_id}"


class MessageWords(models.Model):
    """The stems of a message's subject and text, and of the names of its files."""

    message = models.OneToOneField(Message, models.CASCADE, primary_key=True, related_name="stems")
    words = models.TextField()

    def __str__(self) -> str:
        return f"stems of {self.message_id}"
