"""Mailboxes on other servers that the desk reads: what was stored of each, and how it goes.

A mark is written in the very commit that stores its mail, so a mail is stored once for each
mark, whoever reads the mailbox at the same time (trust.md R10).
"""

from django.db import models


class Mailbox(models.Model):
    """A mailbox by its name in the settings. `read_at` is the last time it was read to its end.

    `failing_since` and `fault` say since when and why it can't be; `left` names mails that are
    too large and were left there. `alarmed_at` is when the alarm was raised that still holds.
    `addresses` are those whose mail arrives in it, as whoever read it last was told.
    """

    name = models.CharField(max_length=100, unique=True)
    since = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    alarmed_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)
    left = models.TextField(blank=True)
    addresses = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return f"mailbox {self.name}"


class FetchedMail(models.Model):
    """A mail that was stored and may still lie in its mailbox, by its mark there."""

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="fetched")
    mark = models.CharField(max_length=200)
    mail = models.ForeignKey("intake.RawMail", models.PROTECT, related_name="fetched")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mailbox", "mark"], name="fetched_once"),)

    def __str__(self) -> str:
        return f"{self.mark} of {self.mailbox}"
