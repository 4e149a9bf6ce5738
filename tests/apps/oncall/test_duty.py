"""Who is on duty for a role: override, then shift, then assignment (2.9)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from charterdesk.accounts.commands import change_settings, deactivate_person, leave_team
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.customers.commands import assign_account_manager
from charterdesk.engine.rota import Rota as EnginesRota
from charterdesk.oncall.commands import (
    add_rota,
    add_shift,
    assign_role,
    end_override,
    end_shift,
    override_role,
    override_shift,
    unassign_role,
)
from charterdesk.oncall.models import Override, Rota, Shift
from charterdesk.oncall.queries import rota_for
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ada, admin, ben, charter, cleo, dora, organisation

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2026, 6, 15)  # noqa: DTZ001  # on the wall in Stockholm
DAY = timedelta(days=1)


def on_duty(role: str, at: datetime = MONDAY, customer: str = "", name: str = "roxen") -> list[str]:
    return list(rota_for(charter(name)).on_duty(role, at, customer))


def nights() -> Rota:
    known = Rota.objects.filter(name="out-of-hours").first()
    return known or granted(
        add_rota(charter=charter("roxen"), name="out-of-hours", by=DESK, at=MONDAY)
    )


def shift(person: Person, since: datetime, until: datetime, position: int = 0) -> Shift:
    return granted(
        add_shift(
            rota=nights(),
            person=person,
            since=since,
            until=until,
            position=position,
            by=ben(),
            at=MONDAY,
        )
    )


def override(person: Person, since: datetime, until: datetime) -> Override:
    return granted(
        override_shift(
            charter=charter(),
            rota=nights(),
            person=person,
            since=since,
            until=until,
            by=ben(),
            at=MONDAY,
        )
    )


def assign(role: str, person: Person, position: int | None = None, name: str = "roxen") -> None:
    granted(
        assign_role(
            charter=charter(name), role=role, person=person, position=position, by=ben(), at=MONDAY
        )
    )


def test_the_rota_is_what_the_engine_asks_for() -> None:
    rota: EnginesRota = rota_for(charter("roxen"))
    assert rota.on_duty("support-manager", MONDAY, "") == ()


def test_a_role_that_nobody_fills_has_nobody_on_duty() -> None:
    assert on_duty("support-manager") == []
    assert on_duty("no such role") == []


def test_people_assigned_to_a_role_are_called_in_order() -> None:
    assign("support-manager", ada())
    assign("support-manager", ben())
    assert on_duty("support-manager") == ["ada", "ben"]
    assign("support-manager", ada(), position=9)
    assert on_duty("support-manager") == ["ben", "ada"]


def test_who_was_taken_off_a_role_is_not_called() -> None:
    assign("support-manager", ada())
    unassign_role(
        charter=charter("roxen"), role="support-manager", person=ada(), by=ben(), at=MONDAY
    )
    assert on_duty("support-manager") == []


def test_a_role_of_another_charter_is_another_role() -> None:
    assign("support-manager", ada(), name="bicom")
    assert on_duty("support-manager") == []
    assert on_duty("support-manager", name="bicom") == ["ada"]


def test_a_team_fills_its_role_in_its_order() -> None:
    ada(), ben()
    assert on_duty("engineer") == ["ada", "ben"]
    leave_team(team=ada().teams.get(), person=ada(), by=DESK, at=MONDAY)
    assert on_duty("engineer") == ["ben"]


def test_who_is_assigned_to_a_teams_role_takes_the_teams_place() -> None:
    ada()
    assign("engineer", ben())
    assert on_duty("engineer") == ["ben"]


def test_a_shift_is_half_open() -> None:
    shift(ada(), MIDNIGHT, MIDNIGHT + DAY)
    since = datetime(2026, 6, 14, 22, 0, tzinfo=UTC)
    moments = [since - timedelta(seconds=1), since, since + DAY - timedelta(seconds=1), since + DAY]
    assert [on_duty("duty-engineer", at) for at in moments] == [[], ["ada"], ["ada"], []]


def test_a_shift_comes_before_who_is_assigned() -> None:
    assign("duty-engineer", ben())
    shift(ada(), MIDNIGHT, MIDNIGHT + DAY)
    assert on_duty("duty-engineer") == ["ada"]
    assert on_duty("duty-engineer", MONDAY + DAY) == ["ben"]


def test_of_two_on_one_shift_the_lower_position_is_first() -> None:
    shift(ada(), MIDNIGHT, MIDNIGHT + DAY, position=2)
    shift(ben(), MIDNIGHT, MIDNIGHT + DAY, position=1)
    assert on_duty("duty-engineer") == ["ben", "ada"]


def test_a_shift_over_the_end_of_a_month_is_one_shift() -> None:
    shift(ada(), MIDNIGHT, MIDNIGHT + 60 * DAY)
    july, august = datetime(2026, 7, 31, 23, tzinfo=UTC), datetime(2026, 8, 1, 1, tzinfo=UTC)
    assert on_duty("duty-engineer", july) == on_duty("duty-engineer", august) == ["ada"]


def test_an_override_comes_before_the_shift() -> None:
    shift(ada(), MIDNIGHT, MIDNIGHT + DAY)
    override(ben(), MIDNIGHT + DAY / 2, MIDNIGHT + DAY)
    assert on_duty("duty-engineer", MONDAY) == ["ada"]
    assert on_duty("duty-engineer", MONDAY + DAY / 4) == ["ben"]


def test_of_two_overrides_the_later_made_counts() -> None:
    override(ada(), MIDNIGHT, MIDNIGHT + DAY)
    override(ben(), MIDNIGHT, MIDNIGHT + DAY)
    assert on_duty("duty-engineer") == ["ben"]


def test_a_role_without_a_rota_can_be_taken_over() -> None:
    assign("support-manager", ada())
    granted(
        override_role(
            charter=charter("roxen"),
            role="support-manager",
            person=ben(),
            since=MIDNIGHT,
            until=MIDNIGHT + DAY,
            by=ben(),
            at=MONDAY,
        )
    )
    assert on_duty("support-manager") == ["ben"]
    assert on_duty("support-manager", MONDAY + DAY) == ["ada"]


def test_an_override_that_is_ended_gives_the_shift_back() -> None:
    shift(ada(), MIDNIGHT, MIDNIGHT + DAY)
    taken = override(ben(), MIDNIGHT, MIDNIGHT + DAY)
    assert end_override(charters=(charter(),), override=taken, by=ben(), at=MONDAY) is None
    assert on_duty("duty-engineer", MONDAY - timedelta(seconds=1)) == ["ben"]
    assert on_duty("duty-engineer", MONDAY) == ["ada"]


def test_a_shift_that_is_ended_stays_what_it_was_before() -> None:
    mine = shift(ada(), MIDNIGHT, MIDNIGHT + DAY)
    assert end_shift(shift=mine, by=ben(), at=MONDAY) is None
    assert on_duty("duty-engineer", MONDAY - timedelta(seconds=1)) == ["ada"]
    assert on_duty("duty-engineer", MONDAY) == []
    assert end_shift(shift=mine, by=ben(), at=MONDAY) is not None


def test_whose_account_is_closed_is_nobody_anywhere() -> None:
    shift(ada(), MIDNIGHT, MIDNIGHT + DAY)
    override(ada(), MIDNIGHT, MIDNIGHT + DAY)
    assign("duty-engineer", ben())
    granted(deactivate_person(person=ada(), by=DESK, at=MONDAY))
    rota = rota_for(charter("roxen"))
    assert on_duty("duty-engineer") == ["ben"]
    assert rota.roles_of("ada") == frozenset()
    assert not rota.can_be_reached("ada", "mail")


def test_per_customer_is_the_customers_account_manager() -> None:
    cleo(), dora()
    assign_account_manager(organisation=organisation(), person=ada(), by=ben(), at=MONDAY)
    assert on_duty("account-manager", customer=CLEO_ADDRESS, name="voxeo") == ["ada"]
    assert on_duty("account-manager", customer="dora@elsewhere.example", name="voxeo") == []
    assert on_duty("account-manager", customer="", name="voxeo") == []


def test_a_machines_role_has_nobody() -> None:
    assert on_duty("automation", name="handsfree") == []


def test_roles_of_a_person_are_all_that_they_can_fill() -> None:
    shift(ada(), MIDNIGHT + 30 * DAY, MIDNIGHT + 31 * DAY)
    assign("support-manager", ada())
    rota = rota_for(charter("roxen"))
    assert rota.roles_of("ada") == {"engineer", "duty-engineer", "support-manager"}
    assert rota.roles_of("ben") == {"engineer"}
    assert rota.roles_of("customer") == frozenset()


def test_an_account_manager_fills_the_role_per_customer() -> None:
    assign_account_manager(organisation=organisation(), person=ada(), by=ben(), at=MONDAY)
    assert rota_for(charter("voxeo")).roles_of("ada") == {"account-manager"}


def test_who_has_no_phone_is_reached_by_mail_only() -> None:
    admin(), ada()
    rota = rota_for(charter("roxen"))
    means = ("phone", "sms", "mail", "pigeon")
    assert [rota.can_be_reached("ada", mean) for mean in means] == [True, True, True, False]
    assert [rota.can_be_reached("root", mean) for mean in means] == [False, False, True, False]
    assert not rota.can_be_reached("nobody", "mail")


def test_a_change_is_seen_by_the_next_rota_and_not_by_one_in_use() -> None:
    admin()
    used = rota_for(charter("roxen"))
    granted(change_settings(person=admin(), by=DESK, at=MONDAY, phone="+46 1"))
    assert not used.can_be_reached("root", "phone")
    assert rota_for(charter("roxen")).can_be_reached("root", "phone")


def test_what_was_rolled_back_is_on_nobodys_duty() -> None:
    assign("support-manager", ada())
    with transaction.atomic():
        assign("support-manager", ben(), position=0)
        assert on_duty("support-manager") == ["ben", "ada"]
        transaction.set_rollback(True)
    assert on_duty("support-manager") == ["ada"]


def test_the_rota_is_loaded_by_few_queries_and_asked_by_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    roxen = charter("roxen")
    team = [ada(), ben(), admin()]
    for turn in range(300):
        begins = MIDNIGHT + turn * DAY
        shift(team[turn % 3], begins, begins + DAY)
    with django_assert_num_queries(11):
        assert rota_for(roxen).on_duty("duty-engineer", MONDAY, "") == ("ada",)
    with django_assert_num_queries(1):
        rota = rota_for(roxen)
        assert rota.on_duty("duty-engineer", MONDAY + 2 * DAY, "") == ("root",)
        assert rota.roles_of("ada") == {"engineer", "duty-engineer"}
        assert rota.can_be_reached("ada", "phone")
