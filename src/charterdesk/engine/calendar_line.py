"""One line of hours, `Mon-Thu 08:00-17:00 Europe/Paris`, and how it is read.

A line says days and wall times of its own zone; it never knows an offset (T1, T2).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

DAY = 86_400
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_TIMES = re.compile(r"([0-2]\d):([0-5]\d)-([0-2]\d):([0-5]\d)")
# What a computer takes for "here" must not decide when a desk is open.
_NOT_A_PLACE = frozenset({"localtime", "Factory"})


@dataclass(frozen=True, slots=True)
class Line:
    """Weekly hours: on each of `days` a shift from `opens` to `closes`, wall time of `zone`.

    `days` counts from 0 = Monday and means the local date on which a shift opens; `opens` is
    0..86399 and `closes` 1..86400 seconds after local midnight, and a `closes` not after
    `opens` lies on the next day (T1). `text` is the line as somebody wrote it, for
    explanations. Raises ValueError, in one sentence, for anything else.
    """

    days: frozenset[int]
    opens: int
    closes: int
    zone: str
    text: str = ""

    def __post_init__(self) -> None:
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError(f"A line needs days from 0 (Monday) to 6, not {sorted(self.days)}.")
        if not 0 <= self.opens < DAY:
            raise ValueError(f"A line opens 0 to 86399 s after midnight, not {self.opens}.")
        if not 0 < self.closes <= DAY:
            raise ValueError(f"A line closes 1 to 86400 s after midnight, not {self.closes}.")
        zone_of(self.zone)

    @property
    def length(self) -> int:
        """Seconds of one shift by the clock on the wall, on a night without a change."""
        return self.closes - self.opens + (0 if self.closes > self.opens else DAY)


def parse_line(text: str, zone: str) -> Line:
    """Read `Mon-Thu 08:00-17:00 [Zone]`; `zone` holds where the line names none.

    Days are one (`Mon`), a range that may wrap (`Sat-Mon`), or a list (`Mon,Wed,Fri-Sun`). The
    end may be 24:00; an end not after the start is on the next day (T1). Raises ValueError
    with one sentence that says what is wrong, what is wanted and the nearest known word.

    >>> parse_line("Sun 17:00-01:00 America/New_York", "Europe/Paris").zone
    'America/New_York'
    >>> line = parse_line("Sat-Mon 08:00-24:00", "Europe/Paris")
    >>> sorted(line.days), line.opens // 3600, line.closes // 3600
    ([0, 5, 6], 8, 24)
    >>> parse_line("Monday 08:00-17:00", "Europe/Paris")
    Traceback (most recent call last):
    ValueError: "Monday" is not a day; days are Mon Tue Wed Thu Fri Sat Sun; did you mean Mon?
    """
    words = text.split()
    at = next((n for n, word in enumerate(words) if any(map(str.isdigit, word))), None)
    if not at or len(words) > at + 2:
        raise ValueError(_not_a_line(text, at))
    days = frozenset(_days("".join(words[:at])))
    opens, closes = _times(words[at])
    return Line(days, opens, closes, words[at + 1] if at + 1 < len(words) else zone, text)


@cache
def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name; ValueError with the nearest known names for any other."""
    if name not in _zones():
        near = _nearest(name, sorted(_zones()))
        raise ValueError(f'"{name}" is not a time zone; write one like Europe/Paris{near}')
    return ZoneInfo(name)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - _NOT_A_PLACE


def _nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    by_fold = {name.casefold(): name for name in known}
    # "Paris" is meant as a place far more often than as a misspelt zone.
    places = [name for name in known if name.casefold().endswith("/" + word.casefold())]
    close = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.5)
    found = places[0] if places else by_fold[close[0]] if close else None
    return f"; did you mean {found}?" if found else "."


def _not_a_line(text: str, at: int | None) -> str:
    wanted = "a line of hours is like Mon-Fri 08:00-17:00 or Sun 17:00-01:00 America/New_York"
    if at is None and text.strip() and all(part in DAYS for part in re.split("[-,]", text.strip())):
        return f'"{text}" has days but no times; {wanted}; put quotes around one with commas.'
    return f'"{text}" can\'t be read; {wanted}.'


def _days(text: str) -> Iterator[int]:
    seen: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.partition("-")
        since = _day(first)
        until = _day(last) if dash else since
        for day in range(since, since + (until - since) % 7 + 1):
            if day % 7 in seen:
                raise ValueError(f'"{text}" names {DAYS[day % 7]} twice; name each day once.')
            seen.add(day % 7)
            yield day % 7


def _day(word: str) -> int:
    if word not in DAYS:
        near = _nearest(word, DAYS)
        raise ValueError(f'"{word}" is not a day; days are {" ".join(DAYS)}{near}')
    return DAYS.index(word)


def _times(word: str) -> tuple[int, int]:
    found = _TIMES.fullmatch(word)
    if not found:
        raise ValueError(f'"{word}" is not from one time to another; write it like 08:00-17:00.')
    a, b, c, d = map(int, found.groups())
    opens, closes = a * 3600 + b * 60, c * 3600 + d * 60
    if opens >= DAY or closes > DAY:
        raise ValueError(f'"{word}" goes past the day; hours open by 23:59 and close by 24:00.')
    return opens, closes or DAY
