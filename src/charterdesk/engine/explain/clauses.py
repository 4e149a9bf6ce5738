"""Which row gives each kind of promise, and which does not: the contract's, a ladder's, the own.

And by which hours it counts.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from charterdesk.engine.calendar import is_open, next_open
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Place, Row, Term
from charterdesk.engine.explain.values import Step, tried
from charterdesk.engine.explain.words import kind_name
from charterdesk.engine.folding_promises import calendar_of, terms_of
from charterdesk.engine.phrase import Phrase, PhraseValue, counted, phrase
from charterdesk.engine.promise import INTERNAL_KINDS, Promise
from charterdesk.engine.standing import KINDS


def clause_steps(charter: Charter, case: Case, promise: Promise) -> Iterator[Step]:
    """The clause that a promise follows; while it is open also those that give way to it."""
    heading, name = phrase("Clause"), kind_name(promise.kind, promise.key)
    term = promise.term
    if not term.row:
        said = phrase(
            "The charter promises no %(kind)s with the priority %(priority)s.",
            kind=name,
            priority=case.priority,
        )
        row = charter.rows.get(case.priority)
        yield tried(heading, said, row.place if row else Place(), holds=False)
        return
    for other in _rivals(charter, case, promise):
        yield tried(heading, _given_way(other, term), other.place, holds=False)
    yield Step(heading, _clause(charter, case, term, name), term.place)


def unpromised_steps(charter: Charter, case: Case) -> Iterator[Step]:
    """The kinds that nothing promises here, and those that are only measured; with their places."""
    terms = terms_of(charter, case)
    row = charter.rows.get(case.priority)
    place = row.place if row else Place()
    silent = tuple(kind_name(k) for k in KINDS if k not in terms and k not in INTERNAL_KINDS)
    if silent:
        said = phrase(
            "With the priority %(priority)s the charter does not promise: %(kinds)s.",
            priority=case.priority,
            kinds=silent,
        )
        yield tried(phrase("Clause"), said, place, holds=False)


def hours_step(charter: Charter, case: Case, term: Term) -> Iterator[Step]:
    """The calendar that counts, as its lines say it."""
    heading = phrase("Hours")
    if term.hours == ALWAYS_NAME:
        yield Step(
            heading, phrase("The hours are day and night, every day of the year."), term.place
        )
        return
    hours = charter.hours[term.hours]
    zone = case.zone if term.customer_zone and case.zone else charter.zone
    said: dict[str, PhraseValue] = {
        "hours": term.hours,
        "lines": hours.lines,
        "zone": zone,
    }
    if hours.closed:
        said["closed"] = counted("%(count)d day", "%(count)d days", count=len(hours.closed))
        text = phrase("“%(hours)s” is %(lines)s (%(zone)s), but for %(closed)s off.", **said)
    else:
        text = phrase("“%(hours)s” is %(lines)s (%(zone)s).", **said)
    yield Step(heading, text, hours.place)


def open_step(charter: Charter, case: Case, term: Term, at: datetime) -> Iterator[Step]:
    """Whether the hours of a term are open at a moment, and when they open next (T4)."""
    calendar = calendar_of(charter, case, term)
    opening = next_open(calendar, at)
    if term.hours == ALWAYS_NAME or is_open(calendar, at) or opening is None:
        return
    said = phrase(
        "“%(hours)s” is closed at that moment; it counts from the next opening, %(opening)s.",
        hours=term.hours,
        opening=opening,
    )
    yield Step(phrase("Hours"), said, charter.hours[term.hours].place, "pause")


def _rivals(charter: Charter, case: Case, promise: Promise) -> Iterator[Term]:
    """The other terms for the kind, in force now: the row's below a contract's, a ladder's."""
    if not promise.is_open:
        return
    seen = [promise.term.place]
    for rows in _rows(charter, case):
        term = rows.get(promise.kind)
        if term is not None and term.place not in seen:
            seen.append(term.place)
            yield term


def _rows(charter: Charter, case: Case) -> Iterator[Mapping[str, Term]]:
    own = charter.contract(case.contract)
    found: list[Row | None] = [charter.rows.get(case.priority)]
    found += [own.rows.get(case.priority)] if own else []
    found += [charter.ladders[run.ladder].row for run in case.runs if run.is_going]
    return (row.terms for row in found if row is not None)


def _given_way(term: Term, to: Term) -> Phrase:
    return phrase(
        "%(row)s gives %(target)s of %(hours)s; it gives way to %(other)s.",
        row=term.row,
        target=term.target.text,
        hours=term.hours,
        other=to.row,
    )


def _clause(charter: Charter, case: Case, term: Term, name: Phrase) -> Phrase:
    said: dict[str, PhraseValue] = {
        "kind": name,
        "target": term.target.text,
        "hours": term.hours,
        "row": term.row,
        "charter": charter.name,
        "version": charter.version,
        "contract": case.contract,
    }
    if not term.target.has_due:
        return phrase(
            "%(kind)s: %(target)s, by %(row)s of charter %(charter)s, version %(version)d: "
            "measured and shown, but no time is promised.",
            **said,
        )
    if case.contract:
        return phrase(
            "%(kind)s: %(target)s of the hours “%(hours)s”, by %(row)s of charter %(charter)s, "
            "version %(version)d, under the contract %(contract)s.",
            **said,
        )
    return phrase(
        "%(kind)s: %(target)s of the hours “%(hours)s”, by %(row)s of charter %(charter)s, "
        "version %(version)d.",
        **said,
    )
