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
from charterdesk.cases.models import Case, CaseEvent
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
    """One page of rows, and the mark `after` from which the next one goes on ("" for no more).

    `counts` are those of every view, `missed` how many of this one have missed a promise; 1001
    stands for more than a thousand. `newest` is the newest event of all.
    """

    rows: tuple[Case, ...]
    after: str
    counts: Mapping[str, int]
    missed: int
    newest: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of every view, and the desk's newest event when they were counted."""

    counts: Mapping[str, int]
    newest: int


def queue_of(
    person: Person, view: str, filters: Filters = NO_FILTERS, after: str = "", size: int = PAGE
) -> QueuePage:
    """A page of the view as the person may see it, with owners and customers loaded.

    `after` is the mark of the page before; a mark that is none begins at the start. Three queries.
    """
    seen = cases_seen_by(person)
    found = _narrowed(_view(seen, person, view), filters)
    rows = tuple(
        _after(found, after)
        .select_related("owner", "organisation", "contact", "contract")
        .order_by("queue_key", "id")[: size + 1]
    )
    missed = found.filter(next_due_state="missed")
    counts, newest = _capped({**_views(seen, person), "missed": missed})
    mark = mark_of(rows[size - 1]) if len(rows) > size else ""
    return QueuePage(rows[:size], mark, counts, counts.pop("missed"), newest)


def counts_of(person: Person) -> Mapping[str, int]:
    """How many cases each view holds, 1001 standing for more than a thousand; two queries."""
    return tally_of(person).counts


def tally_of(person: Person, seen: QuerySet[Case] | None = None) -> Tally:
    """The counts with the newest event; one query where `seen` are the cases that they may see."""
    working = cases_seen_by(person) if seen is None else seen
    return Tally(*_capped(_views(working, person)))


def cases_in(seen: QuerySet[Case], person: Person, view: str, filters: Filters) -> QuerySet[Case]:
    """Of the cases that the person may see, those of a view and its filters, in no order."""
    return _narrowed(_view(seen, person, view), filters)


def _views(seen: QuerySet[Case], person: Person) -> dict[str, QuerySet[Case]]:
    return {view: _view(seen, person, view) for view in VIEWS}


def _view(seen: QuerySet[Case], person: Person, view: str) -> QuerySet[Case]:
    """The open cases of a view; an unknown view is that of all."""
    working = seen.filter(is_open=True)
    match view:
        case "mine":
            return working.filter(owner=person)
        case "unassigned":
            return working.filter(owner__isnull=True)
        case "escalated":
            return working.exclude(escalation="")
        case "waiting":
            return working.filter(status="waiting")
        case _:
            return working


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


def _capped(views: Mapping[str, QuerySet[Case]]) -> tuple[dict[str, int], int]:
    """The counts of several lists in one round trip, none beyond the cap; and the newest event."""
    parts: list[str] = []
    values: list[Any] = []
    for found in views.values():
        sql, own = found.order_by().values("pk")[: MOST + 1].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS capped)")
        values += own
    parts.append(f"(SELECT COALESCE(MAX(id), 0) FROM {CaseEvent._meta.db_table})")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        row = [int(value) for value in cursor.fetchone() or ()]
    return dict(zip(views, row[:-1], strict=True)), row[-1]
