"""The queue: open cases in the order in which they want us, page by page, with capped counts.

Missed promises come first, as their dues lie behind us, then the soonest due. Pages go on from
the last row seen, so that a page costs the same wherever it lies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from charterdesk.accounts.editions import mark_sql
from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseEvent, CaseLabel, Watch
from charterdesk.cases.models.own_field import FIELDS
from charterdesk.cases.queries.own_filters import Own, holding
from charterdesk.cases.queries.sight import Sight, cases_in_sight, sight_of
from charterdesk.kit.prepared import Prepared, Sql, Statement, Value
from charterdesk.kit.whole_numbers import whole_number

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
    """What the list is narrowed to; empty means everything.

    `owner` and `watcher` are usernames, `own` what the desk's own fields hold, by their keys.
    """

    status: str = ""
    priority: str = ""
    owner: str = ""
    charter: str = ""
    label: str = ""
    watcher: str = ""
    own: Own = ()


NO_FILTERS = Filters()
NOTHING = Sight(everything=False)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of rows, and the mark `after` from which the next one goes on ("" for no more).

    `counts` are those of every view, `missed` how many of this one have missed a promise; 1001
    stands for more than a thousand. `newest` is the newest event of all, `fields_mark` the mark of
    the desk's own fields.
    """

    rows: tuple[Case, ...]
    after: str
    counts: Mapping[str, int]
    missed: int
    newest: int = 0
    sight: Sight = NOTHING
    fields_mark: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of every view, the desk's newest event then, and what was in sight."""

    counts: Mapping[str, int]
    newest: int
    sight: Sight


def queue_of(
    person: Person, view: str, filters: Filters = NO_FILTERS, after: str = "", size: int = PAGE
) -> QueuePage:
    """A page of the view as the person may see it, with owners and customers loaded.

    `after` is the mark of the page before; a mark that is none begins at the start. Three queries.
    """
    sight = sight_of(person)
    key, pk = marked(after)
    shape = (view, filters, bool(key), size, sight.everything)
    seen = seen_values(sight, person)
    rows = tuple(_ROWS.rows(*shape, **seen, key=key, pk=pk))
    counted = _COUNTS.rows(view, filters, sight.everything, **seen)[0]
    counts = dict(zip((*VIEWS, "missed"), counted, strict=False))
    mark = mark_of(rows[size - 1]) if len(rows) > size else ""
    missed = counts.pop("missed")
    return QueuePage(rows[:size], mark, counts, missed, counted[-1], sight, counted[-2])


def tally_of(person: Person, sight: Sight | None = None) -> Tally:
    """The counts with the newest event; one query where it is said what they may see."""
    sight = sight or sight_of(person)
    seen = seen_values(sight, person)
    counted = _COUNTS.rows("", NO_FILTERS, sight.everything, **seen)[0]
    return Tally(dict(zip(VIEWS, counted, strict=False)), counted[-1], sight)


def seen_values(sight: Sight, person: Person) -> dict[str, Value]:
    """What a prepared query of the queue is given of the person who looks."""
    return {"charters": sight.charters, "owner": sight.owner, "person": person.pk}


def cases_in(seen: QuerySet[Case], person: int, view: str, filters: Filters) -> QuerySet[Case]:
    """Of the cases that a person may see, those of a view and its filters, in no order."""
    return _narrowed(_view(seen, person, view), filters)


def _view(seen: QuerySet[Case], person: int, view: str) -> QuerySet[Case]:
    """The open cases of a view; an unknown view is that of all."""
    working = seen.filter(is_open=True)
    match view:
        case "mine":
            # What waits for a date is out of sight until then, unless a promise was missed.
            asleep = Q(waiting_on="date") & ~Q(next_due_state="missed")
            return working.filter(~asleep, owner=person)
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


def marked(mark: str) -> tuple[str, int]:
    """The key and the row of a mark; ("", 0) for one that is none."""
    key, _, pk = mark.partition("-")
    number = whole_number(pk)
    return (key, number) if number and key.isascii() and key.isdigit() else ("", 0)


def behind(key: str, pk: int) -> Q:
    """Rows that come after the one with that mark."""
    return Q(queue_key__gt=key) | Q(queue_key=key, pk__gt=pk)


def _narrowed(found: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    wanted = {
        "status": filters.status,
        "priority": filters.priority,
        "charter": filters.charter,
    }
    if filters.owner:
        # The key itself, not a join: only so the owner's own index is walked in order.
        owner = Person.objects.filter(username=filters.owner).values("pk")[:1]
        found = found.filter(owner=Subquery(owner))
    if filters.watcher:
        watched = Watch.objects.filter(person__username=filters.watcher, state=Watch.State.ON)
        found = found.filter(pk__in=watched.values("case"))
    if filters.label:
        put = CaseLabel.objects.filter(label__key=filters.label.casefold())
        found = found.filter(pk__in=put.values("case"))
    found = holding(found, filters.own)
    return found.filter(**{name: value for name, value in wanted.items() if value})


def _rows(
    view: str, filters: Filters, goes_on: bool, size: int, everything: bool,
    *, charters: Sequence[str], owner: int, person: int, key: str, pk: int,
) -> QuerySet[Case]:  # fmt: skip
    found = cases_in(cases_in_sight(everything, charters, owner), person, view, filters)
    if goes_on:
        found = found.filter(behind(key, pk), queue_key__gte=key)
    joined = found.select_related("owner", "organisation", "contact", "contract")
    return joined.order_by("queue_key", "id")[: size + 1]


def _counts(
    view: str, filters: Filters, everything: bool,
    *, charters: Sequence[str], owner: int, person: int,
) -> Sql:  # fmt: skip
    """Counts of the views in one round trip, none beyond the cap; and the newest event.

    Where a view is named, what it misses is counted as well, and the mark of the desk's own fields
    comes along.
    """
    seen = cases_in_sight(everything, charters, owner)
    lists = [_view(seen, person, each) for each in VIEWS]
    if view:
        lists.append(cases_in(seen, person, view, filters).filter(next_due_state="missed"))
    parts, values = _capped(lists)
    if view:
        fields, about = mark_sql(FIELDS)
        parts.append(f"({fields})")
        values += about
    parts.append(f"(SELECT COALESCE(MAX(id), 0) FROM {CaseEvent._meta.db_table})")
    return f"SELECT {', '.join(parts)}", tuple(values)


def capped_counts(
    seen: QuerySet[Case], person: int, lists: Sequence[tuple[str, Filters]]
) -> tuple[list[str], list[Any]]:
    """Parts of a query that count each (view, filters), up to 1001, and their values."""
    return _capped([cases_in(seen, person, *each) for each in lists])


def _capped(lists: Sequence[QuerySet[Case]]) -> tuple[list[str], list[Any]]:
    """A counting part for each list, and the values of all of them."""
    parts: list[str] = []
    values: list[Any] = []
    for found in lists:
        sql, own = found.order_by().values("pk")[: MOST + 1].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS capped)")
        values += own
    return parts, values


_ROWS = Prepared(_rows)
_COUNTS = Statement(_counts)
