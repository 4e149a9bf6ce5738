"""What a person wants to hear of cases, and the news of one case that came for them.

One row of news gathers what comes until it was read or told, so that one notice says all of it.
"""

from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Habit(models.Model):
    """How far somebody's ordinary news reach, and how they come; without a row as the defaults.

    `digest_at` is a wall time in the person's zone. What is addressed to them comes at every level.
    """

    class Level(models.TextChoices):
        ME = "me", _("Only what is addressed to me")
        MINE = "mine", _("My cases: those that I own or have answered")
        WATCHED = "watched", _("My cases, and those that I watch")

    class Way(models.TextChoices):
        ONCE = "once", _("At once, by my means for ordinary notices")
        DIGEST = "digest", _("In one digest a day")
        BELL = "bell", _("Only under News in the desk")

    person = models.OneToOneField("accounts.Person", models.PROTECT, related_name="news_habit")
    level = models.CharField(max_length=8, choices=Level, default=Level.WATCHED)
    way = models.CharField(max_length=8, choices=Way, default=Way.BELL)
    digest_at = models.TimeField(default=time(8, 30))

    def __str__(self) -> str:
        return f"{self.person_id} {self.level} {self.way}"


class News(models.Model):
    """Events of one case, by their `seqs`, that are news to one person; `at` is the newest's.

    `direct` is what was addressed to them. `words` name what happened, `fresh` what of it no notice
    has said. `tell_at` is when a notice is owed, None where none is; `told_seq` is the last event
    that one has told. Once read, at `seen_at`, a row is over, and the next news begin a new one.
    """

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="news")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="news")
    direct = models.BooleanField(default=False)
    seqs = models.JSONField(default=list)
    words = models.JSONField(default=list)
    fresh = models.JSONField(default=list, blank=True)
    at = models.DateTimeField()
    tell_at = models.DateTimeField(null=True, blank=True)
    told_seq = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "news"
        indexes = [
            models.Index(
                fields=["tell_at"], name="news_to_tell", condition=Q(tell_at__isnull=False)
            ),
            models.Index(
                fields=["person", "case"], name="news_unseen", condition=Q(seen_at__isnull=True)
            ),
            models.Index(fields=["person", "-at"], name="news_of_person"),
            models.Index(fields=["at"], name="news_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.case_id}: {', '.join(self.words)}"
