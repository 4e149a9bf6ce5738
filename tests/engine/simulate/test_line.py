"""Who takes what from a line, and when those who serve it come and go."""

import pytest

from charterdesk.engine.simulate.line import Line, tiers_by_person
from charterdesk.engine.simulate.plain import starts


def line(**people_of: list[str]) -> Line[str]:
    return Line(tiers_by_person(people_of))


def test_whoever_has_been_free_longest_takes_what_comes() -> None:
    desk = line(desk=["ann", "ben"])
    assert desk.come("ben") is None
    assert desk.come("ann") is None
    assert [desk.take("desk") for _ in range(3)] == ["ben", "ann", ""]


def test_whoever_becomes_free_takes_the_strictest_that_waits() -> None:
    desk = line(desk=["ann"])
    desk.stand("desk", 2, "loose")
    desk.stand("desk", 1, "strict")
    assert desk.come("ann") == "strict"
    assert desk.done("ann") == "loose"
    assert desk.done("ann") is None


def test_of_equals_the_first_to_come_is_taken_first() -> None:
    desk = line(desk=["ann"])
    for item in ("first", "second"):
        desk.stand("desk", 1, item)
    assert desk.come("ann") == "first"


def test_what_left_the_line_is_not_taken() -> None:
    desk = line(desk=["ann"])
    gone = desk.stand("desk", 1, "gone")
    desk.stand("desk", 2, "there")
    desk.leave(gone)
    assert desk.come("ann") == "there"


def test_a_person_of_two_tiers_takes_the_strictest_of_both() -> None:
    desk = line(front=["ann"], back=["ann", "eve"])
    desk.stand("front", 2, "loose")
    desk.stand("back", 1, "strict")
    assert desk.come("ann") == "strict"


def test_a_person_of_two_tiers_is_free_once() -> None:
    desk = line(front=["ann"], back=["ann"])
    desk.come("ann")
    assert desk.take("front") == "ann"
    assert desk.take("back") == ""


def test_whoever_went_home_takes_nothing() -> None:
    desk = line(desk=["ann"])
    desk.come("ann")
    desk.go("ann")
    assert desk.take("desk") == ""


def test_whoever_went_home_while_busy_takes_nothing_more() -> None:
    desk = line(desk=["ann"])
    desk.come("ann")
    desk.take("desk")
    desk.go("ann")
    desk.stand("desk", 1, "next")
    assert desk.done("ann") is None
    assert desk.come("ann") == "next"


def test_whoever_comes_while_still_busy_finishes_first() -> None:
    desk = line(desk=["ann"])
    desk.come("ann")
    desk.take("desk")
    desk.go("ann")
    desk.stand("desk", 1, "next")
    assert desk.come("ann") is None
    assert desk.done("ann") == "next"


def test_with_people_for_everybody_nobody_waits() -> None:
    assert starts([0, 1, 1, 2], [9, 9, 9, 9], servers=4) == [0, 1, 1, 2]


def test_a_line_needs_somebody_who_serves() -> None:
    with pytest.raises(ValueError, match="nothing ever begins"):
        starts([0], [1], servers=0)
