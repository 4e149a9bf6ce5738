"""Who is on duty by a people file, and who is at work (2.9)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charterdesk.engine.people import PeopleRota
from tests.engine.people.cast import CHARTER, at, people, rota

WEEKLY = """\
people: example
persons:
  anna: {roles: [engineer], works: office, by: [phone]}
  bo:   {roles: [first line], works: [Mon-Fri 12:00-20:00], away: [2026-11-25]}
  cleo: {roles: [boss, account-manager], works: office, by: [mail]}
rotas:
  nights: {turns: [anna, bo], each: 7d, from: 2026-11-02 17:00}
"""


def test_a_team_is_those_who_are_at_work() -> None:
    duty = rota(WEEKLY)
    assert duty.on_duty("engineer", at("2026-11-23T09:00:00+01:00"), "") == ("anna",)
    assert duty.on_duty("engineer", at("2026-11-23T13:00:00+01:00"), "") == ("anna", "bo")
    assert duty.on_duty("engineer", at("2026-11-23T21:00:00+01:00"), "") == ()


def test_a_turn_counts_whether_its_taker_works_then_or_not() -> None:
    assert rota(WEEKLY).on_duty("duty-engineer", at("2026-11-22T03:00:00+01:00"), "") == ("anna",)


def test_nobody_who_is_away_counts() -> None:
    duty = rota(WEEKLY)
    assert duty.on_duty("engineer", at("2026-11-25T13:00:00+01:00"), "") == ("anna",)
    assert duty.on_duty("duty-engineer", at("2026-11-23T16:59:59+01:00"), "") == ("anna",)
    assert duty.on_duty("duty-engineer", at("2026-11-25T00:00:00+01:00"), "") == ()
    assert duty.on_duty("duty-engineer", at("2026-11-26T00:00:00+01:00"), "") == ("bo",)


@pytest.mark.parametrize("role", ["boss", "account-manager"])
def test_a_person_and_an_account_manager_are_called_at_any_hour(role: str) -> None:
    assert rota(WEEKLY).on_duty(role, at("2026-11-22T03:00:00+01:00"), "") == ("cleo",)


def test_nobody_stands_behind_a_machine_or_an_unknown_role() -> None:
    assert rota(WEEKLY).on_duty("robot", at("2026-11-23T09:00:00+01:00"), "") == ()
    assert rota(WEEKLY).on_duty("nobody", at("2026-11-23T09:00:00+01:00"), "") == ()


def test_who_stands_in_comes_before_whose_turn_it_is() -> None:
    instead = "{who: bo, from: 2026-11-21 00:00, until: 2026-11-22 00:00}"
    duty = rota(WEEKLY.replace("17:00}", f"17:00, instead: [{instead}]}}"))
    assert duty.on_duty("duty-engineer", at("2026-11-21T12:00:00+01:00"), "") == ("bo",)
    assert duty.on_duty("duty-engineer", at("2026-11-22T00:00:00+01:00"), "") == ("anna",)


def test_who_has_the_role_beside_the_name_fills_a_hole_of_the_rota() -> None:
    text = WEEKLY.replace("[boss, account-manager]", "[boss, account-manager, duty-engineer]")
    assert rota(text).on_duty("duty-engineer", at("2026-11-25T12:00:00+01:00"), "") == ("cleo",)


def test_roles_and_means_are_those_of_the_file() -> None:
    duty = rota(WEEKLY)
    assert duty.roles_of("bo") == {"engineer", "duty-engineer"}
    assert duty.roles_of("stranger") == frozenset()
    assert duty.can_be_reached("anna", "phone")
    assert not duty.can_be_reached("anna", "mail")
    assert duty.can_be_reached("bo", "sms")
    assert not duty.can_be_reached("stranger", "mail")


def test_of_several_shifts_at_one_time_the_first_written_is_called_first() -> None:
    shifts = (
        "{who: bo, from: 2026-11-21 00:00, until: 2026-11-22 00:00}",
        "{who: anna, from: 2026-11-20 00:00, until: 2026-11-23 00:00}",
    )
    turns = "turns: [anna, bo], each: 7d, from: 2026-11-02 17:00"
    duty = rota(WEEKLY.replace(turns, f"shifts: [{', '.join(shifts)}]"))
    assert duty.on_duty("duty-engineer", at("2026-11-20T00:00:00+01:00"), "") == ("anna",)
    assert duty.on_duty("duty-engineer", at("2026-11-21T00:00:00+01:00"), "") == ("bo", "anna")
    assert duty.on_duty("duty-engineer", at("2026-11-23T00:00:00+01:00"), "") == ()


def test_a_turn_is_handed_over_at_the_same_wall_time_after_the_clocks_changed() -> None:
    duty = rota(WEEKLY.replace("2026-11-02 17:00", "2026-10-05 17:00"))
    assert duty.on_duty("duty-engineer", at("2026-10-26T16:59:59+01:00"), "") == ("anna",)
    assert duty.on_duty("duty-engineer", at("2026-10-26T17:00:00+01:00"), "") == ("bo",)


def test_people_are_on_duty_until_the_end_of_all_calendars() -> None:
    duty = rota(WEEKLY)
    assert duty.on_duty("boss", at("2100-12-31T12:00:00+01:00"), "") == ("cleo",)
    assert duty.on_duty("engineer", at("2100-12-31T10:00:00+01:00"), "") == ("anna",)


def test_a_rotation_begins_and_ends_when_it_says() -> None:
    duty = rota(WEEKLY.replace("from: 2026-11-02", "until: 2026-11-30 08:00, from: 2026-11-02"))
    assert duty.on_duty("duty-engineer", at("2026-11-02T16:59:59+01:00"), "") == ()
    assert duty.on_duty("duty-engineer", at("2026-11-02T17:00:00+01:00"), "") == ("anna",)
    assert duty.on_duty("duty-engineer", at("2026-11-30T07:59:59+01:00"), "") == ("bo",)
    assert duty.on_duty("duty-engineer", at("2026-11-30T08:00:00+01:00"), "") == ()


def test_work_for_a_tier_is_that_of_all_its_roles_in_the_hours_of_each() -> None:
    since, until = at("2026-11-23T00:00:00+01:00"), at("2026-11-24T00:00:00+01:00")
    work = rota(WEEKLY).at_work("tier1", since, until)
    walls = {
        name: [f"{s.since.astimezone(since.tzinfo):%H:%M}-{s.until - s.since}" for s in spans]
        for name, spans in work.items()
    }
    # Anna's turn ends at 17:00 and counts outside the office only, where she works anyway.
    assert walls == {
        "anna": ["00:00-17:00:00"],
        "bo": ["12:00-12:00:00"],
    }


def test_who_works_at_a_moment_is_named_for_a_role_a_team_or_a_tier() -> None:
    noon = at("2026-11-23T12:00:00+01:00")
    duty = rota(WEEKLY)
    assert duty.working("engineer", noon) == ("anna", "bo")
    assert duty.working("first line", noon) == ("anna", "bo")
    assert duty.working("duty-engineer", noon) == ()
    with pytest.raises(KeyError):
        duty.working("tier9", noon)


ZONES = ("Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
MOMENTS = st.integers(0, 500 * 1440).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def turning(zone: str, hours: int) -> PeopleRota:
    turns = f"turns: [anna, bo], each: {hours}h, from: 2025-12-01 02:30"
    return rota(WEEKLY.replace("turns: [anna, bo], each: 7d, from: 2026-11-02 17:00", turns)
                .replace("persons:", f"zone: {zone}\npersons:"))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ZONES), st.integers(1, 400), MOMENTS, st.integers(1, 200))
def test_between_two_changes_nobody_else_is_on_duty(
    zone: str, hours: int, since: datetime, ahead: int
) -> None:
    duty = turning(zone, hours)
    until = since + timedelta(hours=ahead)
    changes = duty.changes(since, until)
    assert list(changes) == sorted(set(changes))
    for a, b in pairwise((since, *changes, until)):
        for role in CHARTER.roles:
            first = duty.worked_out(role, a)
            assert duty.worked_out(role, a + (b - a) / 2) == first
            assert duty.worked_out(role, b - timedelta(seconds=1)) == first


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ZONES), st.integers(1, 400), st.lists(MOMENTS, min_size=1, max_size=20))
def test_an_answer_that_was_kept_is_the_one_worked_out(
    zone: str, hours: int, moments: list[datetime]
) -> None:
    duty = turning(zone, hours)
    for moment in moments:
        for role in CHARTER.roles:
            assert duty.on_duty(role, moment, "") == duty.worked_out(role, moment)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ZONES), st.integers(1, 400), MOMENTS)
def test_a_rotation_never_leaves_a_gap(zone: str, hours: int, moment: datetime) -> None:
    duty = turning(zone, hours)
    plan = duty.people.rotas["nights"]
    assert len(plan.at(moment)) == 1
    assert len(plan.at(moment + timedelta(seconds=59))) == 1


def test_the_same_text_gives_the_same_people() -> None:
    assert people(WEEKLY) == people(WEEKLY)
