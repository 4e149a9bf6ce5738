"""The calendar agrees with a second one that walks a clock on the wall minute by minute.

The second knows zones only in the direction that is never in doubt, from an instant to what
the wall shows, and builds everything from that: the rules T1 to T5 taken literally.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charterdesk.engine.calendar import (
    Calendar,
    Line,
    counted,
    day_deadline,
    deadline,
    end_of_day,
    is_open,
    next_open,
    open_spans,
    parse_line,
)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WINDOW = 12 * DAY
WIDTH = WINDOW // MINUTE

# A year in which the clocks of the zone did something worth watching.
YEARS = {
    "Africa/Cairo": 2026,  # at midnight
    "Africa/Casablanca": 2026,  # back for Ramadan
    "America/Caracas": 2016,  # by half an hour, for good
    "America/Havana": 2026,  # at midnight, and back over it
    "America/New_York": 2026,
    "America/Nuuk": 2026,  # late on Saturday evening
    "America/Santiago": 2026,  # at midnight, in the other season
    "America/Sao_Paulo": 2018,  # a midnight that is skipped
    "America/St_Johns": 2010,  # a minute after midnight, half-hour zone
    "Antarctica/Troll": 2026,  # by two hours
    "Asia/Beirut": 2026,
    "Asia/Gaza": 2026,
    "Asia/Kathmandu": 1986,  # by a quarter of an hour
    "Asia/Pyongyang": 2018,  # at half past eleven at night
    "Asia/Tehran": 2021,
    "Australia/Lord_Howe": 2026,  # by half an hour
    "Australia/Sydney": 2026,
    "Europe/Dublin": 2026,  # winter time is the exception
    "Europe/Paris": 2026,
    "Europe/Stockholm": 2026,
    "Pacific/Apia": 2011,  # a day is skipped
    "Pacific/Chatham": 2026,  # quarter-hour zone, at 02:45
    "Pacific/Easter": 2026,
    "Pacific/Kwajalein": 1993,  # a day is skipped
    "Pacific/Norfolk": 2026,
}
TEXTS = (
    "Mon-Sun 00:00-24:00",
    "Mon-Fri 08:00-17:00",
    "Mon-Sun 22:00-06:00",
    "Mon-Sun 01:30-02:30",
    "Mon-Sun 02:15-02:45",
    "Mon-Sun 00:00-00:30",
    "Fri-Sun 23:30-00:30",
    "Sat-Sun 03:00-01:45",
)


class Walk:
    """What the wall of a zone shows in each minute of twelve days from `since`."""

    def __init__(self, zone: str, since: datetime) -> None:
        place = ZoneInfo(zone)
        first = int(since.timestamp())
        instants = (datetime.fromtimestamp(first + 60 * n, place) for n in range(WIDTH))
        self.shows = [instant.replace(tzinfo=None) for instant in instants]
        self.minutes: dict[datetime, list[int]] = {}
        for n, shown in enumerate(self.shows):
            self.minutes.setdefault(shown, []).append(n)

    def minute(self, wall: datetime, *, last: bool = False) -> int | None:
        """T2; None for what lies outside the twelve days."""
        if not self.shows[0] <= wall <= self.shows[-1]:
            return None
        shown = self.minutes.get(wall)
        if shown is None:
            return next(n for n, later in enumerate(self.shows) if later > wall)
        return shown[-1] if last else shown[0]


walk = cache(Walk)


class Shift(NamedTuple):
    opens: int
    closes: int
    day: date
    line: Line


class WalkedCalendar:
    """The shifts of a calendar in the twelve days from `since`, and its minutes."""

    def __init__(self, calendar: Calendar, since: datetime) -> None:
        self.since = since
        self.shifts = [s for line in calendar.lines for s in self._shifts(line, calendar.closed)]
        self.minutes = bytearray(WIDTH)
        for shift in self.shifts:
            self.minutes[shift.opens : shift.closes] = b"\1" * (shift.closes - shift.opens)

    def _shifts(self, line: Line, closed: frozenset[date]) -> Iterator[Shift]:
        shown = walk(line.zone, self.since)
        for n in range(WINDOW // DAY + 2):
            day = self.since.date() + n * DAY - DAY
            midnight = datetime.combine(day, datetime.min.time())
            over = DAY if line.closes <= line.opens else timedelta()
            opens = shown.minute(midnight + timedelta(seconds=line.opens))
            closes = shown.minute(midnight + over + timedelta(seconds=line.closes), last=True)
            if opens is None or closes is None or day.weekday() not in line.days:
                continue
            if day not in closed and opens < closes:
                yield Shift(opens, closes, day, line)

    def counted(self, a: int, b: int) -> int:
        return sum(self.minutes[a:b])

    def next_open(self, at: int) -> int:
        while not self.minutes[at]:
            at += 1
        return at

    def deadline(self, start: int, budget: int) -> int:
        while budget:
            budget -= self.minutes[start]
            start += 1
        return start

    def closing(self, day: date) -> int:
        return max(shift.closes for shift in self.shifts if shift.day == day)

    def working_days(self, start: int) -> tuple[int, Shift, list[date]]:
        """The start inside hours, its shift, and the working days from that shift's on."""
        start = self.next_open(start)
        holding = [shift for shift in self.shifts if shift.opens <= start < shift.closes]
        shift = max(holding, key=lambda held: held.opens)
        later = {s.day for s in self.shifts if s.day > shift.day and self.closing(s.day) > start}
        return start, shift, [shift.day, *sorted(later)]

    def day_deadline(self, start: int, days: int) -> int:
        start, shift, working = self.working_days(start)
        if days == 0:
            return start
        shown = walk(shift.line.zone, self.since)
        wall = shown.shows[start] + (working[days] - shift.day)
        due = shown.minute(wall)
        assert due is not None
        return min(due, self.closing(working[days]))

    def end_of_day(self, start: int, days: int) -> int:
        return self.closing(self.working_days(start)[2][days])


