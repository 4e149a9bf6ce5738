"""How near a deadline is, as a state of a clock."""

from datetime import timedelta
from typing import get_args

import pytest

from charterdesk.look.clockface import state_of
from charterdesk.look.icons import icon
from charterdesk.look.values import Clock, ClockState


@pytest.mark.parametrize(
    ("left", "total", "state"),
    [
        (61, 240, "ok"),
        (60, 240, "ok"),
        (59, 240, "soon"),
        (15, 240, "soon"),
        (14, 240, "critical"),
        (3, 30, "soon"),
        (2, 30, "critical"),
        (0, 30, "breached"),
        (-5, 30, "breached"),
    ],
)
def test_a_state_follows_from_what_is_left(left: int, total: int, state: ClockState) -> None:
    assert state_of(timedelta(minutes=left), timedelta(minutes=total)) == state


@pytest.mark.parametrize("state", get_args(ClockState))
def test_every_state_has_a_glyph(state: str) -> None:
    assert icon(state).startswith("<svg")


@pytest.mark.parametrize(
    ("left", "percent"), [(30, 50), (0, 100), (-10, 100), (60, 0), (90, 0), (None, 0)]
)
def test_the_bar_shows_what_is_used_and_stays_in_its_frame(left: int | None, percent: int) -> None:
    length = None if left is None else timedelta(minutes=left)
    clock = Clock("update", "Update", "ok", left=length, total=timedelta(hours=1))
    assert clock.percent_used == percent


def test_a_paused_or_kept_clock_does_not_tick() -> None:
    left = timedelta(minutes=5)
    assert Clock("update", "Update", "soon", left=left).ticks
    assert not Clock("update", "Update", "paused", left=left).ticks
    assert not Clock("update", "Update", "met").ticks
