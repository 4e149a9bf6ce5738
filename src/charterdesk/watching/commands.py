"""What a person does about their news: how they come, and that they were read."""

from datetime import datetime, time

from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.watching.digests import owed_at
from charterdesk.watching.models import Habit, News


@transaction.atomic
def change_habit(*, level: str, way: str, digest_at: time, by: Person, at: datetime) -> Habit:
    """How far one's own news reach and how they come; what is owed already comes that way, too."""
    demand_sight(by)
    changed = {"level": level, "way": way, "digest_at": digest_at}
    habit, _new = Habit.objects.update_or_create(person=by, defaults=changed)
    owed = News.objects.filter(person=by, tell_at__isnull=False)
    owed.update(tell_at=owed_at(habit, by.zone, at))
    return habit


def read_news(*, number: str, by: Person, at: datetime) -> int:
    """The person has the case before them: its news are read; how many were not."""
    unread = News.objects.filter(person=by, case__number=number, seen_at=None)
    keys = list(unread.values_list("pk", flat=True))
    return _read(keys, at) if keys else 0


def read_all_news(*, by: Person, until: int, at: datetime) -> int:
    """All that the person's list showed is read; what came after row `until` is not."""
    unread = News.objects.filter(person=by, seen_at=None, pk__lte=until)
    return _read(list(unread.values_list("pk", flat=True)), at)


def _read(keys: list[int], at: datetime) -> int:
    return News.objects.filter(pk__in=keys).update(seen_at=at, tell_at=None)
