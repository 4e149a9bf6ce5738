"""Addresses whose owners want no questions about how it went; every other mail still comes."""

from django.db import models


class Unsubscribed(models.Model):
    """By the link of such a mail, in one press of the reader's or of the mail program's (M6)."""

    address = models.CharField(max_length=254, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "unsubscribed"

    def __str__(self) -> str:
        return self.address
