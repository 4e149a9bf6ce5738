"""The promises of a charter as the checks walk them, and which of two targets falls due later.

A contract that is an `example` is for nobody, so only errors are looked for in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain, pairwise

from charterdesk.engine.calendar import Calendar, open_spans
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Row, Target, Term
from charterdesk.engine.check.week import open_in_week
from charterdesk.engine.promise import target_due

_PARTS = (0.2, 0.4, 0.6, 0.8)
_VAGUE = {"asap": 1, "not stated": 2}


@dataclass(frozen=True, slots=True)
class Promised:
    """What a case of one priority under one contract is promised; '' is no contract."""

    priority: str
    contract: str
    row: Row
    terms: Mapping[str, Term]


def rows_to_customers(charter: Charter) -> Iterator[Promised]:
    """The base rows, and each real contract's own rows with what they keep of the base."""
    for name, row in charter.rows.items():
        yield Promised(name, "", row, row.terms)
    for contract in charter.contracts.values():
        for name, row in contract.rows.items() if not contract.example else ():
            yield Promised(name, contract.name, row, charter.terms(name, contract.name))


def all_rows(charter: Charter) -> Iterator[Row]:
    """Every row of the file: of priorities, contracts (examples too), ladders, and aims."""
    yield from charter.rows.values()
    for contract in charter.contracts.values():
        yield from contract.rows.values()
    yield from (ladder.row for ladder in charter.ladders.values() if ladder.row)
    yield from charter.aims.values()


def kinds_promised(charter: Charter) -> frozenset[str]:
    """The kinds of promise that a row names at all, whether with a number or not."""
    ladders = (ladder.row for ladder in charter.ladders.values() if ladder.row)
    rows = (*(one.terms for one in rows_to_customers(charter)), *(row.terms for row in ladders))
    return frozenset(kind for terms in rows for kind in terms)


def later_start(charter: Charter, one: Term, other: Term, at: datetime) -> datetime | None:
    """A start in the week from `at` for which `one` falls due later than `other`; None: never.

    A target without a number is later than any with one; `not stated` is later than `asap`.
    """
    if not (one.target.has_due and other.target.has_due):
        later = _VAGUE.get(one.target.kind, 0) > _VAGUE.get(other.target.kind, 0)
        return at if later else None
    alike = one.hours == other.hours and one.target.kind == other.target.kind
    if (alike or one.hours == other.hours == ALWAYS_NAME) and _shorter(one.target, other.target):
        return None
    clocks = (charter.calendar(one.hours), one.target, charter.calendar(other.hours), other.target)
    return _later(*clocks, _minute(at))


def _shorter(one: Target, other: Target) -> bool:
    """Whether a target is no longer than another of its kind in the same hours."""
    return (one.amount or timedelta(days=one.days)) <= (other.amount or timedelta(days=other.days))


@lru_cache(maxsize=1024)
def _later(
    one: Calendar, target: Target, other: Calendar, other_target: Target, begin: datetime
) -> datetime | None:
    for start in _starts(one, other, begin):
        due, other_due = target_due(one, start, target), target_due(other, start, other_target)
        if due is not None and other_due is not None and due > other_due:
            return start
    return None


@lru_cache(maxsize=1024)
def _starts(one: Calendar, other: Calendar, begin: datetime) -> tuple[datetime, ...]:
    """The starts of a week that tell two calendars apart.

    A due is furthest from its start where hours close: so each edge, the minute before it, and
    moments between it and the next.
    """
    until = begin + timedelta(weeks=1)
    spans = chain(open_spans(one, begin, until), open_spans(other, begin, until))
    edges = sorted({begin, until, *(edge for span in spans for edge in (span.since, span.until))})
    between = (_minute(a + (b - a) * part) for a, b in pairwise(edges) for part in _PARTS)
    before = (edge - timedelta(minutes=1) for edge in edges[1:])
    return tuple(sorted({*edges, *between, *before}))


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def counts_always(charter: Charter, hours: str, at: datetime) -> bool:
    """Whether hours never close: `always`, or lines that come to the same."""
    if hours != ALWAYS_NAME and charter.hours[hours].closed:
        return False
    return open_in_week(charter, hours, at.date()) >= timedelta(weeks=1)
