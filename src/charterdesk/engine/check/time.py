"""Checks of time: hours that never open, lists that end soon, how long a week is (E4, W6, I8)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar import next_open
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.overlaps import OVERLAPS
from charterdesk.engine.check.time_lines import LINES
from charterdesk.engine.check.week import open_in_week
from charterdesk.engine.phrase import phrase

_YEAR = timedelta(days=366)
# Fewer closed dates than weeks can't close hours that open every week.
_WEEKS_OF_A_YEAR = 52


def hours_that_never_open(charter: Charter, context: Context) -> Iterator[Finding]:
    """E4: hours whose closed dates leave nothing; hours without lines are refused on reading."""
    for hours in charter.hours.values():
        if len(hours.closed) < _WEEKS_OF_A_YEAR:
            continue
        opens = next_open(charter.calendar(hours.name), context.at)
        if opens is None or opens - context.at > _YEAR:
            yield Finding(
                "E4",
                phrase("The hours '%(hours)s' don't open once in a year.", hours=hours.name),
                phrase("Look at the days of `open` and the dates of `closed`."),
                hours.closed_place,
            )


def closed_lists_that_end(charter: Charter, context: Context) -> Iterator[Finding]:
    """W6: a list of closed dates that is over, or ends within the version's first year."""
    zone = ZoneInfo(charter.zone)
    today = context.at.astimezone(zone).date()
    wanted = max(today, _year_after(_in_force(charter, context).astimezone(zone).date()))
    for hours in charter.hours.values():
        if hours.closed and max(hours.closed) < wanted:
            yield Finding(
                "W6",
                phrase(
                    "The closed dates of '%(hours)s' end with %(last)s, less than a year ahead.",
                    hours=hours.name,
                    last=max(hours.closed).isoformat(),
                ),
                phrase("Add the closed dates until %(wanted)s.", wanted=wanted.isoformat()),
                hours.closed_place,
            )


def _in_force(charter: Charter, context: Context) -> datetime:
    """When the version is in force: as it says, but not before it is published."""
    stated = charter.in_force_from or context.at
    return max(stated, context.published_at or stated)


def _year_after(day: date) -> date:
    """The same date in the next year; 1 March after a 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def hours_per_week(charter: Charter, context: Context) -> Iterator[Finding]:
    """I8: how long each calendar is open in an ordinary week."""
    for hours in charter.hours.values():
        week = open_in_week(charter, hours.name, context.at.date())
        yield Finding(
            "I8",
            phrase(
                "'%(hours)s' is open %(length)s h per week.",
                hours=hours.name,
                length=f"{week / timedelta(hours=1):.2f}".rstrip("0").rstrip("."),
            ),
            phrase("If that is not what you mean, look at the lines of `open`."),
            hours.place,
        )


TIME: tuple[Check, ...] = (
    hours_that_never_open, *OVERLAPS, *LINES, closed_lists_that_end, hours_per_week,
)  # fmt: skip
