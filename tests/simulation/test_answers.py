"""The answers: intervals, people needed, nights, special days, each worked by hand."""

import math
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from charterdesk.engine.simulate.values import Climbed, Notified, Outcome, Promised
from charterdesk.simulation.answers.counting import Counting, Tally
from charterdesk.simulation.answers.intervals import student, wilson
from charterdesk.simulation.answers.notices import people_told, rest_of, roles_told
from charterdesk.simulation.answers.occasions import Occasions
from charterdesk.simulation.answers.rates import hours_of, occasions_of, rates_of
from charterdesk.simulation.answers.staffing import (
    erlang_c,
    late_answers,
    people_needed,
)
from tests.simulation.cast import shipped, shop
from tests.simulation.test_log import utc


def outcome(
    opened: str, *, missed: bool = False, told: tuple[Notified, ...] = (), ref: str = "A"
) -> Outcome:
    at = utc(opened)
    promise = Promised(
        "response", "", "promises.normal", "office", at, at + timedelta(hours=4),
        at + timedelta(hours=5 if missed else 1), "breached" if missed else "met",
        at + timedelta(hours=4) if missed else None,
    )  # fmt: skip
    return Outcome(
        ref=ref, priority="normal", contract="", channel="mail", opened_at=at, status="closed",
        promises=(promise,), told=told,
    )  # fmt: skip


def tally(*outcomes: Outcome) -> Tally:
    return Counting(shop(), utc("2026-12-31 00:00")).count_all(outcomes)


def notice(at: datetime, person: str = "anna") -> Notified:
    return Notified(at, person, ("engineer",), ("phone",), "breach", False)


def test_wilson_gives_the_known_interval() -> None:
    low, high = wilson(10, 100)
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)
    assert wilson(0, 0) == (0.0, 1.0)


def test_student_gives_the_known_interval() -> None:
    low, high = student([(10, 100), (20, 100), (30, 100)])
    assert (low, high) == pytest.approx((0.0, 0.2 + 4.303 * 0.1 / math.sqrt(3)), abs=1e-9)


def test_one_run_has_wilsons_interval_and_several_have_students() -> None:
    one = tally(*[outcome("2026-06-15 08:00", missed=n < 2) for n in range(10)])
    other = tally(*[outcome("2026-06-15 08:00", missed=n < 4) for n in range(10)])
    (alone,), (both,) = rates_of([one]), rates_of([one, other])
    assert (alone.missed, alone.decided, alone.share) == (2, 10, 0.2)
    assert (alone.low, alone.high) == wilson(2, 10)
    assert both.share == pytest.approx(0.3)
    assert (both.low, both.high) == student([(2, 10), (4, 10)])


def test_hours_of_the_week_are_those_of_the_charters_zone() -> None:
    found = {hour.hour: hour for hour in hours_of([tally(outcome("2026-06-15 08:30"))])
             if hour.kind}  # fmt: skip
    assert list(found) == [10]


def test_an_hour_of_the_week_has_its_interval() -> None:
    counted = tally(*[outcome("2026-06-15 08:30", missed=n < 2) for n in range(10)])
    (of_kind,) = [hour for hour in hours_of([counted]) if hour.kind]
    assert (of_kind.missed, of_kind.decided) == (2, 10)
    assert (of_kind.low, of_kind.high) == wilson(2, 10)


@pytest.mark.parametrize(
    ("people", "load", "waits"),
    [(1, 0.5, 0.5), (2, 1.0, 1 / 3), (5, 4.0, 0.5541), (3, 2.0, 0.4444)],
)
def test_erlang_c_gives_the_known_probability(people: int, load: float, waits: float) -> None:
    assert erlang_c(people, load) == pytest.approx(waits, abs=5e-5)


def test_people_needed_are_the_least_that_keep_the_target() -> None:
    rate, work, limit = 20 / 1800, 300.0, 60.0
    needed = people_needed(rate, work, limit)

    def late(people: int) -> float:
        return erlang_c(people, rate * work) * math.exp(-(people / work - rate) * limit)

    assert late(needed) <= 0.05 < late(needed - 1)
    assert people_needed(rate, work, None) == math.floor(rate * work) + 1


def test_a_small_run_weighs_little_in_the_interval_of_several() -> None:
    low, high = student([(0, 100), (1, 1), (2, 99)])
    assert low < 3 / 200 < high < 0.1


