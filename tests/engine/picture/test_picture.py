"""The picture of a case holds what the engine says: dues, openings, steps with their people."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine import commands as co
from charterdesk.engine.calendar import counted
from charterdesk.engine.case import Case
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import decide
from charterdesk.engine.phrase import english
from charterdesk.engine.picture import NotDrawn, Picture, PromiseRow, picture_of, picture_of_case
from charterdesk.engine.story.cast import Cast

FRIDAY: Final = datetime(2026, 11, 13, 15, 30, tzinfo=UTC)  # 16:30 in Stockholm
MINUTE: Final = timedelta(minutes=1)


def read(name: str) -> Charter:
    """A shipped charter."""
    return read_charter(shipped_text(name), f"{name}.yaml")


def opening(charter: Charter, priority: str, **more: Any) -> co.OpenCase:
    """The command that opens a case by the charter's first channel."""
    by = charter.tiers[0].roles[0] if charter.tiers else charter.last_resort
    channel = next(iter(charter.channels))
    return co.OpenCase(channel=channel, priority=priority, asker="x", by=by, **more)


def pictured(name: str, priority: str, at: datetime = FRIDAY, **more: Any) -> Picture:
    """The picture of a case in thought."""
    charter = read(name)
    return picture_of(charter, opening(charter, priority, **more), at, Cast(charter, {}))


def row(picture: Picture, name: str) -> PromiseRow:
    """The row of a kind of promise."""
    return next(row for row in picture.promises if english(row.name, "UTC") == name)


def lived(*acts: tuple[datetime, co.Command]) -> tuple[Charter, Case]:
    """A normal case of Roxen after some acts."""
    charter = read("roxen")
    cast = Cast(charter, {})
    case = decide(charter, None, opening(charter, "high"), FRIDAY, cast).case
    for at, command in acts:
        case = decide(charter, case, command, at, cast).case
    return charter, case


def test_a_bar_ends_at_the_engines_own_due() -> None:
    picture = pictured("roxen", "high")
    bar = row(picture, "response").bars[0]
    assert bar.start == FRIDAY
    assert bar.due == bar.until == datetime(2026, 11, 16, 10, 30, tzinfo=UTC)


def test_what_is_counted_is_the_open_time_until_the_due() -> None:
    charter = read("roxen")
    bar = row(pictured("roxen", "high"), "response").bars[0]
    lengths = [span.length for span in bar.counted]
    assert sum(lengths, timedelta()) == timedelta(hours=4)
    assert lengths[0] == counted(charter.calendar("office"), FRIDAY, FRIDAY + timedelta(hours=9))


def test_the_warning_lies_in_the_bar() -> None:
    bar = row(pictured("roxen", "high"), "response").bars[0]
    assert bar.warning is not None
    assert bar.start < bar.warning < bar.until


def test_what_begins_later_has_no_bar_and_says_with_what() -> None:
    activation = row(pictured("roxen", "high"), "activation")
    assert activation.bars == ()
    assert activation.state == "later"
    assert english(activation.remark, "UTC") == "begins with the response"


def test_the_steps_come_when_the_executor_takes_them_with_whom_it_calls() -> None:
    picture = pictured("voxeo", "critical", contract="production")
    steps = {step.step: step for step in picture.steps}
    assert steps["management"].at == FRIDAY
    assert steps["management"].limit == FRIDAY + 10 * MINUTE
    assert steps["ceo"].at == FRIDAY + 30 * MINUTE
    assert steps["ceo"].called == (("ceo", "ceo"),)


def test_a_step_that_no_time_brings_about_says_what_does() -> None:
    charter = read("bicom")
    cast = Cast(charter, {})
    case = decide(charter, None, opening(charter, "standard"), FRIDAY, cast).case
    escalate = co.Escalate(by="customer", ladder="procedure", reason="poor experience")
    case = decide(charter, case, escalate, FRIDAY + MINUTE, cast).case
    picture = picture_of_case(charter, case, FRIDAY + 2 * MINUTE, cast)
    second = next(step for step in picture.steps if step.step == "level 2")
    assert second.at is None
    assert "customer not satisfied" in english(second.remark, "UTC")


