"""One line's cells by our names, its times read; what is wrong with it is a sentence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.simulation.log.mapping import Found, LogMap, plain
from charterdesk.simulation.log.moments import Unclear, moment_of
from charterdesk.simulation.log.sheet import Line

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_HOURS = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1)}
MOST_TIMES = 200
LONGEST_LIFE = timedelta(days=3653)


class BadCellError(ValueError):
    """A cell that can't be used: its column as the log calls it, and why."""

    def __init__(self, column: str, why: Phrase) -> None:
        super().__init__(column)
        self.column = column
        self.why = why


def _with_point(number: str, *, thousands: bool) -> str:
    """A number as Python reads it; one comma alone parts decimals, or perhaps `thousands`.

    >>> [_with_point(text, thousands=True) for text in ("1,5", "1,234.5", "1.234,5", "1,234")]
    ['1.5', '1234.5', '1234.5', '1234']
    >>> _with_point("1,250", thousands=False)
    '1.250'
    """
    if "." in number and "," in number:
        number = number.replace("," if number.rindex(".") > number.rindex(",") else ".", "")
    elif thousands and _THOUSANDS.fullmatch(number):
        number = number.replace(",", "")
    return number.replace(",", ".")


@dataclass(frozen=True, slots=True)
class Clock:
    """How this log writes its times."""

    order: str
    zone: str


@dataclass(frozen=True, slots=True)
class Cells:
    """Reads lines of one table by one map. `thousands`: in numbers a comma may part those."""

    log_map: LogMap
    found: Found
    head: Sequence[str]
    clock: Clock
    thousands: bool = False

    def has(self, ours: str) -> bool:
        return ours in self.found.at

    def name(self, ours: str) -> str:
        """How the log calls one of our columns."""
        return self.head[self.found.at[ours]] if ours in self.found.at else ours

    def text(self, line: Line, ours: str) -> str:
        """The cell, "" where the column is not there or the cell says that it is unknown."""
        at = self.found.at.get(ours)
        if at is None:
            return ""
        cell = line.cells[at].strip()
        return "" if cell.casefold() in self.log_map.unknown else cell

    def time(self, line: Line, ours: str) -> datetime | None:
        """The moment in the cell, None for an empty one. Raises BadCellError."""
        text = self.text(line, ours)
        return self.moment(text, ours) if text else None

    def times(self, line: Line, ours: str) -> tuple[datetime, ...]:
        """The moments in a cell that may hold several, with semicolons between."""
        parts = [part.strip() for part in self.text(line, ours).split(";")]
        if len(parts) > MOST_TIMES:
            why = phrase(
                "The cell holds %(count)d times; at most %(most)d can be used.",
                count=len(parts), most=MOST_TIMES,
            )  # fmt: skip
            raise BadCellError(self.name(ours), why)
        return tuple(self.moment(part, ours) for part in parts if part)

    def since(self, line: Line, ours: str, opened: datetime) -> datetime | None:
        """A moment that may be written as a length since the opening."""
        unit = self.log_map.spans.get(ours)
        text = self.text(line, ours)
        if not unit or not text:
            return self.time(line, ours)
        try:
            length = float(_with_point(text, thousands=self.thousands)) * _HOURS[unit]
            return opened + timedelta(seconds=round(length.total_seconds()))
        except (ValueError, OverflowError):
            raise BadCellError(
                self.name(ours), phrase("'%(text)s' is not a number.", text=text[:80])
            ) from None

    def passes(self, line: Line) -> bool:
        """Whether the map's filters leave the line in."""
        for one in self.log_map.filters:
            spots = self.found.repeated.get(plain(one.column), ())
            if not any(line.cells[at].strip().casefold() in one.words for at in spots):
                return False
        return True

    def moment(self, text: str, ours: str) -> datetime:
        """The moment that a text of the column says. Raises BadCellError."""
        try:
            return moment_of(text, self.clock.order, self.clock.zone)
        except Unclear:
            why = phrase("'%(text)s' is not a time.", text=text[:80])
            raise BadCellError(self.name(ours), why) from None


def refuse_unlikely(
    opened: datetime, times: Mapping[str, Iterable[datetime]], cells: Cells
) -> None:
    """Raise BadCellError for a time before the opening: no case is answered before it is there.

    Nor does one live for a generation; one mistyped year would stretch the whole simulation.
    """
    for ours, at in ((ours, at) for ours, several in times.items() for at in several):
        if at > opened + LONGEST_LIFE:
            why = phrase(
                "The time %(at)s lies more than ten years after the opening; is the year right?",
                at=at,
            )
            raise BadCellError(cells.name(ours), why)
        if at < opened:
            why = phrase(
                "The time %(at)s lies before the opening, %(opened)s.", at=at, opened=opened
            )
            raise BadCellError(cells.name(ours), why)
