"""The strip of fourteen days: the final schedule first, layers and who stands in beneath.

Drawn to scale in real time: a day on which clocks change is 23 or 25 hours wide, and says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from charterdesk.desk.oncall_values import Bar, BarKind, Strip, StripDay, StripLine
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.rotation import Gap, Stretch
from charterdesk.engine.spans import Span
from charterdesk.look.moments import date_words, weekday
from charterdesk.oncall.schedules import Schedule
from charterdesk.visit.reader import Reader

DAYS = 14
LEFT, TOP, ROW, HOUR = 96, 40, 30, 3
_LETTER = 7


@dataclass(frozen=True)
class Frame:
    """The days that are shown, on whose wall, to whom."""

    first: int
    zone: ZoneInfo
    reader: Reader

    @property
    def since(self) -> datetime:
        return self.midnight(0)

    @property
    def until(self) -> datetime:
        return self.midnight(DAYS)

    def midnight(self, day: int) -> datetime:
        """The beginning of a day of the frame."""
        return datetime_of(instant_of(self.first + day, 0, self.zone, last=False))

    def x(self, at: datetime) -> int:
        """Where a moment lies, left or right of the frame at its edge."""
        inside = min(max(at, self.since), self.until) - self.since
        return LEFT + round(inside / timedelta(hours=1) * HOUR)

    def range_words(self, span: Span) -> str:
        """`Sat 21 Nov 14:00 - 16:00`, with the second day where it is another."""
        since, until = span.since.astimezone(self.zone), span.until.astimezone(self.zone)
        today = self.reader.at.astimezone(self.zone)
        begins = f"{date_words(since, today)} {since:%H:%M}"
        if since.date() == until.date():
            return f"{begins}–{until:%H:%M}"
        return f"{begins} – {date_words(until, today)} {until:%H:%M}"


def strip_of(schedule: Schedule, frame: Frame) -> Strip:
    """The strip of a schedule."""
    rows = list(_rows(schedule, frame))
    lines = tuple(
        StripLine(TOP + number * ROW, label, bars, final)
        for number, (label, bars, final) in enumerate(rows)
    )
    now = frame.reader.at
    return Strip(
        width=frame.x(frame.until),
        height=TOP + len(rows) * ROW,
        days=tuple(_day(frame, day) for day in range(DAYS)),
        lines=lines,
        now_x=frame.x(now) if frame.since <= now < frame.until else -1,
    )


Row = tuple[str, tuple[Bar, ...], bool]


def _rows(schedule: Schedule, frame: Frame) -> Iterator[Row]:
    levels = sorted({cell.level for one in schedule.final for cell in one.cells}) or [1]
    for level in levels:
        gaps = [gap for gap in schedule.gaps if gap.level in (0, level)]
        yield _level_words(level), tuple(_final_bars(schedule.final, level, gaps, frame)), True
    for line in schedule.layers:
        yield line.layer.name, tuple(_people_bars(line.stretches, 0, frame)), False
    if schedule.overrides:
        over = [(Span(one.since, one.until), one.person.username) for one in schedule.overrides]
        yield _("stands in"), tuple(_bar(frame, span, (who,), "over") for span, who in over), False


def _final_bars(
    final: Sequence[Stretch], level: int, gaps: Iterable[Gap], frame: Frame
) -> Iterator[Bar]:
    yield from _people_bars(final, level, frame)
    for gap in gaps:
        yield _bar(frame, gap.span, (), "gap")


def _people_bars(stretches: Sequence[Stretch], level: int, frame: Frame) -> Iterator[Bar]:
    """A bar for each run of the same people, of one level or of all (0)."""
    pieces = [(people_at(one, level), one.span) for one in stretches]
    for people, run in groupby(pieces, key=lambda piece: piece[0]):
        spans = [span for _, span in run]
        if people:
            yield _bar(frame, Span(spans[0].since, spans[-1].until), people, "turn")


def people_at(stretch: Stretch, level: int) -> tuple[str, ...]:
    """Who has a level; level 0 is all of them together."""
    if not level:
        return stretch.people
    return next((cell.people for cell in stretch.cells if cell.level == level), ())


def _bar(frame: Frame, span: Span, people: tuple[str, ...], kind: BarKind) -> Bar:
    x, end = frame.x(span.since), frame.x(span.until)
    names = ", ".join(map(frame.reader.name, people)) or _("nobody")
    return Bar(
        x=x,
        width=max(2, end - x - 1),
        text=_fitting(names, end - x),
        title=f"{frame.range_words(span)}: {names}",
        kind=kind,
        mine=frame.reader.person.username in people,
    )


def _fitting(names: str, width: int) -> str:
    """As much of the names as the bar holds; the whole stands in its title and in the table."""
    most = (width - 8) // _LETTER
    if len(names) <= most:
        return names
    return f"{names[: most - 1]}…" if most > 2 else ""


def _day(frame: Frame, day: int) -> StripDay:
    begins, ends = frame.midnight(day), frame.midnight(day + 1)
    local = begins.astimezone(frame.zone)
    x = frame.x(begins)
    return StripDay(
        x=x,
        width=frame.x(ends) - x,
        text=f"{weekday(local.weekday())} {local.day}",
        weekend=local.weekday() >= 5,
        note=_clocks(ends - begins),
    )


def _clocks(length: timedelta) -> str:
    if length < timedelta(days=1):
        return _("clocks forward")
    return _("clocks back") if length > timedelta(days=1) else ""


def _level_words(level: int) -> str:
    return _("Level %(level)d") % {"level": level}
