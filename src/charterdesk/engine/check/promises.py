"""Checks of rows: what is promised, in an order that makes sense (E9, W10, W11, W14, E12).

What the life of a case makes of the promises stands in `promises_kept`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from charterdesk.engine.calendar import next_open
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Priority, Target, Term
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.promises_kept import KEPT
from charterdesk.engine.check.terms import Promised, all_rows, later_start, rows_to_customers
from charterdesk.engine.check.week import lines_of, open_in_week
from charterdesk.engine.explain.words import kind_name
from charterdesk.engine.phrase import phrase
from charterdesk.engine.promise import target_due

FURTHEST = timedelta(days=90)
_WHOLE_WEEKS = FURTHEST // timedelta(weeks=1)
# Moments are whole seconds and workers need a few of them: a later warning reaches nobody.
SHORTEST_LEAD = timedelta(seconds=10)


def rows_without_a_response(charter: Charter, context: Context) -> Iterator[Finding]:
    """W10: a priority whose row says nothing of the response, not even `not stated`."""
    for name, row in charter.rows.items():
        if "response" not in row.terms:
            yield Finding(
                "W10",
                phrase(
                    "The row '%(row)s' doesn't say what it promises for the response.", row=name
                ),
                phrase("Write a length of time, `asap`, or `response: not stated`."),
                row.place,
            )


def rows_looser_than_lower_ones(charter: Charter, context: Context) -> Iterator[Finding]:
    """W11: a stricter priority that is promised something later than the next lower one.

    Each row is compared with the next lower one that names the same kind: what holds between
    neighbours holds along the whole list.
    """
    said: set[tuple[Term, Term]] = set()
    for contract in (
        "",
        *(c.name for c in charter.contracts.values() if _has_rows(charter, c.name)),
    ):
        below: dict[str, tuple[Priority, Term]] = {}
        for priority in reversed(charter.priorities):
            for kind, term in charter.terms(priority.name, contract).items():
                lower = below.get(kind)
                below[kind] = (priority, term)
                if lower and (term, lower[1]) not in said:
                    said.add((term, lower[1]))
                    yield from _looser(charter, (priority, term), lower, context.at)


def _has_rows(charter: Charter, contract: str) -> bool:
    found = charter.contracts[contract]
    return bool(found.rows) and not found.example


def _looser(
    charter: Charter, upper: tuple[Priority, Term], lower: tuple[Priority, Term], at: datetime
) -> Iterator[Finding]:
    (priority, term), (under, lower_term) = upper, lower
    start = later_start(charter, term, lower_term, at)
    if start is not None:
        yield Finding(
            "W11",
            phrase(
                "'%(upper)s' promises %(kind)s %(target)s (hours: %(hours)s), which is looser than "
                "%(other)s (hours: %(others)s) of the lower priority '%(lower)s', for example for "
                "a case of %(start)s.",
                kind=kind_name(term.kind),
                upper=priority.name,
                target=term.target.text,
                hours=term.hours,
                lower=under.name,
                other=lower_term.target.text,
                others=lower_term.hours,
                start=start,
            ),
            phrase("Promise the stricter priority at least as much, or change their order."),
            term.place,
        )


def updates_before_the_response(charter: Charter, context: Context) -> Iterator[Finding]:
    """W14: the first update would fall due before the response is."""
    for one in rows_to_customers(charter):
        response, update = one.terms.get("response"), one.terms.get("update")
        if response and update and response.target.has_due and update.target.has_due:
            yield from _update(charter, one, response, update, context.at)


def _update(
    charter: Charter, one: Promised, response: Term, update: Term, at: datetime
) -> Iterator[Finding]:
    if later_start(charter, response, update, at) is not None:
        yield Finding(
            "W14",
            phrase(
                "'%(row)s' promises an update (%(update)s) before the response (%(response)s).",
                row=one.priority,
                update=update.target.text,
                response=response.target.text,
            ),
            phrase("Make the response the shorter of the two: updates count from it."),
            update.place,
        )


def targets_out_of_reach(charter: Charter, context: Context) -> Iterator[Finding]:
    """E12: a target that 90 days of its hours don't hold, or too short for its own warning."""
    for row in all_rows(charter):
        for term in row.terms.values():
            if term.target.has_due and not _is_reached(charter, term, context.at):
                yield _too_long(charter, term)
            lead = term.target.amount * (1 - charter.warn)
            if term.target.kind == "time" and lead < SHORTEST_LEAD:
                yield _too_short(charter, term, lead)


def _too_long(charter: Charter, term: Term) -> Finding:
    return Finding(
        "E12",
        phrase(
            "The promise %(kind)s %(target)s can't be reached in 90 days of %(hours)s.",
            kind=kind_name(term.kind),
            target=term.target.text,
            hours=term.hours,
        ),
        phrase("Promise a shorter time, or count it in longer hours."),
        term.place,
    )


def _too_short(charter: Charter, term: Term, lead: timedelta) -> Finding:
    return Finding(
        "E12",
        phrase(
            "The promise %(kind)s %(target)s is so short that its warning at %(share)d%% comes "
            "%(lead)s ahead.",
            kind=kind_name(term.kind),
            target=term.target.text,
            share=round(charter.warn * 100),
            lead=lead,
        ),
        phrase("Promise a longer time, or warn sooner: a warning needs 10 s to reach anybody."),
        term.place,
    )


def _is_reached(charter: Charter, term: Term, at: datetime) -> bool:
    """First by an ordinary week, which is quick; only what that leaves open by the calendar."""
    if term.hours == ALWAYS_NAME:
        return _always(term.target) <= FURTHEST
    hours = charter.hours[term.hours]
    lines = lines_of(hours, charter.zone)
    days = frozenset(day for line in lines for day in line.days)
    if not hours.closed and term.target.kind != "time":
        return term.target.days <= _WHOLE_WEEKS * len(days) or _by_calendar(charter, term, at)
    if not hours.closed:
        week = open_in_week(charter, term.hours, at.date())
        return term.target.amount <= _WHOLE_WEEKS * week or _by_calendar(charter, term, at)
    return _by_calendar(charter, term, at)


def _always(target: Target) -> timedelta:
    return target.amount or timedelta(days=target.days)


def _by_calendar(charter: Charter, term: Term, at: datetime) -> bool:
    calendar = charter.calendar(term.hours)
    begins = next_open(calendar, at)
    if begins is None:
        return True  # never open: E4 says so
    due = target_due(calendar, begins, term.target)
    return due is not None and due <= begins + FURTHEST


PROMISES: tuple[Check, ...] = (
    rows_without_a_response, rows_looser_than_lower_ones, targets_out_of_reach,
    updates_before_the_response, *KEPT,
)  # fmt: skip
