"""People, teams and the rights that follow from them."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.commands import (
    add_person,
    add_team,
    change_settings,
    deactivate_person,
    join_team,
    leave_team,
    reactivate_person,
    set_password,
)
from charterdesk.accounts.editions import DUTY, edition_of
from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import people_of_the_desk, person_named, teams_with_people
from charterdesk.accounts.refusal import Refusal, Refused, granted
from charterdesk.accounts.rights import DESK, Actor, may_manage, may_see_the_desk, may_staff
from tests.apps.cast import MONDAY, ada, admin, ben

pytestmark = pytest.mark.django_db


def refusal_of(result: object) -> Refusal:
    assert isinstance(result, Refusal)
    return result


def add(username: str, email: str = "", by: Actor = DESK, zone: str = "UTC") -> Person | Refusal:
    return add_person(
        username=username,
        name=username.title(),
        email=email or f"{username}@desk.example",
        zone=zone,
        by=by,
        at=MONDAY,
    )


def test_a_new_person_has_no_password_that_works() -> None:
    assert not granted(add("eva")).has_usable_password()


def test_names_in_any_script_are_people() -> None:
    assert granted(add("ольга", "olga@desk.example")).username == "ольга"


@pytest.mark.parametrize("username", ["", "customer", "Contact", "two words", "-x", "a" * 61])
def test_a_username_that_means_something_else_is_refused(username: str) -> None:
    assert refusal_of(add(username, "x@desk.example")).field == "username"
    assert not Person.objects.exists()


def test_a_username_differing_only_in_case_is_refused() -> None:
    ada()
    assert "ADA" not in Person.objects.values_list("username", flat=True)
    refusal_of(add("ADA", "other@desk.example"))


def test_a_mail_address_belongs_to_one_person() -> None:
    ada()
    refusal_of(add("eva", "Ada@Desk.example"))


def test_a_zone_that_does_not_exist_is_refused_with_its_field() -> None:
    refusal = refusal_of(add("eva", zone="Europe/Nowhere"))
    assert refusal.field == "zone"
    assert "Europe/Nowhere" in refusal.text


def test_granted_raises_the_refusals_sentence() -> None:
    with pytest.raises(Refused, match="means somebody else"):
        granted(add("customer"))


def test_only_administrators_manage_and_leads_staff() -> None:
    rights = {who.username: (may_manage(who), may_staff(who)) for who in (ada(), ben(), admin())}
    assert rights == {"ada": (False, False), "ben": (False, True), "root": (True, True)}


@pytest.mark.parametrize(
    "act",
    [
        lambda by: add("eva", by=by),
        lambda by: add_team(name="night", by=by, at=MONDAY),
        lambda by: deactivate_person(person=ben(), by=by, at=MONDAY),
        lambda by: set_password(person=ben(), password="x" * 20, by=by, at=MONDAY),
        lambda by: change_settings(person=ben(), by=by, at=MONDAY, name="Other"),
    ],
)
def test_an_agent_may_not_change_others(act: Callable[[Person], object]) -> None:
    with pytest.raises(PermissionDenied):
        act(ada())


def test_people_change_their_own_settings() -> None:
    changed = granted(
        change_settings(person=ada(), by=ada(), at=MONDAY, theme="dark", keys_off=True)
    )
    assert (changed.theme, changed.keys_off) == ("dark", True)


def test_a_setting_that_cant_be_used_leaves_the_person_as_it_was() -> None:
    refusal = refusal_of(change_settings(person=ada(), by=ada(), at=MONDAY, zone="Mars"))
    assert refusal.field == "zone"
    assert Person.objects.get(username="ada").zone == "Europe/Stockholm"


def test_rights_are_no_setting() -> None:
    with pytest.raises(TypeError, match="is_admin"):
        change_settings(person=ada(), by=ada(), at=MONDAY, is_admin=True)


def test_a_short_password_is_refused() -> None:
    assert refusal_of(set_password(person=ada(), password="abc", by=ada(), at=MONDAY)).field


def test_a_closed_account_sees_and_does_nothing() -> None:
    person = admin()
    deactivate_person(person=person, by=DESK, at=MONDAY)
    assert not may_see_the_desk(person)
    assert not may_manage(person)
    with pytest.raises(PermissionDenied):
        people_of_the_desk(person)


def test_nobody_closes_their_own_account() -> None:
    refusal_of(deactivate_person(person=admin(), by=admin(), at=MONDAY))
    assert admin().is_active


def test_an_account_can_be_opened_again() -> None:
    granted(deactivate_person(person=ada(), by=DESK, at=MONDAY))
    assert list(people_of_the_desk(DESK)) == []
    reactivate_person(person=ada(), by=DESK, at=MONDAY)
    assert list(people_of_the_desk(DESK)) == [ada()]


def test_people_are_found_by_the_engines_name() -> None:
    assert person_named(ben(), "ben") == ben()
    assert person_named(ben(), "nobody") is None


def test_teams_show_their_people_in_the_order_of_calling() -> None:
    ben(), ada()
    (team,) = teams_with_people(ada())
    assert [row.person.username for row in team.memberships.all()] == ["ben", "ada"]


def test_a_person_who_left_a_team_leads_it_no_more() -> None:
    team = ben().teams.get()
    leave_team(team=team, person=ben(), by=DESK, at=MONDAY)
    assert not may_staff(ben())


def test_a_member_can_become_the_lead() -> None:
    join_team(team=ada().teams.get(), person=ada(), is_lead=True, by=DESK, at=MONDAY)
    assert may_staff(ada())


def test_each_change_of_people_gives_duty_a_new_edition() -> None:
    ada()
    before = edition_of(DUTY)
    granted(change_settings(person=ada(), by=ada(), at=MONDAY, phone="+46 1"))
    assert before != edition_of(DUTY) != ""
