"""The queue: open cases in the order in which they want us, page by page, with capped counts.

Missed promises come first, as their dues lie behind us, then the soonest due. Pages go on from
the last row seen, so that a page costs the same wherever it lies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by

PAGE = 50
MOST = 1000

MINE = "mine"
UNASSIGNED = "unassigned"
ESCALATED = "escalated"
WAITING = "waiting"
ALL = "all"
VIEWS = (MINE, UNASSIGNED, ESCALATED, WAITING, ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to; empty means everything. `owner` is a username."""

    status: str = ""
    priority: str = ""
    owner: str = ""
    charter: str = ""


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of rows, and the mark `after` from which the next one goes on ("" for no more)."""

    rows: tuple[Case, ...]
    after: str


def queue_of(
    person: Person, view: str, filters: Filters = NO_FILTERS, after: str = "", size: int = PAGE
) -> QueuePage:
    """A page of the view as the person may see it, with owners and customers loaded.

    `after` is the mark of the page before; a mark that is none begins at the start.
    """
    found = _after(_narrowed(view_of(person, view), filters), after)
    found = found.select_related("owner", "organisation", "contact")
    rows = tuple(found.order_by("queue_key", "id")[: size + 1])
    more = len(rows) > size
    return QueuePage(rows[:size], mark_of(rows[size - 1]) if more else "")


def view_of(person: Person, view: str) -> QuerySet[Case]:
    """The open cases of a view; an unknown view is that of all."""
    seen = cases_seen_by(person).filter(is_open=True)
    match view:
        case "mine":
            return seen.filter(owner=person)
        case "unassigned":
            return seen.filter(owner__isnull=True)
        case "escalated":
            return seen.exclude(escalation="")
        case "waiting":
            return seen.filter(status="waiting")
        case _:
            return seen


def counts_of(person: Person) -> Mapping[str, int]:
    """How many cases each view holds, 1001 standing for more than a thousand; one query."""
    return _capped({view: view_of(person, view) for view in VIEWS})


def missed_in(person: Person, view: str) -> int:
    """How many cases of the view have a missed promise, 1001 for more than a thousand."""
    found = view_of(person, view).filter(next_due_state="missed")
    return _capped({"missed": found})["missed"]


def mark_of(row: Case) -> str:
    """The mark from which the page after this row goes on."""
    return f"{row.queue_key}-{row.pk}"


def _after(found: QuerySet[Case], mark: str) -> QuerySet[Case]:
    key, _, pk = mark.partition("-")
    if not (key.isdigit() and pk.isdigit() and len(pk) < 19):
        return found
    later = Q(queue_key__gt=key) | Q(queue_key=key, pk__gt=int(pk))
    return found.filter(later, queue_key__gte=key)


def _narrowed(found: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    wanted = {
        "status": filters.status,
        "priority": filters.priority,
        "owner__username": filters.owner,
        "charter": filters.charter,
    }
    return found.filter(**{name: value for name, value in wanted.items() if value})


def _capped(views: Mapping[str, QuerySet[Case]]) -> dict[str, int]:
    """The counts of several lists in one round trip, none counted beyond the cap."""
    parts: list[str] = []
    values: list[Any] = []
    for found in views.values():
        sql, own = found.order_by().values("pk")[: MOST + 1].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS capped)")
        values += own
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        row = cursor.fetchone() or ()
    return dict(zip(views, map(int, row), strict=True))
