"""Charters as written and as published. A version's text never changes; a draft's may."""

from django.db import models
from django.db.models import Q

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
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="charter_version_once"),
        ]
        indexes = [models.Index(fields=["name", "in_force_from"], name="charter_in_force")]

    def __str__(self) -> str:
        return f"{self.name} version {self.version}"


class ServedCharter(models.Model):
    """A charter of this desk; while it is live, its channels take in new cases.

    Where `needs_second` is set, a version is published only when a second administrator has
    approved it. Who asks to lift that rule waits for a second one too.
    """

    name = models.CharField(max_length=60, unique=True)
    is_live = models.BooleanField(default=True)
    needs_second = models.BooleanField(default=False)
    lift_asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class ChannelAddress(models.Model):
    """The address that a channel of a charter has at this desk, instead of the charter's own."""

    charter = models.CharField(max_length=60)
    channel = models.CharField(max_length=60)
    address = models.CharField(max_length=254)
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "channel addresses"
        constraints = [
            models.UniqueConstraint(fields=["charter", "channel"], name="channel_address_once"),
        ]

    def __str__(self) -> str:
        return f"{self.charter} {self.channel}: {self.address}"


class CharterDraft(models.Model):
    """The text of a charter that is being written; `base` is the version that it began from.

    `edition` grows with each saving of this name, also across drafts: who saves says which one
    they saw, so that nobody overwrites what they never read.
    """

    name = models.CharField(max_length=60, unique=True)
    text = models.TextField(blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    edition = models.PositiveIntegerField()
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"draft of {self.name}"


class CharterEdit(models.Model):
    """One saved text of a draft, kept for good: what, who and when."""

    WHAT = [
        ("started", "started"),
        ("saved", "saved"),
        ("dropped", "dropped"),
        ("published", "published"),
    ]

    name = models.CharField(max_length=60)
    edition = models.PositiveIntegerField()
    what = models.CharField(max_length=9, choices=WHAT)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "edition"], name="charter_edit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} edition {self.edition}, {self.what}"


class CharterProposal(models.Model):
    """A text that somebody asks to publish, until a second person has decided.

    `starts_at` is when it shall be in force, at once where it is empty; `moves_cases` says
    whether the open cases go along.
    """

    OUTCOMES = [
        ("", "open"),
        ("approved", "approved"),
        ("declined", "declined"),
        ("withdrawn", "withdrawn"),
    ]

    name = models.CharField(max_length=60)
    text = models.TextField()
    starts_at = models.DateTimeField(null=True, blank=True)
    moves_cases = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=9, choices=OUTCOMES, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="charter_proposal_once", condition=Q(outcome="")
            ),
        ]

    def __str__(self) -> str:
        return f"proposal for {self.name} of {self.asked_at:%Y-%m-%d %H:%M}"


class HelpfulAnswer(models.Model):
    """What a reader of a published version said to "was this helpful"; nobody's name is kept."""

    name = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    is_helpful = models.BooleanField()
    comment = models.TextField(blank=True)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name", "version", "said_at"], name="helpful_by_version")]

    def __str__(self) -> str:
        return f"{self.name} version {self.version}: {'yes' if self.is_helpful else 'no'}"
