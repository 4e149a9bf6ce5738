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
from charterdesk.oncall.schedules import schedule_of
from charterdesk.sample import make_sample

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
