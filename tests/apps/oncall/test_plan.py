"""Hand-overs at wall times, the plan that people read, and who may change it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.oncall.commands import (
    add_rota,
    add_shift,
    assign_role,
    handover_at,
    override_role,
    override_shift,
    unassign_role,
)
from charterdesk.oncall.models import Rota, Shift
from charterdesk.oncall.queries import (
    Holding,
    assignments_of,
    holdings_of,
    overrides_ahead,
    people_named,
    plan_of_role,
    rotas_of,
    shifts_ahead,
)
from tests.apps.cast import MONDAY, ada, ben, charter

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def rota(name: str = "out-of-hours", of: str = "roxen", zone: str = "") -> Rota:
    known = Rota.objects.filter(charter=of, name=name).first()
    return known or granted(add_rota(charter=charter(of), name=name, zone=zone, by=DESK, at=MONDAY))


def shift(person: Person, since: str, until: str, of: Rota | None = None) -> Shift:
    return granted(
        add_shift(
            rota=of or rota(),
            person=person,
            since=wall(since),
            until=wall(until),
            by=ben(),
            at=MONDAY,
        )
    )


def holding(role: str, of: str = "roxen") -> Holding:
    return next(it for it in holdings_of(ada(), charter(of), MONDAY) if it.role.name == role)


@pytest.mark.parametrize(
    ("zone", "time", "instant"),
    [
        ("Europe/Stockholm", "2026-06-15T08:00", "2026-06-15T06:00"),
        ("Europe/Stockholm", "2026-10-25T02:30", "2026-10-25T00:30"),  # twice: the first
        ("Europe/Stockholm", "2026-03-29T02:30", "2026-03-29T01:00"),  # never: the gap's end
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),  # a gap of half an hour
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00"),  # a day that never was
    ],
)
def test_a_hand_over_is_at_the_first_time_that_the_wall_shows_it(
    zone: str, time: str, instant: str
) -> None:
    assert handover_at(wall(time), zone) == wall(instant).replace(tzinfo=UTC)


def test_a_wall_time_has_no_zone_of_its_own() -> None:
    with pytest.raises(ValueError, match="no zone of its own"):
        handover_at(MONDAY, "Europe/Stockholm")


@pytest.mark.parametrize("date", ["2026-03-29", "2026-10-25"])
def test_shifts_that_meet_in_a_night_of_changing_clocks_leave_no_gap(date: str) -> None:
    first = shift(ada(), f"{date}T00:00", f"{date}T02:30")
    second = shift(ben(), f"{date}T02:30", f"{date}T06:00")
    assert first.until == second.since
    plan = plan_of_role(ada(), charter(), "duty-engineer", first.since, second.until)
    assert [stretch.people for stretch in plan] == [("ada",), ("ben",)]


def test_a_shift_that_ends_before_it_begins_is_refused() -> None:
    refused = add_shift(
        rota=rota(),
        person=ada(),
        since=wall("2026-06-16T08:00"),
        until=wall("2026-06-16T08:00"),
        by=ben(),
        at=MONDAY,
    )
    assert isinstance(refused, Refusal)
    assert refused.field == "until"


def test_one_shift_is_not_entered_twice() -> None:
    shift(ada(), "2026-06-15T00:00", "2026-06-16T00:00")
    again = add_shift(
        rota=rota(),
        person=ada(),
        since=wall("2026-06-15T00:00"),
        until=wall("2026-06-17T00:00"),
        by=ben(),
        at=MONDAY,
    )
    assert isinstance(again, Refusal)
    assert Shift.objects.count() == 1


def test_a_role_that_the_charter_does_not_have_is_refused() -> None:
    refused = assign_role(charter=charter(), role="boss", person=ada(), by=ben(), at=MONDAY)
    assert isinstance(refused, Refusal)
    assert "has no role “boss”" in refused.text
    assert "support-manager" in refused.text


def test_nobody_fills_a_machines_role() -> None:
    refused = assign_role(
        charter=charter("handsfree"), role="automation", person=ada(), by=ben(), at=MONDAY
    )
    assert isinstance(refused, Refusal)


def test_a_rota_that_the_charter_does_not_have_is_refused() -> None:
    refused = add_rota(charter=charter(), name="days", by=ben(), at=MONDAY)
    assert isinstance(refused, Refusal)
    assert "has no rota “days”: it has out-of-hours" in refused.text


@pytest.mark.parametrize(
    "act",
    [
        lambda by: assign_role(
            charter=charter(), role="support-manager", person=by, by=by, at=MONDAY
        ),
        lambda by: unassign_role(
            charter=charter(), role="support-manager", person=by, by=by, at=MONDAY
        ),
        lambda by: add_rota(charter=charter(), name="out-of-hours", by=by, at=MONDAY),
        lambda by: override_shift(charter=charter(),
            rota=rota(), person=by, since=wall("2026-06-15"), until=wall("2026-06-16"), by=by,
            at=MONDAY,
        ),
        lambda by: override_role(
            charter=charter(), role="support-manager", person=by, since=wall("2026-06-15"),
            until=wall("2026-06-16"), by=by, at=MONDAY,
        ),
    ],
)  # fmt: skip
def test_an_agent_staffs_nothing(act: Callable[[Person], object]) -> None:
    with pytest.raises(PermissionDenied, match="lead of a team"):
        act(ada())


def test_the_holding_says_who_until_when_and_who_comes_next() -> None:
    shift(ada(), "2026-06-15T00:00", "2026-06-16T08:00")
    shift(ben(), "2026-06-16T08:00", "2026-07-16T08:00")
    held = holding("duty-engineer")
    assert (held.people, held.next_people) == (("ada",), ("ben",))
    assert held.until == datetime(2026, 6, 16, 6, 0, tzinfo=UTC)
    assert held.gaps == ()


def test_what_does_not_change_has_no_hand_over() -> None:
    granted(
        assign_role(charter=charter(), role="support-manager", person=ada(), by=ben(), at=MONDAY)
    )
    held = holding("support-manager")
    assert (held.people, held.until, held.next_people) == (("ada",), None, ())


def test_time_that_nobody_covers_is_a_gap() -> None:
    shift(ada(), "2026-06-15T00:00", "2026-06-20T14:00")
    shift(ben(), "2026-06-20T16:00", "2026-07-20T00:00")
    (gap,) = holding("duty-engineer").gaps
    assert gap.since == datetime(2026, 6, 20, 12, 0, tzinfo=UTC)
    assert gap.until - gap.since == timedelta(hours=2)


def test_an_override_that_fills_a_gap_ends_it() -> None:
    shift(ada(), "2026-06-15T00:00", "2026-06-20T14:00")
    shift(ben(), "2026-06-20T16:00", "2026-07-20T00:00")
    granted(
        override_shift(
            charter=charter(),
            rota=rota(),
            person=ben(),
            since=wall("2026-06-20T14:00"),
            until=wall("2026-06-20T16:00"),
            by=ben(),
            at=MONDAY,
        )
    )
    assert holding("duty-engineer").gaps == ()
    (filled,) = overrides_ahead(ada(), "roxen", MONDAY)
    assert filled.person == ben()


def test_a_role_called_only_outside_hours_has_gaps_only_there() -> None:
    bicom = charter("bicom")
    on_call = rota("on-call", of="bicom")
    shift(ada(), "2026-06-15T00:00", "2026-06-20T00:00", on_call)
    gaps = holding("on-call-engineer", of="bicom").gaps
    assert gaps
    business = bicom.calendar("business")
    assert all(gap.since >= datetime(2026, 6, 19, 22, tzinfo=UTC) for gap in gaps)
    assert business.name == bicom.roles["on-call-engineer"].outside


def test_the_page_of_a_charters_roles_asks_little(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    roxen = charter()
    who, other = ada(), ben()
    for day in range(15, 29):
        shift(other if day % 2 else who, f"2026-06-{day}T00:00", f"2026-06-{day + 1}T00:00")
    with django_assert_max_num_queries(15):
        holdings_of(who, roxen, MONDAY)


def test_the_lists_of_the_page_show_what_is_and_what_comes() -> None:
    past = shift(ada(), "2026-06-13T00:00", "2026-06-14T00:00")
    now = shift(ben(), "2026-06-15T00:00", "2026-06-16T00:00")
    granted(
        assign_role(charter=charter(), role="support-manager", person=ada(), by=ben(), at=MONDAY)
    )
    assert list(rotas_of(ada(), "roxen")) == [past.rota]
    assert list(shifts_ahead(ada(), past.rota, MONDAY)) == [now]
    assert [row.person for row in assignments_of(ada(), "roxen")] == [ada()]
    assert people_named(ada(), ["ada", "nobody"]) == {"ada": ada()}
