"""Rounds: a look every so often, at once again while there was something."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from charterdesk.worker.rounds import Rounds
from tests.apps.cast import MONDAY

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def finding(*found: object, seen: list[datetime] | None = None) -> Callable[[datetime], object]:
    """A look that finds this, look by look, or raises it; then nothing any more."""
    left = list(found)

    def look(at: datetime) -> object:
        if seen is not None:
            seen.append(at)
        one = left.pop(0) if left else 0
        if isinstance(one, Exception):
            raise one
        return one

    return look


def test_while_there_was_something_the_next_look_follows_at_once() -> None:
    rounds = Rounds(finding(2, True), MINUTE)
    for _ in range(2):
        assert rounds.step(MONDAY)
        assert rounds.due() is None
    assert not rounds.step(MONDAY)
    assert rounds.due() == MONDAY + MINUTE


def test_rounds_that_found_nothing_do_not_look_before_their_time() -> None:
    seen: list[datetime] = []
    rounds = Rounds(finding(seen=seen), MINUTE)
    for at in (MONDAY, MONDAY + MINUTE - SECOND, MONDAY + MINUTE):
        assert not rounds.step(at)
    assert seen == [MONDAY, MONDAY + MINUTE]


def test_steady_rounds_keep_their_pace_whatever_they_find() -> None:
    rounds = Rounds(finding(1, KeyError("x"), 1), MINUTE, steady=True)
    assert rounds.step(MONDAY)
    assert not rounds.step(MONDAY)
    with pytest.raises(KeyError):
        rounds.step(MONDAY + MINUTE)
    assert rounds.due() == MONDAY + 2 * MINUTE


def test_after_a_fault_the_next_look_is_due_at_once() -> None:
    rounds = Rounds(finding(KeyError("x"), 1), MINUTE)
    with pytest.raises(KeyError):
        rounds.step(MONDAY)
    assert rounds.step(MONDAY)


def test_rarer_rounds_go_before_a_look_that_is_due_and_never_alone() -> None:
    seen: list[datetime] = []
    rarer = Rounds(finding(seen=seen), MINUTE, steady=True)
    rounds = Rounds(finding(), 40 * SECOND, beside=(rarer,))
    for seconds in (0, 40, 60, 80):
        rounds.step(MONDAY + seconds * SECOND)
    assert seen == [MONDAY, MONDAY + 80 * SECOND]
