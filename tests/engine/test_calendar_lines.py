"""A line of hours is read as written, and refused in one sentence that helps."""

import pytest

from charterdesk.engine.calendar import Line, parse_line

PARIS = "Europe/Paris"
HOUR = 3600


@pytest.mark.parametrize(
    ("text", "days", "opens", "closes", "zone"),
    [
        ("Mon 08:00-17:00", {0}, 8, 17, PARIS),
        ("Mon-Fri 08:00-17:00", {0, 1, 2, 3, 4}, 8, 17, PARIS),
        ("Sat-Mon 08:00-17:00", {5, 6, 0}, 8, 17, PARIS),
        ("Mon,Wed,Fri-Sun 08:00-17:00", {0, 2, 4, 5, 6}, 8, 17, PARIS),
        ("Mon, Wed 08:00-17:00", {0, 2}, 8, 17, PARIS),
        ("Mon-Sun 00:00-24:00", set(range(7)), 0, 24, PARIS),
        ("Mon-Thu 07:00-06:00 Europe/Paris", {0, 1, 2, 3}, 7, 6, PARIS),
        ("Sun 17:00-01:00 America/New_York", {6}, 17, 1, "America/New_York"),
        ("Mon 22:00-00:00", {0}, 22, 24, PARIS),
        ("Mon 00:00-00:00", {0}, 0, 24, PARIS),
        ("  Mon   09:00-18:00   America/Port-au-Prince ", {0}, 9, 18, "America/Port-au-Prince"),
    ],
)
def test_a_line_is_read(text: str, days: set[int], opens: int, closes: int, zone: str) -> None:
    assert parse_line(text, PARIS) == Line(frozenset(days), opens * HOUR, closes * HOUR, zone, text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Monday 08:00-17:00", r'"Monday" is not a day; .*; did you mean Mon\?$'),
        ("Mon-Fry 08:00-17:00", r'"Fry" is not a day; .*; did you mean Fri\?$'),
        ("mon 08:00-17:00", r'"mon" is not a day; .*; did you mean Mon\?$'),
        ("Mon- 08:00-17:00", r'"" is not a day; days are Mon .* Sun\.$'),
        ("Mon-Wed,Tue 08:00-17:00", r'"Mon-Wed,Tue" names Tue twice'),
        ("Mon 08-17", r'"08-17" is not from one time to another; write it like 08:00-17:00\.$'),
        ("Mon 8:00-17:00", r'"8:00-17:00" is not from one time to another'),
        ("Mon 08:00-17:60", r'"08:00-17:60" is not from one time to another'),
        ("Mon 24:00-06:00", r'"24:00-06:00" goes past the day'),
        ("Mon 08:00-24:01", r'"08:00-24:01" goes past the day'),
        ("Mon 08:00-17:00 Europe/Pariss", r"did you mean Europe/Paris\?$"),
        ("Mon 08:00-17:00 Stockholm", r"did you mean Europe/Stockholm\?$"),
        ("Mon 08:00-17:00 europe/paris", r"did you mean Europe/Paris\?$"),
        ("Mon 08:00-17:00 qqqqqq", r'"qqqqqq" is not a time zone; write one like Europe/Paris\.$'),
        ("Mon 08:00-17:00 localtime", r'"localtime" is not a time zone'),
        ("Mon 08:00-17:00 America", r'"America" is not a time zone'),
        ("Mon 08:00-17:00 ../../etc/passwd", r"is not a time zone"),
        ("Mon 08:00-17:00 Europe/Paris every week", r"can't be read; a line of hours is like Mon"),
        ("08:00-17:00", r"can't be read; a line of hours is like Mon-Fri 08:00-17:00"),
        ("", r"can't be read"),
        ("Mon", r'"Mon" has days but no times; .* put quotes around one with commas\.$'),
        ("Mon,Wed", r"has days but no times"),
    ],
)
def test_what_is_no_line_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as refused:
        parse_line(text, PARIS)
    assert str(refused.value).count("\n") == 0


def test_the_charters_zone_is_checked_when_the_line_has_none() -> None:
    with pytest.raises(ValueError, match='"Europe/Lutetia" is not a time zone'):
        parse_line("Mon 08:00-17:00", "Europe/Lutetia")


@pytest.mark.parametrize(
    ("days", "opens", "closes", "wrong"),
    [
        (frozenset[int](), 0, 1, "needs days"),
        (frozenset({7}), 0, 1, "needs days"),
        (frozenset({0}), 86_400, 1, "opens 0 to 86399"),
        (frozenset({0}), -1, 1, "opens 0 to 86399"),
        (frozenset({0}), 0, 0, "closes 1 to 86400"),
        (frozenset({0}), 0, 86_401, "closes 1 to 86400"),
    ],
)
def test_a_line_with_times_off_the_clock_cannot_be_made(
    days: frozenset[int], opens: int, closes: int, wrong: str
) -> None:
    with pytest.raises(ValueError, match=wrong):
        Line(days, opens, closes, PARIS)
