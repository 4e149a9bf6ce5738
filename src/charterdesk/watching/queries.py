"""The news of a person, of cases that they may still see, and how they want to have them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from charterdesk.accounts.models import Person
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.kit.prepared import Sql
from charterdesk.watching.models import Habit, News

SHOWN = 100


def news_of(asker: Person) -> Sequence[News]:
    """The newest first, the unread before those that were read, with their cases."""
    seen = cases_seen_by(asker).values("pk")
    found = News.objects.filter(person=asker, case__in=seen).select_related("case")
    unread = list(found.filter(seen_at=None).order_by("-at", "-pk")[:SHOWN])
    read = found.filter(seen_at__isnull=False).order_by("-at", "-pk")
    return [*unread, *read[: SHOWN - len(unread)]]


def habit_of(asker: Person) -> Habit:
    """How the asker has their news; the defaults where they have chosen nothing."""
    return Habit.objects.filter(person=asker).first() or Habit(person=asker)


def newest_unread(asker: Person) -> int:
    """The last row that the asker has not read, in sight or not; 0 for none."""
    unread = News.objects.filter(person=asker, seen_at=None).order_by("-pk")
    return unread.values_list("pk", flat=True).first() or 0


def unread_sql(person: int) -> Sql:
    """The query that counts the cases with unread news, for a larger one; null for none."""
    return _counted().filter(person=person).query.sql_with_params()


def unread_news() -> Subquery:
    """For a query of people: of how many cases they have unread news; null for none."""
    return Subquery(_counted().filter(person=OuterRef("pk")))


def _counted() -> QuerySet[News, Any]:
    unread = News.objects.filter(seen_at=None).order_by()
    return unread.values("person").annotate(count=Count("case", distinct=True)).values("count")