def changes(zone: str) -> list[datetime]:
    """Midnights of UTC, six days before each change of the zone's clocks in its year."""
    place, year = ZoneInfo(zone), datetime(YEARS[zone], 1, 1, tzinfo=UTC)
    offsets = [(year + n * DAY).astimezone(place).utcoffset() for n in range(366)]
    # Kathmandu's change came with the new year, so the year is watched from the day before.
    offsets.insert(0, (year - DAY).astimezone(place).utcoffset())
    days = [n - 1 for n in range(1, 367) if offsets[n] != offsets[n - 1]]
    return [year + (n - 6) * DAY for n in days]


def spans_of(minutes: bytearray, a: int, b: int) -> list[tuple[int, int]]:
    runs = re.finditer(rb"\x01+", minutes[a:b])
    return [(a + run.start(), a + run.end()) for run in runs]


def minute_of(since: datetime, at: datetime | None) -> int:
    assert at is not None
    whole, rest = divmod(at - since, MINUTE)
    assert not rest
    return whole


@pytest.mark.parametrize("zone", YEARS)
def test_each_line_is_open_in_the_minutes_that_the_wall_shows(zone: str) -> None:
    assert changes(zone)
    a, b = 2 * DAY // MINUTE, 10 * DAY // MINUTE
    for since in changes(zone):
        for texts in (*((text,) for text in TEXTS), TEXTS[3:6]):
            lines = tuple(parse_line(text, zone) for text in texts)
            calendar = Calendar("nights", lines, frozenset(), zone)
            walked = WalkedCalendar(calendar, since)
            ours = open_spans(calendar, since + a * MINUTE, since + b * MINUTE)
            assert [
                (minute_of(since, span.since), minute_of(since, span.until)) for span in ours
            ] == spans_of(walked.minutes, a, b), (texts, since)


