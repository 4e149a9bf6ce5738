"""Why a promise is due when it is: clause, start, arithmetic in words, pauses, what came of it.

One code behind every "why?": the command, the pages and the customer's page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar import open_spans
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import NOWHERE, Charter, Place
from charterdesk.engine.promise import Basis, Promise
from charterdesk.engine.spans import Span, subtract
from charterdesk.engine.wording import in_words, wall_time

MOST_PIECES = 5
STARTS = {
    "response": "the contact",
    "activation": "the response",
    "update": "our last message",
    "reply": "the oldest unanswered message of the customer",
    "diagnosis": "the activation",
    "indication": "the bug being raised",
    "patch": "the bug being confirmed critical",
    "workaround": "the contact",
    "resolution": "the contact",
    "takeover": "the transfer",
    "supplier": "the waiting on the supplier",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """One step of an explanation: a heading of one word or two, a sentence, the rule's place."""

    heading: str
    text: str
    place: Place = NOWHERE


def explain_promise(
    charter: Charter, case: Case, promise: Promise, zone: str
) -> tuple[Explained, ...]:
    """The steps that lead to the due of one promise; times are shown in `zone`."""
    steps = [_clause(charter, case, promise), _start(promise, zone)]
    if promise.basis.anchor != promise.start:
        steps.append(_change(promise, zone))
    if promise.due is not None:
        steps.append(_arithmetic(promise, promise.due, zone))
    steps += _pauses(promise, zone)
    steps += _verdict(promise, zone)
    return tuple(steps)


def _clause(charter: Charter, case: Case, promise: Promise) -> Explained:
    term = promise.term
    if not term.row:
        return Explained("Clause", f"The charter promises no {promise.kind} in this row.")
    hours = f" of the hours '{term.hours}'" if term.target.has_due else ""
    contract = f" under contract {case.contract}" if case.contract else ""
    version = f"charter {charter.name}, version {charter.version}"
    text = (
        f"{promise.kind.capitalize()}: {term.target.text or 'a number'}{hours}, "
        f"by {term.row} for priority {case.priority}{contract} ({version})."
    )
    return Explained("Clause", text, term.place)


def _start(promise: Promise, zone: str) -> Explained:
    what = STARTS[promise.kind]
    return Explained("Start", f"It counts from {what}: {wall_time(promise.start, zone)}.")


def _change(promise: Promise, zone: str) -> Explained:
    """The basis is a later moment: the sooner of the old due and the new target from there."""
    basis = promise.basis
    at = wall_time(basis.anchor, zone)
    if basis.fixed is not None:
        return Explained("Change", f"The due was brought along from another case at {at}.")
    given = basis.target.text or in_words(basis.target.amount)
    left = f" ({in_words(basis.target.amount)} were left)" if _is_rest(promise) else ""
    return Explained("Change", f"Since {at} another row holds: {given}{left} from then, if sooner.")


def _is_rest(promise: Promise) -> bool:
    target = promise.basis.target
    return target.kind == "time" and target.amount != promise.term.target.amount


def _arithmetic(promise: Promise, due: datetime, zone: str) -> Explained:
    """The open time day by day, e.g. 10 min Fri + 20 min Mon -> Mon 09:20."""
    basis = promise.basis
    if basis.fixed is not None:
        return Explained("Due", f"Due {wall_time(due, zone)}.")
    days = list(_open_by_day(basis, due, promise, zone))
    shown = days if len(days) <= MOST_PIECES else [*days[:2], ("...", timedelta()), *days[-2:]]
    pieces = " + ".join(f"{in_words(n)} {day}" if n else day for day, n in shown)
    total = sum((n for _, n in days), timedelta())
    what = _what(basis, total)
    sums = f": {pieces}" if len(days) > 1 else ""
    text = f"{what} from {wall_time(basis.anchor, zone)}{sums} -> {wall_time(due, zone)}."
    return Explained("Arithmetic", text)


def _what(basis: Basis, total: timedelta) -> str:
    match basis.target.kind:
        case "days":
            days = "the next working day" if basis.target.days == 1 else f"{basis.target.days} days"
            return f"The same wall time {days} on ({in_words(total)} of {basis.calendar.name})"
        case "end of day":
            return f"The closing of the day ({in_words(total)} of {basis.calendar.name})"
        case _:
            return f"{in_words(total)} of {basis.calendar.name}"


def _open_by_day(
    basis: Basis, due: datetime, promise: Promise, zone: str
) -> Iterator[tuple[str, timedelta]]:
    spans = open_spans(basis.calendar, basis.anchor, due)
    pauses = [Span(a, min(b, due)) for a, b in promise.pauses if b is not None and a < due]
    pieces = (piece for span in subtract(spans, pauses) for piece in _by_midnight(span, zone))
    for day, group in groupby(pieces, key=lambda p: p.since.astimezone(ZoneInfo(zone)).date()):
        length = sum((piece.until - piece.since for piece in group), timedelta())
        yield f"{day:%a} {day.day} {day:%b}", length


def _by_midnight(span: Span, zone: str) -> Iterator[Span]:
    """The span cut at the midnights of a zone."""
    at, tz = span.since, ZoneInfo(zone)
    while at < span.until:
        local = at.astimezone(tz)
        midnight = (local.replace(tzinfo=None) + timedelta(days=1)).replace(
            hour=0, minute=0, second=0, tzinfo=tz
        )
        until = min(span.until, max(midnight.astimezone(at.tzinfo), at + timedelta(seconds=1)))
        yield Span(at, until)
        at = until


def _pauses(promise: Promise, zone: str) -> Iterator[Explained]:
    for since, until in promise.pauses:
        if until is None:
            left = promise.left(since)
            rest = f"; {in_words(left)} are left" if left is not None else ""
            yield Explained("Pause", f"Paused since {wall_time(since, zone)}{rest}.")
        else:
            span = f"{wall_time(since, zone)} to {wall_time(until, zone)}"
            yield Explained("Pause", f"Not counted: {span}; the due moved by the open time in it.")


def _verdict(promise: Promise, zone: str) -> Iterator[Explained]:
    if promise.warn_at is not None and promise.is_open and promise.breached_at is None:
        part = f"{promise.warn_part:.0%} of the time"
        yield Explained("Warning", f"A warning at {part}: {wall_time(promise.warn_at, zone)}.")
    if promise.breached_at is not None:
        at = wall_time(promise.breached_at, zone)
        yield Explained("Breach", f"Missed: recorded at the first open moment, {at}.")
    if promise.ended_at is not None:
        taken = in_words(promise.taken(promise.ended_at))
        at = wall_time(promise.ended_at, zone)
        yield Explained("Result", f"{promise.verdict.capitalize()} at {at}, after {taken}.")
