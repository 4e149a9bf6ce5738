"""Acts on many cases that a worker has ended, and whose result their asker has not seen."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.kit.prepared import Sql
from charterdesk.lists.models import BulkAct

SHOWN = 50


def ended_acts(asker: Person) -> list[BulkAct]:
    """Their own, the newest first."""
    demand_sight(asker)
    return list(_unseen().filter(by=asker).order_by("-news_at", "-pk")[:SHOWN])


def ended_sql(person: int) -> Sql:
    """The query that counts them, for a larger one; null for none."""
    return _counted().filter(by=person).query.sql_with_params()


def ended_count() -> Subquery:
    """For a query of people: how many they have; null for none."""
    return Subquery(_counted().filter(by=OuterRef("pk")))


def _unseen() -> QuerySet[BulkAct]:
    return BulkAct.objects.filter(news_at__isnull=False)


def _counted() -> QuerySet[BulkAct, Any]:
    return _unseen().order_by().values("by").annotate(count=Count("pk")).values("count")
