"""A table with one line for each case, to `Recorded` cases."""

from collections.abc import Iterator
from datetime import datetime

from charterdesk.engine.phrase import phrase
from charterdesk.engine.simulate.values import Recorded, Waited
from charterdesk.simulation.log.lines import BadCellError, Cells, refuse_unlikely
from charterdesk.simulation.log.sheet import Line, Unused
from charterdesk.simulation.log.urgency import urgency_of
from charterdesk.simulation.log.words import Words

_SEVERAL = ("replied", "wrote", "escalated", "reopened")


def recorded_cases(
    lines: Iterator[Line], cells: Cells, words: Words
) -> Iterator[Recorded | Unused]:
    """Each line's case, or why the line is none."""
    seen: dict[str, int] = {}
    for line in lines:
        try:
            case = _recorded(line, cells, words)
        except BadCellError as bad:
            yield Unused(line.number, bad.column, bad.why)
            continue
        if first := seen.get(case.ref):
            why = phrase(
                "The case %(number)s stands in line %(line)d already.",
                number=case.ref, line=first,
            )  # fmt: skip
            yield Unused(line.number, cells.name("number"), why)
            continue
        seen[case.ref] = line.number
        yield case


def opened_at(line: Line, cells: Cells) -> datetime:
    """When the line says that its case was opened. Raises BadCellError."""
    at = cells.time(line, "opened")
    if at is None:
        raise BadCellError(cells.name("opened"), phrase("The time of the opening is missing."))
    return at


def ref_of(line: Line, cells: Cells) -> str:
    """The case's number, or the line's where the log has none."""
    return cells.text(line, "number")[:200] or f"line {line.number}"


def _recorded(line: Line, cells: Cells, words: Words) -> Recorded:
    opened = opened_at(line, cells)
    answered = cells.since(line, "answered", opened)
    closed = cells.since(line, "closed", opened)
    resolved = _resolved(line, cells, opened, closed)
    several = {name: cells.times(line, name) for name in _SEVERAL}
    waits = tuple(_waits(line, cells, words))
    refuse_unlikely(
        opened,
        {"answered": filter(None, [answered]), "closed": filter(None, [closed]),
         "resolved": resolved, **several, **_waits_by_column(waits, cells)},
        cells,
    )  # fmt: skip
    urgency = urgency_of(line, cells, words)
    channel = words.channel(cells.text(line, "channel")) if cells.has("channel") else ""
    return Recorded(
        ref=ref_of(line, cells),
        opened_at=opened,
        channel=channel,
        priority="" if urgency.axes else urgency.priority,
        axes=urgency.axes,
        contract=contract_of(line, cells, words),
        asker=cells.text(line, "asker")[:200],
        subject=cells.text(line, "subject")[:500],
        live=is_live(channel, opened, answered, words),
        answered_at=answered or _first(resolved) or closed,
        replied_at=several["replied"],
        wrote_at=several["wrote"],
        waits=waits,
        escalated_at=several["escalated"],
        resolved_at=resolved,
        reopened_at=several["reopened"],
        closed_at=closed,
    )


def contract_of(line: Line, cells: Cells, words: Words) -> str:
    """The charter's contract or level that the line names, or ""."""
    said = cells.text(line, "contract")
    return words.contract(said) if said else ""


def is_live(channel: str, opened: datetime, answered: datetime | None, words: Words) -> bool:
    """Whether the case was opened in a talk with one of us (2.5)."""
    known = words.charter.channels.get(channel)
    return bool(known and known.live and answered == opened)


def _resolved(
    line: Line, cells: Cells, opened: datetime, closed: datetime | None
) -> tuple[datetime, ...]:
    """A log that knows only when its cases were closed means that they were resolved then."""
    if "resolved" in cells.log_map.spans:
        at = cells.since(line, "resolved", opened)
        return (at,) if at else ()
    found = cells.times(line, "resolved")
    return found or ((closed,) if closed else ())


def _first(times: tuple[datetime, ...]) -> datetime | None:
    return times[0] if times else None


def _waits(line: Line, cells: Cells, words: Words) -> Iterator[Waited]:
    """`waiting` holds `FROM/UNTIL ON; ...`; the three columns hold one list each."""
    for part in filter(None, (text.strip() for text in cells.text(line, "waiting").split(";"))):
        yield _stretch(line, part, cells, words)
    since, until = cells.times(line, "waiting_from"), cells.times(line, "waiting_until")
    on = [word.strip() for word in cells.text(line, "waiting_on").split(";")]
    for number, begun in enumerate(since):
        ended = until[number] if number < len(until) else None
        said = on[number] if number < len(on) else on[-1]
        yield _waited(begun, ended, said, cells, words)


def _waits_by_column(waits: tuple[Waited, ...], cells: Cells) -> dict[str, list[datetime]]:
    since = [wait.since for wait in waits]
    until = [wait.until for wait in waits if wait.until is not None]
    if cells.has("waiting"):
        return {"waiting": since + until}
    return {"waiting_from": since, "waiting_until": until}


def _stretch(line: Line, part: str, cells: Cells, words: Words) -> Waited:
    span, _, on = part.partition(" on ")
    since, slash, until = span.partition("/")
    if not slash:
        why = phrase("'%(text)s' is not FROM/UNTIL on WHOM.", text=part[:80])
        raise BadCellError(cells.name("waiting"), why)
    begun = cells.moment(since.strip(), "waiting")
    ended = cells.moment(until.strip(), "waiting") if until.strip() else None
    return _waited(begun, ended, on.strip(), cells, words)


def _waited(since: datetime, until: datetime | None, on: str, cells: Cells, words: Words) -> Waited:
    if until is not None and until < since:
        why = phrase("The waiting ends at %(until)s, before it begins.", until=until)
        raise BadCellError(cells.name("waiting" if cells.has("waiting") else "waiting_until"), why)
    return Waited(since, until, words.waited_on(on) if on else "customer")