def test_the_notices_are_those_that_go_out() -> None:
    picture = pictured("roxen", "critical")
    assert picture.notices[0].at == FRIDAY
    assert "duty-engineer" in picture.notices[0].people
    assert all(len(set(notice.people)) == len(notice.people) for notice in picture.notices)


def test_a_night_of_a_clock_change_is_marked() -> None:
    picture = pictured("roxen", "high", datetime(2026, 3, 27, 15, 30, tzinfo=UTC))
    assert picture.clock_changes == (datetime(2026, 3, 29, 1, tzinfo=UTC),)


def test_a_promise_that_was_kept_says_when() -> None:
    answered = FRIDAY + 10 * MINUTE
    charter, case = lived((answered, co.Reply(by="engineer")))
    picture = picture_of_case(charter, case, FRIDAY + 20 * MINUTE, Cast(charter, {}))
    response = row(picture, "response")
    assert response.state == "met"
    assert response.bars[0].kept == response.bars[0].until == answered
    assert picture.now == FRIDAY + 20 * MINUTE


def test_a_pause_stands_in_the_bar_and_there_is_no_due_while_it_lasts() -> None:
    waits = FRIDAY + 20 * MINUTE
    charter, case = lived(
        (FRIDAY + 10 * MINUTE, co.Reply(by="engineer")),
        (waits, co.Wait(by="engineer", on="customer", what="a trace")),
    )
    picture = picture_of_case(charter, case, FRIDAY + 50 * MINUTE, Cast(charter, {}))
    update = row(picture, "update")
    assert update.state == "paused"
    assert update.bars[-1].due is None
    assert update.bars[-1].pauses[0].since == waits


def test_a_promise_that_was_missed_is_late_until_now() -> None:
    charter, case = lived()
    monday = datetime(2026, 11, 16, 12, tzinfo=UTC)
    picture = picture_of_case(charter, case, monday, Cast(charter, {}))
    response = row(picture, "response")
    assert response.state == "missed"
    assert response.bars[0].missed == response.bars[0].due
    assert response.bars[0].until == monday


def test_the_picture_of_a_case_saves_nothing() -> None:
    charter, case = lived()
    before = case.history
    picture_of_case(charter, case, FRIDAY + timedelta(days=3), Cast(charter, {}))
    assert case.history == before


def test_a_mail_that_opens_no_case_has_no_picture() -> None:
    charter = read("bicom")
    held = co.OpenCase(channel="mail", asker="stranger", registered=False)
    with pytest.raises(NotDrawn, match="held"):
        picture_of(charter, held, FRIDAY, Cast(charter, {}))


@given(
    name=st.sampled_from(shipped_names()),
    minutes=st.integers(0, 700_000),
    row_number=st.integers(0, 3),
    days=st.none() | st.integers(1, 20),
)
def test_all_that_is_drawn_lies_in_the_picture(
    name: str, minutes: int, row_number: int, days: int | None
) -> None:
    charter = read(name)
    priority = charter.priorities[row_number % len(charter.priorities)].name
    start = datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE
    until = None if days is None else start + timedelta(days=days)
    command = opening(charter, priority)
    picture = picture_of(charter, command, start, Cast(charter, {}), until)
    assert picture.since < picture.until
    assert list(picture.knots) == sorted(set(picture.knots))
    assert (picture.knots[0], picture.knots[-1]) == (picture.since, picture.until)
    for bar in (bar for row in picture.promises for bar in row.bars):
        assert picture.since <= bar.start <= bar.until <= picture.until
        edges = [(s.since, s.until) for s in (*bar.counted, *bar.pauses)]
        assert all(bar.start <= a < b <= bar.until for a, b in edges)
        marks = [mark for mark in (bar.due, bar.warning, bar.missed) if mark]
        assert all(picture.since <= mark <= picture.until for mark in marks)
    for step in picture.steps:
        assert all(at <= picture.until for at in (step.at, step.limit, step.taken) if at)
