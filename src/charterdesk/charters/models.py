"""Charters as published. A version's text never changes; what changes is which are served."""

from django.db import models

from charterdesk.accounts.models import Person


class CharterVersion(models.Model):
    """One version of a charter, as its author wrote it."""

    name = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.TextField()
    in_force_from = models.DateTimeField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="charter_version_once"),
        ]
        indexes = [models.Index(fields=["name", "in_force_from"], name="charter_in_force")]

    def __str__(self) -> str:
        return f"{self.name} version {self.version}"


class ServedCharter(models.Model):
    """A charter of this desk; while it is live, its channels take in new cases."""

    name = models.CharField(max_length=60, unique=True)
    is_live = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class ChannelAddress(models.Model):
    """The address that a channel of a charter has at this desk, instead of the charter's own."""

    charter = models.CharField(max_length=60)
    channel = models.CharField(max_length=60)
    address = models.CharField(max_length=254)

    class Meta:
        verbose_name_plural = "channel addresses"
        constraints = [
            models.UniqueConstraint(fields=["charter", "channel"], name="channel_address_once"),
        ]

    def __str__(self) -> str:
        return f"{self.charter} {self.channel}: {self.address}"
