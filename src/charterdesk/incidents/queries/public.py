"""What is public: to anybody, whoever asks; and the same for those who publish it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.cases.models import Case
from charterdesk.incidents.models import PublicIncident, PublicUpdate

HISTORY = timedelta(days=90)
MOST = 200
MOST_TITLES = 3


@dataclass(frozen=True, slots=True)
class Shared:
    """What is going on, and what was resolved in the last ninety days, the newest first."""

    going: tuple[PublicIncident, ...]
    past: tuple[PublicIncident, ...]


def shared_incidents(at: datetime) -> Shared:
    """All of it; what is going on stays however old it is."""
    rows = _with_updates(PublicIncident.objects.filter(withdrawn_at=None))
    going = rows.filter(resolved_at=None).order_by("-published_at", "-pk")[:MOST]
    past = rows.filter(resolved_at__gt=at - HISTORY).order_by("-resolved_at", "-pk")[:MOST]
    return Shared(tuple(going), tuple(past))


def going_titles() -> tuple[str, ...]:
    """What is going on, in a line each, the newest first; one query."""
    rows = PublicIncident.objects.filter(withdrawn_at=None, resolved_at=None)
    return tuple(
        rows.order_by("-published_at", "-pk").values_list("title", flat=True)[:MOST_TITLES]
    )


def shared_incident(pk: int) -> PublicIncident | None:
    """One that is shared, however old."""
    return _with_updates(PublicIncident.objects.filter(withdrawn_at=None, pk=pk)).first()


def published_incidents(asker: Actor) -> QuerySet[PublicIncident]:
    """The last ones for people of the desk, withdrawn ones too, with who published them."""
    demand_sight(asker)
    rows = PublicIncident.objects.select_related("by", "case")
    return rows.order_by("-published_at", "-pk")[:MOST]


def published_incident(asker: Actor, pk: int) -> PublicIncident | None:
    """One of them with its updates, the latest first."""
    demand_sight(asker)
    rows = PublicIncident.objects.select_related("by", "case__organisation", "case__contact")
    return _with_updates(rows.filter(pk=pk)).first()


def incident_shared_of(case: Case) -> PublicIncident | None:
    """What is shared of a case now, if it is not resolved yet."""
    rows = PublicIncident.objects.filter(case=case, withdrawn_at=None, resolved_at=None)
    return rows.order_by("-pk").first()


def _with_updates(rows: QuerySet[PublicIncident]) -> QuerySet[PublicIncident]:
    updates = PublicUpdate.objects.select_related("by").order_by("-pk")
    return rows.prefetch_related(Prefetch("updates", updates))