@st.composite
def lines(draw: st.DrawFn) -> str:
    first = draw(st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri"]))
    last = draw(st.sampled_from(["Thu", "Fri", "Sat", "Sun"]))
    quarters = st.integers(0, 95)
    opens, closes = draw(quarters), draw(quarters)
    hours = f"{opens // 4:02}:{opens % 4 * 15:02}-{closes // 4:02}:{closes % 4 * 15:02}"
    return f"{first}-{last} {hours} {draw(st.sampled_from(sorted(YEARS)))}"


@st.composite
def questions(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    """A calendar of up to three lines anywhere on earth, and twelve days with a change."""
    texts = draw(st.lists(lines(), min_size=1, max_size=3))
    since = draw(st.sampled_from(changes(texts[0].split()[-1])))
    closed = draw(
        st.frozensets(st.integers(2, 9).map(lambda n: since.date() + n * DAY), max_size=2)
    )
    return Calendar("drawn", tuple(parse_line(t, "UTC") for t in texts), closed, "UTC"), since


@settings(max_examples=100, deadline=None)
@given(
    questions(),
    st.integers(2 * 1440, 5 * 1440),
    st.integers(0, 2 * 1440),
    st.integers(0, 300),
    st.integers(0, 1),
)
def test_every_question_has_the_answer_of_the_walk(
    asked: tuple[Calendar, datetime], start: int, length: int, budget: int, days: int
) -> None:
    calendar, since = asked
    walked = WalkedCalendar(calendar, since)
    at = since + start * MINUTE
    open_time = walked.counted(start, start + length)
    assert counted(calendar, at, at + length * MINUTE) == open_time * MINUTE
    assert is_open(calendar, at) == bool(walked.minutes[start])
    if walked.counted(start, WIDTH) > budget:
        due = deadline(calendar, at, budget * MINUTE)
        assert minute_of(since, due) == walked.deadline(start, budget)
        assert minute_of(since, next_open(calendar, at)) == walked.next_open(start)
    if walked.counted(start, 6 * 1440) and len(walked.working_days(start)[2]) > days + 1:
        due = day_deadline(calendar, at, days)
        assert minute_of(since, due) == walked.day_deadline(start, days)
        due = end_of_day(calendar, at, days)
        assert minute_of(since, due) == walked.end_of_day(start, days)


@pytest.mark.parametrize(
    ("line", "day", "open_minutes"),
    [
        ("Sun 01:00-04:00 Europe/Stockholm", "2026-03-29", 120),
        ("Sun 01:00-04:00 Europe/Stockholm", "2026-10-25", 240),
        ("Sun 02:30-03:30 Europe/Stockholm", "2026-03-29", 30),
        ("Sun 02:00-03:00 Europe/Stockholm", "2026-03-29", 0),
        ("Sun 02:30-02:45 Europe/Stockholm", "2026-10-25", 75),
        ("Sun 01:30-02:30 Australia/Lord_Howe", "2026-10-04", 30),
        ("Sun 01:30-02:00 Australia/Lord_Howe", "2026-04-05", 60),
        ("Sun 02:00-04:00 Pacific/Chatham", "2026-09-27", 60),
        ("Sun 02:00-04:00 Pacific/Chatham", "2026-04-05", 180),
        ("Sun 01:00-04:00 Africa/Casablanca", "2026-02-15", 240),
        ("Sun 01:00-04:00 Africa/Casablanca", "2026-03-22", 120),
        ("Wed 00:00-01:00 Asia/Kathmandu", "1986-01-01", 45),
        ("Fri 00:00-24:00 Pacific/Apia", "2011-12-30", 0),
        ("Thu 00:00-24:00 Pacific/Apia", "2011-12-29", 1440),
        ("Sun 00:00-00:30 America/Havana", "2026-03-08", 0),
        ("Sun 00:00-00:30 America/Havana", "2026-11-01", 90),
        ("Sun 00:00-01:00 America/St_Johns", "2010-03-14", 1),
    ],
)
def test_the_open_minutes_of_a_night_are_known(line: str, day: str, open_minutes: int) -> None:
    """T2 and T3 by hand: gaps end at their end, doubled times open first and close last."""
    calendar = Calendar("night", (parse_line(line, "UTC"),), frozenset(), "UTC")
    noon = datetime.fromisoformat(day + "T12:00:00+00:00")
    assert counted(calendar, noon - 2 * DAY, noon + 2 * DAY) == open_minutes * MINUTE


def test_a_zone_with_seconds_in_its_offset_counts_them() -> None:
    """Monrovia gave up its 44 minutes and 30 seconds on 1972-01-07."""
    line = parse_line("Fri 00:00-02:00 Africa/Monrovia", "UTC")
    calendar = Calendar("night", (line,), frozenset(), "UTC")
    midnight = datetime(1972, 1, 7, tzinfo=UTC)
    assert counted(calendar, midnight - DAY, midnight + DAY) == timedelta(minutes=75, seconds=30)