def test_the_work_itself_counts_where_the_answer_comes_at_its_end() -> None:
    rate, work, limit = 1 / 600, 600.0, 2100.0
    spoken, written = (people_needed(rate, work, limit, share) for share in (0.0, 1.0))
    assert (spoken, written) == (2, 3)
    assert late_answers(3, 1.0, limit / work, 1.0) <= 0.05 < late_answers(2, 1.0, 3.5, 1.0)


def test_where_the_work_alone_is_too_long_people_are_those_who_keep_the_line_short() -> None:
    needed = people_needed(1 / 600, 600.0, 300.0, 1.0)
    alone = math.exp(-0.5)
    assert late_answers(needed, 1.0, 0.5, 1.0) <= alone + 0.01
    assert late_answers(needed - 1, 1.0, 0.5, 1.0) > alone + 0.01


def test_a_caller_who_hung_up_lives_no_longer() -> None:
    waited = replace(outcome("2026-06-15 08:00"), waiting=(("customer", timedelta(days=1)),))
    gone = replace(outcome("2026-06-15 08:00"), status="new", abandoned=True)
    ended = utc("2026-12-31 00:00") - utc("2026-06-15 08:00")
    assert tally(waited, gone).lived == ended.total_seconds()


def test_the_rest_of_a_night_is_its_longest_undisturbed_stretch() -> None:
    assert rest_of([]) == 9 * 3600
    assert rest_of([3 * 3600, 4 * 3600]) == 5 * 3600


def test_nights_run_from_22_to_7_and_count_in_rows() -> None:
    calls = [notice(utc(at)) for at in ("2026-06-15 21:00", "2026-06-16 02:00",
                                        "2026-06-16 22:30", "2026-06-18 22:30",
                                        "2026-06-18 10:00")]  # fmt: skip
    counted = tally(outcome("2026-06-15 08:00", told=tuple(calls)))
    (anna,) = people_told([counted], 1.0)
    assert (anna.total, anna.at_night) == (5, 4)
    assert (anna.worst_night, anna.calls, anna.nights_in_a_row) == ("2026-06-15", 2, 2)
    assert anna.rest == 5 * 3600
    (role,) = roles_told([counted], 2.0)
    assert (role.role, role.per_week, role.at_night) == ("engineer", 2.5, 4)


def test_what_a_customer_is_told_wakes_nobody() -> None:
    said = notice(utc("2026-06-15 23:00"), "contact")
    assert list(people_told([tally(outcome("2026-06-15 08:00", told=(said,)))], 1.0)) == []


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("2026-06-17 04:30", "gap"),
        ("2026-06-17 05:30", ""),
        ("2026-06-14 00:30", ""),
        ("2026-03-29 10:00", "dst night"),
    ],
)
def test_bicoms_hour_between_two_shifts_is_a_gap(at: str, name: str) -> None:
    assert Occasions.of(shipped("bicom")).at(utc(at)) == name


def test_special_days_stand_beside_all_others() -> None:
    counted = tally(
        outcome("2026-10-25 10:00", missed=True), outcome("2026-10-26 10:00"),
        outcome("2026-10-27 10:00"),
    )  # fmt: skip
    (night,) = occasions_of([counted])
    assert (night.occasion, night.share, night.share_elsewhere) == ("dst night", 1.0, 0.0)


def test_parts_of_a_run_add_up_to_it() -> None:
    days = [f"2026-06-{day}" for day in range(10, 20)]
    outcomes = [
        outcome(f"{day} 08:00", missed=day > "2026-06-15", told=(notice(utc(f"{day} 21:00")),))
        for day in days
    ]
    whole, parts = tally(*outcomes), tally(*outcomes[:4])
    parts.add(tally(*outcomes[4:]))
    assert parts == whole


def test_roles_that_were_called_as_often_stand_in_the_order_in_which_they_were_called() -> None:
    roles = tuple(f"role {one}" for one in range(20))
    at = utc("2026-06-16 10:00")
    called = tuple((role, "anna") for role in roles)
    step = Climbed("critical", "first", at, timedelta(), None, breached=False, called=called)
    counted = tally(replace(outcome("2026-06-16 09:00"), steps=(step,)))
    assert tuple(counted.called) == roles
