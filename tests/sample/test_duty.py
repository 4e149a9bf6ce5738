"""The sample's rotas show all that the on-call page can: layers, a gap, cover, an absence."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from charterdesk.accounts.models import Person
from charterdesk.charters.queries import charter_in_force
from charterdesk.notifications.models import Notice
from charterdesk.oncall.models import Absence, CoverOffer, Override, RotaLayer, Shift
from charterdesk.oncall.queries import rota_for
from charterdesk.oncall.schedules import schedule_of
from charterdesk.sample import make_sample
from charterdesk.sample.customers import FIRMS
from charterdesk.sample.office import PLANS
from charterdesk.sample.script import Plan

pytestmark = pytest.mark.django_db

TUESDAY_NOON = datetime(2026, 6, 16, 10, 0, tzinfo=UTC)
AHEAD = timedelta(days=14)


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Person]:
    """The sample company, and you in it; gone after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_sample(at=TUESDAY_NOON)
        transaction.set_rollback(True)


def test_every_rota_is_made_of_layers(sample: Person) -> None:
    assert not Shift.objects.exists()
    assert RotaLayer.objects.count() == 17


def test_the_second_level_has_a_gap_that_can_be_filled_and_the_first_has_none(
    sample: Person,
) -> None:
    roxen = charter_in_force("roxen", TUESDAY_NOON)
    until = TUESDAY_NOON + AHEAD
    found = schedule_of(sample, roxen, "out-of-hours", TUESDAY_NOON, until)
    assert {gap.level for gap in found.gaps} == {2}
    assert Absence.objects.get().person.username == "pavel"
    assert Override.objects.get().person.username == "ben"
    assert any(sample.username in one.people for one in found.final)


def test_you_are_asked_for_cover(sample: Person) -> None:
    offer = CoverOffer.objects.get()
    assert offer.person == sample
    assert offer.request.until > TUESDAY_NOON
    assert Notice.objects.filter(person=sample, about="cover asked", state="sent").exists()


def test_a_rota_follows_the_sun_without_a_gap(sample: Person) -> None:
    bicom = charter_in_force("bicom", TUESDAY_NOON)
    midnight = datetime(2026, 6, 17, tzinfo=UTC)
    found = schedule_of(sample, bicom, "on-call", midnight, midnight + timedelta(days=1))
    on = [one.people[0] for one in found.final]
    assert found.gaps == ()
    assert set(on) & {"lena", "vera"}
    assert set(on) & {"noor", "sami"}


@pytest.mark.parametrize("day", ["2026-03-25", "2026-10-21"])
def test_it_can_be_made_on_any_day_of_the_year(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, day: str
) -> None:
    at = datetime.fromisoformat(f"{day}T03:30:00+00:00")
    with transaction.atomic():
        assert make_sample(at=at).username == "you"
        transaction.set_rollback(True)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.charter}-{plan.rota}")
def test_no_rota_that_is_called_first_has_a_gap(sample: Person, plan: Plan) -> None:
    charter = charter_in_force(plan.charter, TUESDAY_NOON)
    found = schedule_of(sample, charter, plan.rota, TUESDAY_NOON, TUESDAY_NOON + AHEAD)
    assert [gap for gap in found.gaps if gap.level == 1] == []


@pytest.mark.parametrize("name", sorted({firm.charter for firm in FIRMS}))
def test_somebody_is_behind_every_role_of_every_charter(sample: Person, name: str) -> None:
    charter = charter_in_force(name, TUESDAY_NOON)
    rota = rota_for(charter)
    customer = next(firm.people[0].address for firm in FIRMS if firm.charter == name)
    people = {
        role.name: rota.on_duty(role.name, TUESDAY_NOON, customer)
        for role in charter.roles.values()
        if role.kind != "machine"
    }
    assert [role for role, found in people.items() if not found] == []
