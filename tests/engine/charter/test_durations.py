"""Lengths and targets read as they are written; a day is a target of its own kind (T4-T6)."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charterdesk.engine.charter.durations import (
    parse_length,
    parse_promise,
    parse_repeat,
    parse_share,
    parse_target,
)
from charterdesk.engine.charter.faults import BadValueError
from charterdesk.engine.charter.values import Repeat, Target

AT_ONCE = timedelta(minutes=15)
CALENDARS = frozenset({"office", "long office"})


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("30m", 1800), ("1h30m", 5400), ("24h", 86400), ("1d", 86400), ("0m", 0)],
)
def test_a_length_is_elapsed_time(text: str, seconds: int) -> None:
    assert parse_length(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "h", "1", "17:00", "1.5h", "-1h", "1h 30m", "30m1h", "1w", "١h", "1H", "9999999h"]
)
def test_anything_else_is_not_a_length(text: str) -> None:
    with pytest.raises(BadValueError):
        parse_length(text)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_a_length_is_the_sum_of_its_parts(hours: int, minutes: int, seconds: int) -> None:
    assert parse_length(f"{hours}h{minutes}m{seconds}s") == timedelta(
        hours=hours, minutes=minutes, seconds=seconds
    )


@given(st.text(max_size=20))
def test_no_text_gives_anything_but_a_length_or_a_sentence(text: str) -> None:
    with suppress(BadValueError):
        assert parse_length(text) >= timedelta()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("4h", Target("time", amount=timedelta(hours=4), text="4h")),
        ("2d", Target("days", days=2, text="2d")),
        ("end of day 1d", Target("end of day", days=1, text="end of day 1d")),
        ("at once", Target("time", amount=AT_ONCE, text="at once")),
        ("asap", Target("asap", text="asap")),
        ("not stated", Target("not stated", text="not stated")),
    ],
)
def test_a_target_is_of_its_kind(text: str, target: Target) -> None:
    assert parse_target(text, AT_ONCE) == target


@pytest.mark.parametrize(
    ("text", "hours"), [("4h", ""), ("4h always", "always"), ("1d long office", "long office")]
)
def test_a_promise_may_name_hours_of_its_own(text: str, hours: str) -> None:
    promised = parse_promise("reply", text, AT_ONCE, CALENDARS)
    assert (promised.hours, promised.target.text) == (hours, text)


def test_only_an_update_comes_every_so_often() -> None:
    every = parse_promise("update", "every 4h", AT_ONCE, CALENDARS)
    assert every.target == Target("time", amount=timedelta(hours=4), text="every 4h")
    with pytest.raises(BadValueError, match="'every' has no meaning for response"):
        parse_promise("response", "every 4h", AT_ONCE, CALENDARS)


@pytest.mark.parametrize(
    ("text", "times"),
    [("every 3m until acknowledged", "3"), ("every 3m until acknowledged, times: 3", "")],
)
def test_a_repeat_has_its_times_behind_it_or_beside_it(text: str, times: str) -> None:
    repeat = parse_repeat(text, times, {"acknowledged": "acknowledged"})
    assert repeat == Repeat(timedelta(minutes=3), "acknowledged", 3)


@pytest.mark.parametrize("times", ["", "0", "101", "three", "-1", "1000"])
def test_a_repeat_ends_after_1_to_100_times(times: str) -> None:
    with pytest.raises(BadValueError):
        parse_repeat("every 3m until acknowledged", times, {"acknowledged": "acknowledged"})


def test_a_repeat_leaves_time_to_answer() -> None:
    with pytest.raises(BadValueError, match="repeats without a pause"):
        parse_repeat("every 0m until acknowledged", "3", {"acknowledged": "acknowledged"})


def test_a_share_is_less_than_the_whole() -> None:
    assert parse_share("75%") == 0.75
    for text in ("0%", "100%", "75", "7.5%", "", "%"):
        with pytest.raises(BadValueError):
            parse_share(text)
