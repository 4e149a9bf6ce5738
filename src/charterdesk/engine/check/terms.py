"""The promises of a charter as the checks walk them, and which of two targets falls due later.

A contract that is an `example` is for nobody, so only errors are looked for in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from charterdesk.engine.calendar import Calendar
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Row, Target, Term
from charterdesk.engine.check.week import open_in_week
from charterdesk.engine.promise import target_due

_HALF_HOURS = tuple(timedelta(minutes=30) * n for n in range(7 * 48))
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
    same = one.hours == other.hours and one.target.kind == other.target.kind
    if same and _amount(one.target) <= _amount(other.target):
        return None
    begin = at.replace(minute=0, second=0, microsecond=0)
    clocks = (charter.calendar(one.hours), one.target, charter.calendar(other.hours), other.target)
    return _later(*clocks, begin)


def _amount(target: Target) -> timedelta:
    return target.amount or timedelta(days=target.days)


@lru_cache(maxsize=1024)
def _later(
    one: Calendar, target: Target, other: Calendar, other_target: Target, begin: datetime
) -> datetime | None:
    for passed in _HALF_HOURS:
        start = begin + passed
        due, other_due = target_due(one, start, target), target_due(other, start, other_target)
        if due is not None and other_due is not None and due > other_due:
            return start
    return None


def counts_always(charter: Charter, hours: str, at: datetime) -> bool:
    """Whether hours never close: `always`, or lines that come to the same."""
    if hours != ALWAYS_NAME and charter.hours[hours].closed:
        return False
    return open_in_week(charter, hours, at.date()) >= timedelta(weeks=1)
