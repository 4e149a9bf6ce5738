"""A table with one line for each update: a case is what its lines, in the order of time, tell.

The first line in another state than new is taken for the answer, unless the log says when it was
answered; a case that leaves `resolved` for work was reopened.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.simulate.values import Recorded, Waited
from charterdesk.simulation.log.cases import contract_of, is_live, opened_at
from charterdesk.simulation.log.lines import BadCellError, Cells, refuse_unlikely
from charterdesk.simulation.log.sheet import Line, Unused
from charterdesk.simulation.log.urgency import Urgency, urgency_of
from charterdesk.simulation.log.words import Words

_ENDED = ("resolved", "closed", "cancelled")
_WAITING = "waiting on "


@dataclass(frozen=True, slots=True)
class Update:
    """One usable line: when, in which state, how urgent; and the times in its other columns."""

    at: datetime
    state: str
    urgency: Urgency
    line: Line
    answered: datetime | None
    resolved: datetime | None
    closed: datetime | None


def recorded_from_updates(
    lines: Iterator[Line], cells: Cells, words: Words
) -> Iterator[Recorded | Unused]:
    """Each case that its lines tell of, and each line that tells nothing."""
    of_case: dict[str, list[Line]] = {}
    for line in lines:
        if ref := cells.text(line, "number"):
            of_case.setdefault(ref[:200], []).append(line)
        else:
            why = phrase("The case's number is missing.")
            yield Unused(line.number, cells.name("number"), why)
    for ref, own in of_case.items():
        yield from _one(ref, own, cells, words)


def _one(ref: str, lines: list[Line], cells: Cells, words: Words) -> Iterator[Recorded | Unused]:
    updates: list[Update] = []
    for line in lines:
        try:
            updates.append(_update(line, cells, words))
        except BadCellError as bad:
            yield Unused(line.number, bad.column, bad.why)
    if not updates:
        return
    updates.sort(key=lambda update: update.at)
    yield _recorded(ref, updates, cells, words)


def _update(line: Line, cells: Cells, words: Words) -> Update:
    at = cells.time(line, "updated")
    if at is None:
        raise BadCellError(cells.name("updated"), phrase("The time of the update is missing."))
    opened = opened_at(line, cells) if cells.has("opened") else at
    said = cells.text(line, "state")
    guess = cells.log_map.line_per == "as found"
    state = words.state(said, cells.log_map.states, guess=guess) if said else None
    if state is None:
        raise BadCellError(cells.name("state"), _unknown_state(said))
    answered = cells.since(line, "answered", opened)
    resolved, closed = cells.time(line, "resolved"), cells.time(line, "closed")
    if cells.has("opened"):
        times = {"updated": at, "answered": answered, "resolved": resolved, "closed": closed}
        refuse_unlikely(opened, {name: filter(None, [time]) for name, time in times.items()}, cells)
    return Update(at, state, urgency_of(line, cells, words), line, answered, resolved, closed)


def _unknown_state(said: str) -> Phrase:
    if not said:
        return phrase("The state is missing.")
    return phrase("'%(word)s' is a state that the map doesn't name.", word=said[:80])


@dataclass(slots=True)
class _Told:
    """What the lines told so far."""

    state: str = ""
    answered_at: datetime | None = None
    waits: list[Waited] = field(default_factory=list)
    resolved_at: list[datetime] = field(default_factory=list)
    reopened_at: list[datetime] = field(default_factory=list)
    closed_at: datetime | None = None

    def hear(self, update: Update) -> None:
        """One further update."""
        state, at = update.state, update.at
        if state == self.state:
            return
        self._end_wait(at)
        if state in _ENDED:
            self._end(state, at)
        elif len(self.resolved_at) > len(self.reopened_at):
            self.reopened_at.append(at)
            self.closed_at = None
        if state.startswith(_WAITING):
            self.waits.append(Waited(at, None, state.removeprefix(_WAITING)))
        if state != "new" and self.answered_at is None:
            self.answered_at = at
        self.state = state

    def _end(self, state: str, at: datetime) -> None:
        if len(self.resolved_at) == len(self.reopened_at):
            self.resolved_at.append(at)
        if state != "resolved":
            self.closed_at = at

    def _end_wait(self, at: datetime) -> None:
        if self.waits and self.waits[-1].until is None:
            last = self.waits[-1]
            self.waits[-1] = Waited(last.since, at, last.on)


def _recorded(ref: str, updates: list[Update], cells: Cells, words: Words) -> Recorded:
    first = updates[0]
    opened = opened_at(first.line, cells) if cells.has("opened") else first.at
    told = _Told()
    for update in updates:
        told.hear(update)
    _hear_columns(told, opened, _not_before(opened, updates[-1]))
    said = cells.text(first.line, "channel")
    channel = words.channel(said) if said else ""
    urgency = first.urgency
    return Recorded(
        ref=ref,
        opened_at=opened,
        channel=channel,
        priority="" if urgency.axes else urgency.priority,
        axes=urgency.axes,
        contract=contract_of(first.line, cells, words),
        asker=cells.text(first.line, "asker")[:200],
        subject=cells.text(first.line, "subject")[:500],
        live=is_live(channel, opened, told.answered_at, words),
        answered_at=told.answered_at,
        waits=tuple(wait for wait in told.waits if wait.until is None or wait.until > wait.since),
        priorities=tuple(_changes(updates)),
        resolved_at=tuple(told.resolved_at),
        reopened_at=tuple(told.reopened_at),
        closed_at=told.closed_at,
    )


def _not_before(opened: datetime, last: Update) -> Update:
    """Where no column says when a case was opened, its first update does; older times are void."""
    answered, resolved, closed = (
        at if at is not None and at >= opened else None
        for at in (last.answered, last.resolved, last.closed)
    )
    return replace(last, answered=answered, resolved=resolved, closed=closed)


def _hear_columns(told: _Told, opened: datetime, last: Update) -> None:
    """What the last line's own columns say of times that no update showed."""
    told.answered_at = last.answered or told.answered_at
    if not told.resolved_at and (last.resolved or last.closed):
        told.resolved_at.append(last.resolved or last.closed or opened)
    if told.closed_at is None and told.state in _ENDED:
        told.closed_at = last.closed
    if told.answered_at is None and told.resolved_at:
        told.answered_at = told.resolved_at[0]


def _changes(updates: list[Update]) -> Iterator[tuple[datetime, str]]:
    now = updates[0].urgency.priority
    for update in updates[1:]:
        if update.urgency.priority and update.urgency.priority != now:
            now = update.urgency.priority
            yield update.at, now
