"""Hours drawn as a week: for each day a bar and its times in words."""

from dataclasses import dataclass

from django.utils.translation import gettext

from charterdesk.engine.picture.week import DAY_MINUTES, WeekDay
from charterdesk.look.moments import weekday


@dataclass(frozen=True, slots=True)
class DayDrawn:
    """A day as `look/_week.html` draws it; `open` are (from, length) in minutes."""

    name: str
    words: str
    open: tuple[tuple[int, int], ...]


def week_drawn(week: tuple[WeekDay, ...]) -> tuple[DayDrawn, ...]:
    """The days in the active language."""
    return tuple(
        DayDrawn(
            name=weekday(day.weekday),
            words=_words(day),
            open=tuple((since, until - since) for since, until in day.open),
        )
        for day in week
    )


def _words(day: WeekDay) -> str:
    if day.is_closed:
        return gettext("closed")
    if day.is_open_all_day:
        return gettext("day and night")
    return ", ".join(f"{_clock(since)}–{_clock(until)}" for since, until in day.open)


def _clock(minutes: int) -> str:
    """A wall time; the end of the day is 24:00."""
    hours, rest = divmod(min(minutes, DAY_MINUTES), 60)
    return f"{hours:02}:{rest:02}"
