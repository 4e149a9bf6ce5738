"""The sample company on a Tuesday: made once, of the real history of real commands."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from charterdesk.access.queries import systems_of_case
from charterdesk.access.rights import may_look
from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case, CaseAsset, CaseEvent
from charterdesk.cases.queries.guests import Guest, cases_of
from charterdesk.cases.verifying import differences
from charterdesk.charges.models import Item
from charterdesk.customers.identifying import contacts_identified
from charterdesk.customers.models import Asset, Contact
from charterdesk.customers.queries import contact_by_address
from charterdesk.intake.models import RawMail
from charterdesk.knowledge.queries import articles_found
from charterdesk.notifications.models import Notice
from charterdesk.sample import age_of_sample, make_sample
from charterdesk.sample.customers import FIRMS

pytestmark = pytest.mark.django_db

TUESDAY_NOON = datetime(2026, 6, 16, 10, 0, tzinfo=UTC)
UNKNOWN = "baker@unknown-bakery.example"


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Person]:
    """The sample company, and you in it; gone after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_sample(at=TUESDAY_NOON)
        transaction.set_rollback(True)


def test_it_shows_what_a_desk_can_be_in(sample: Person) -> None:
    found = Counter(Case.objects.values_list("status", flat=True))
    assert found.keys() >= {"new", "active", "waiting", "resolved", "closed", "handed back"}
    assert Case.objects.filter(is_open=True, next_due_state="missed").count() in {1, 2}
    assert set(Case.objects.values_list("charter", flat=True)) == {firm.charter for firm in FIRMS}
    assert Case.objects.filter(owner=sample, is_open=True).count() >= 5


def test_a_ladder_is_climbing(sample: Person) -> None:
    escalated = Case.objects.get(charter="voxeo", escalation="management")
    ahead = escalated.next_wake_at
    assert ahead is not None
    assert TUESDAY_NOON < ahead < TUESDAY_NOON + timedelta(minutes=20)


def test_one_case_waits_for_the_customers_agreement(sample: Person) -> None:
    case = Case.objects.get(subject="The scanner makes grey pages")
    assert case.status == "resolved"
    assert CaseEvent.objects.filter(case=case, kind="agreed").count() == 1


def test_articles_answer_what_its_customers_ask(sample: Person) -> None:
    for language, words, title in (
        ("en", "calls drop", "Calls drop after a minute"),
        ("en", "shop page empty", "The shop page is empty after publishing"),
        ("ru", "звонки обрываются", "Звонки обрываются через минуту"),
    ):
        found = articles_found(words, reader=None, language=language)
        assert found[0].text.title == title
    assert not articles_found("trace packet loss trunk", reader=None, language="en")


def test_one_of_each_firm_sees_the_cases_of_all(sample: Person) -> None:
    anna = Contact.objects.get(name="Anna Crumb")
    theos = Case.objects.filter(contact__name="Theo Tin")
    assert theos.exists()
    assert not theos.difference(cases_of(Guest(anna))).exists()


def test_the_mail_of_a_stranger_is_held(sample: Person) -> None:
    held = RawMail.objects.get(state=RawMail.State.HELD)
    assert held.sender == UNKNOWN
    assert contact_by_address(DESK, UNKNOWN) is None


def test_its_columns_follow_from_its_events(sample: Person) -> None:
    assert list(differences()) == []


def test_nothing_lies_in_its_future_and_nothing_is_left_undone(sample: Person) -> None:
    assert not CaseEvent.objects.filter(at__gt=TUESDAY_NOON).exists()
    assert not Case.objects.filter(next_wake_at__lte=TUESDAY_NOON).exists()
    assert not Notice.objects.filter(state=Notice.State.QUEUED, send_at__lte=TUESDAY_NOON).exists()


def test_history_was_written_down_when_it_happened(sample: Person) -> None:
    lags = [e.recorded_at - e.at for e in CaseEvent.objects.only("recorded_at", "at")]
    assert max(lags) <= timedelta(minutes=15)


def test_a_second_start_makes_nothing_new(sample: Person) -> None:
    before = CaseEvent.objects.count()
    assert make_sample(at=TUESDAY_NOON + timedelta(days=1)) == sample
    assert CaseEvent.objects.count() == before
    assert age_of_sample(at=TUESDAY_NOON + timedelta(days=1)) == timedelta(days=1)


def test_equipment_is_related_and_has_a_history_of_cases(sample: Person) -> None:
    exchange = Asset.objects.get(tag="QQ-PBX-1")
    assert exchange.licence_key is not None
    assert exchange.relations.get().other.tag == "QQ-SRV-1"
    assert (
        CaseAsset.objects.get(asset=exchange).case.subject == "Half of our hotels cannot call out"
    )
    outdated = Asset.objects.filter(warranty_until__lt=TUESDAY_NOON.date())
    assert [one.tag for one in outdated] == ["CS-PBX-1"]


def test_a_licence_key_leads_to_its_customers_people(sample: Person) -> None:
    found = contacts_identified(sample, "TS-4711-0001")
    assert {one.organisation.name for one in found if one.organisation} == {"ООО «Пример и Ко»"}


def test_time_charges_and_quotes_stand_in_every_state(sample: Person) -> None:
    moving = Case.objects.get(subject="Please move our exchange to the new server")
    assert (moving.status, moving.waiting_on) == ("waiting", "customer")
    kinds = Counter(Item.objects.values_list("kind", flat=True))
    assert kinds["time"] >= 5
    assert kinds["quote"] == 1
    assert kinds["charge"] == 1
    owed = Item.objects.filter(kind="time", minutes=90).get()
    assert owed.prepaid_minutes == 90, "taken from the hours bought"


def test_a_case_waits_for_access_and_its_customer_has_a_system_with_a_secret(
    sample: Person,
) -> None:
    """R-BIC-33, R-BIC-34"""
    case = Case.objects.get(subject="Voice mails arrive a day late")
    assert case.waiting_on == "customer"
    (seen,) = systems_of_case(sample, case)
    assert [one.what for one in seen.secrets] == ["GUI user and password"]
    assert may_look(sample)
