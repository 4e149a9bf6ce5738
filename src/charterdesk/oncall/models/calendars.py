"""Calendars in and out: a person's feed, and where a rota's shifts are read from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.oncall.models.rota import Rota


class CalendarFeed(models.Model):
    """The secret address of one's own shifts. Only its hash is kept; a new one ends the former."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_at=None),
                name="calendar_feed_once_open",
            ),
        ]

    def __str__(self) -> str:
        return f"feed of {self.person}"


class CalendarSource(models.Model):
    """A calendar of others that a rota's shifts are read from: by its address, or a file.

    With `every` it is read again by itself; `looked_at` is when it last went well, `read_at` when
    an edition was last taken. `fault` is a word of `calendars.reading.FAULTS`; it stands while the
    last good edition is kept. `unknown` are names of the last edition that nobody here has.
    """

    rota = models.ForeignKey(Rota, models.PROTECT, related_name="sources")
    name = models.CharField(_("name"), max_length=60)
    url = models.URLField(_("address"), max_length=500, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
    read_at = models.DateTimeField(null=True, blank=True)
    every = models.DurationField(null=True, blank=True)
    next_read_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=200, blank=True)
    fault = models.CharField(max_length=20, blank=True)
    fault_about = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    unknown = models.JSONField(default=list, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_read_at"], name="calendar_source_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["rota", "name"],
                name="calendar_source_once",
                violation_error_message=_("The rota has a calendar of that name already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} for {self.rota}"
