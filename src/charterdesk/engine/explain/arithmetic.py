"""The arithmetic of a due in words: the open time of each day, its sum, and the wall time of it.

`30 min of office from Fri 17:50: 10 min Fri + 20 min Mon -> Mon 09:20 MSK` (T3-T7).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar import next_open, open_spans
from charterdesk.engine.explain.words import dated, day, is_brief, length, wall
from charterdesk.engine.phrase import Phrase, PhraseValue, counted, phrase
from charterdesk.engine.promise import Basis, Pause, Promise
from charterdesk.engine.spans import Span, subtract

MOST_PIECES = 5
AT_EACH_END = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """The open time of one day that counts."""

    on: date
    length: timedelta


def pieces_of(promise: Promise, until: datetime, zone: str) -> tuple[Piece, ...]:
    """The open time from the anchor of a promise until a moment, day by day of `zone`.

    What lies in a pause is left out. Up to the due the lengths add up to what the target gives.
    """
    basis = promise.basis
    spans = open_spans(basis.calendar, basis.anchor, until)
    pauses = [Span(a, min(b or until, until)) for a, b in _joined(promise.pauses) if a < until]
    cut = (piece for span in subtract(spans, pauses) for piece in _by_midnight(span, zone))
    there = ZoneInfo(zone)
    days = groupby(cut, key=lambda piece: piece.since.astimezone(there).date())
    return tuple(Piece(on, _sum(span.until - span.since for span in spans)) for on, spans in days)


def total(pieces: Iterable[Piece]) -> timedelta:
    """What the pieces add up to."""
    return _sum(piece.length for piece in pieces)


def sum_words(promise: Promise, due: datetime, zone: str) -> Phrase:
    """The whole sum: how much of which hours from when, its pieces, and the due."""
    pieces = pieces_of(promise, due, zone)
    since = _counts_from(promise.basis)
    brief = is_brief(since, due, zone)
    said = {
        "what": _what(promise.basis, total(pieces)),
        "since": wall(since, zone, brief=brief),
        "due": wall(due, zone, brief=brief, named=True),
    }
    if [piece.on for piece in pieces] == [since.astimezone(ZoneInfo(zone)).date()]:
        return phrase("%(what)s from %(since)s -> %(due)s.", **said)
    sums = pieces_words(pieces, brief=brief)
    return phrase("%(what)s from %(since)s: %(sums)s -> %(due)s.", sums=sums, **said)


def _counts_from(basis: Basis) -> datetime:
    """The anchor; of days the next opening, whose wall time it is that comes again (T5)."""
    if basis.target.kind == "time":
        return basis.anchor
    return next_open(basis.calendar, basis.anchor) or basis.anchor


def used_words(promise: Promise, until: datetime, left: timedelta, zone: str) -> Phrase:
    """Of a clock that stands: what was used of the time, and what is left."""
    pieces = pieces_of(promise, until, zone)
    brief = is_brief(promise.basis.anchor, until, zone)
    used = pieces_words(pieces, brief=brief) if pieces else length(timedelta())
    return phrase(
        "%(whole)s of %(hours)s: %(used)s used, %(left)s left.",
        whole=length(total(pieces) + left),
        hours=promise.basis.calendar.name,
        used=used,
        left=length(left),
    )


def pieces_words(pieces: tuple[Piece, ...], *, brief: bool) -> Phrase:
    """`10 min Fri + 20 min Mon`; of many days the first and last, and the sum of those between."""
    if len(pieces) <= MOST_PIECES:
        return _added([_piece(piece, brief=brief) for piece in pieces])
    between = pieces[AT_EACH_END:-AT_EACH_END]
    middle = counted(
        "%(length)s on %(count)d day between",
        "%(length)s on %(count)d days between",
        count=len(between),
        length=length(total(between)),
    )
    first, last = (
        [_piece(piece, brief=brief) for piece in part]
        for part in (pieces[:AT_EACH_END], pieces[-AT_EACH_END:])
    )
    return _added([*first, middle, *last])


def _piece(piece: Piece, *, brief: bool) -> Phrase:
    on = day(piece.on) if brief else dated(piece.on)
    return phrase("%(length)s %(day)s", length=length(piece.length), day=on)


def _added(parts: list[Phrase]) -> Phrase:
    """The parts with a plus between them."""
    said = parts[0]
    for part in parts[1:]:
        said = phrase("%(sum)s + %(part)s", sum=said, part=part)
    return said


def _what(basis: Basis, counts: timedelta) -> Phrase:
    said: dict[str, PhraseValue] = {"length": length(counts), "hours": basis.calendar.name}
    match basis.target.kind:
        case "days":
            return counted(
                "The same wall time the next working day (%(length)s of %(hours)s)",
                "The same wall time %(count)d working days on (%(length)s of %(hours)s)",
                count=basis.target.days,
                **said,
            )
        case "end of day":
            return phrase("The closing of the day (%(length)s of %(hours)s)", **said)
        case _:
            return phrase("%(length)s of %(hours)s", **said)


def _joined(pauses: tuple[Pause, ...]) -> Iterator[Pause]:
    """The pauses in order, those that touch or overlap as one."""
    since: datetime | None = None
    until: datetime | None = None
    for a, b in sorted(pauses, key=lambda pause: pause[0]):
        if since is not None and (until is None or a <= until):
            until = None if until is None or b is None else max(until, b)
            continue
        if since is not None:
            yield since, until
        since, until = a, b
    if since is not None:
        yield since, until


def _by_midnight(span: Span, zone: str) -> Iterator[Span]:
    """The span cut at the midnights of a zone."""
    at, there = span.since, ZoneInfo(zone)
    while at < span.until:
        local = at.astimezone(there)
        midnight = (local.replace(tzinfo=None) + timedelta(days=1)).replace(
            hour=0, minute=0, second=0, tzinfo=there
        )
        until = min(span.until, max(midnight.astimezone(at.tzinfo), at + timedelta(seconds=1)))
        yield Span(at, until)
        at = until


def _sum(lengths: Iterable[timedelta]) -> timedelta:
    return sum(lengths, timedelta())
