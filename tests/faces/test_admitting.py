"""A stranger's held message is decided in one tap; a contact's rights are set on a page."""

import re

import pytest
from django.test import Client

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case
from charterdesk.customers.commands import add_organisation
from charterdesk.customers.models import Contact, Organisation
from charterdesk.intake.models import RawMail
from charterdesk.intake.page_mail import PageMail, hold_from_page
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from tests.apps.cast import STRANGER_ADDRESS, cleo
from tests.faces.desk_scene import staffed
from tests.faces.visiting import Forms, Visit

pytestmark = pytest.mark.django_db


def link_to_held() -> str:
    """The link in the notice to whoever decides."""
    staffed("bicom")
    mail = PageMail(STRANGER_ADDRESS, "bicom", "Phones", "All are dead.")
    assert hold_from_page(mail=mail, at=now()) is None
    notice = Notice.objects.filter(about="held", person__isnull=False).latest("pk")
    text = letter_of(notice).raw.decode().replace("=\r\n", "")
    found = re.search(r"https?://[^/]+(/h/\S+/)", text)
    assert found, text
    return found[1]


def firm() -> Organisation:
    made = add_organisation(name="Phones Ltd", charter="bicom", by=DESK, at=now())
    assert isinstance(made, Organisation)
    return made


def test_looking_at_it_changes_nothing(client: Client) -> None:
    link = link_to_held()
    page = client.get(link).content.decode()
    assert "All are dead." in page
    assert RawMail.objects.get().state == "held"


def test_one_tap_registers_and_opens_the_case(client: Client) -> None:
    link, customer = link_to_held(), firm()
    form = Forms(client.get(link).content.decode()).all[0]
    given = {**form.values, "organisation": str(customer.pk), "name": "Nils", "answer": "register"}
    answer = client.post(link, given)
    case = Case.objects.get()
    assert case.number in answer.content.decode()
    assert (case.subject, case.organisation) == ("Phones", customer)
    assert Contact.objects.get(addresses__address=STRANGER_ADDRESS).organisation == customer


def test_without_a_customer_nothing_is_registered_and_it_is_said(client: Client) -> None:
    answer = client.post(link_to_held(), {"answer": "register", "name": "Nils"})
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_one_tap_refuses_with_a_polite_answer(client: Client) -> None:
    link = link_to_held()
    client.post(link, {"answer": "refuse", "words": "Please write to your dealer."})
    assert RawMail.objects.get().state == "refused"
    told = Notice.objects.get(about="not taken")
    text = letter_of(told).raw.decode()
    assert told.address == STRANGER_ADDRESS
    assert "not registered" in text
    assert "Please write to your dealer." in text
    assert "It is decided already." in client.get(link).content.decode()


def test_two_taps_decide_once(client: Client) -> None:
    link = link_to_held()
    answers = [client.post(link, {"answer": "refuse", "words": ""}).status_code for _ in range(2)]
    assert answers == [200, 422]
    assert Notice.objects.filter(about="not taken").count() == 1


def test_a_closed_account_decides_nothing(client: Client) -> None:
    link = link_to_held()
    Person.objects.update(is_active=False)
    assert client.post(link, {"answer": "refuse"}).status_code == 410
    assert RawMail.objects.get().state == "held"


def test_rights_are_set_on_a_page(visit: Visit) -> None:
    contact = cleo()
    url = f"/desk/contacts/{contact.pk}/rights/"
    assert visit.get(url).says("Rights of Cleo Lind", "May escalate")
    visit.fill(url, "/rights/", sees_organisation="on")
    contact.refresh_from_db()
    assert (contact.sees_organisation, contact.may_escalate, contact.may_agree) == (True,) * 3
    visit.post(url, may_agree="on")
    contact.refresh_from_db()
    assert (contact.sees_organisation, contact.may_escalate, contact.may_agree) == (
        False, False, True,
    )  # fmt: skip
