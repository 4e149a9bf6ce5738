"""A customer's customer asks as the charter lets, and sees nothing of anybody else (R-HFN-4)."""

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case
from charterdesk.charters.commands import publish_charter
from charterdesk.charters.queries import charter_in_force
from charterdesk.customers.belongings import belongings_of
from charterdesk.customers.commands import add_contact, set_rights, set_standing
from charterdesk.customers.models import Contact
from charterdesk.intake.senders import Sender, may_ask, takes_part
from charterdesk.kit.wallclock import now
from charterdesk.talk.ways import may_chat
from tests.apps.cast import MONDAY, ben, cleo
from tests.faces.portal_scene import TEXTS, asked_through, browser, case_under, firm, served
from tests.faces.test_portal_belongings import thing
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db

EDDA = "edda@passenger.example"


def edda() -> Contact:
    """A passenger of Cleo's firm, who was given every right there is."""
    contact = granted(
        add_contact(
            name="Edda Fahrt", address=EDDA, organisation=firm(), is_end_customer=True, by=DESK,
            at=MONDAY,
        )
    )  # fmt: skip
    return set_rights(
        contact=contact, sees_organisation=True, may_escalate=True, may_agree=True, by=DESK,
        at=MONDAY,
    )  # fmt: skip


def test_an_end_customer_opens_a_case_and_sees_that_one_only() -> None:
    """R-HFN-4."""
    others = case_under("handsfree", channel="mail")
    visit = browser(edda())
    words = {"subject": "My set is mute", "text": "Since noon.", "axis_0": "low", "axis_1": "low"}
    visit.fill(asked_through(visit, **words).url, "/send/")
    own = Case.objects.exclude(pk=others.pk).get()
    assert (own.contact, own.organisation) == (Contact.objects.get(name="Edda Fahrt"), firm())
    assert visit.get("/cases/").says(own.number)
    assert not visit.get("/cases/").says(others.number)
    assert visit.get(f"/cases/{others.number}/").status == 404


def test_nothing_of_what_the_organisation_has_is_shown_to_its_end_customers() -> None:
    served("terrasoft")
    thing("POS-2", product="Till")
    assert not browser(edda()).get("/open/").says("POS-2")
    assert belongings_of(cleo(), MONDAY).equipment


def test_a_charter_for_support_contacts_alone_offers_an_end_customer_nothing() -> None:
    """R-HFN-4."""
    served("corner")
    text = (TEXTS / "corner.yaml").read_text("utf-8")
    text = text.replace("who: anyone", "who: [support contacts]").replace("n: 1", "n: 2")
    granted(publish_charter(text=text, by=DESK, at=now(), file="corner.yaml"))
    found = charter_in_force("corner", now())
    assert found.askers.who == ("support contacts",)
    guest = browser(edda()).get("/open/")
    assert guest.status == 403
    assert guest.says("There is no charter here that you can ask under.")
    contact = Contact.objects.get(name="Edda Fahrt")
    assert not may_ask(Sender(EDDA, contact=contact), found)
    assert not may_chat(contact, found)
    assert may_ask(Sender("cleo@customer.example", contact=cleo()), found)


def test_a_mail_of_an_end_customer_is_no_colleagues_word_on_another_case() -> None:
    case = case_under("handsfree", channel="mail")
    assert not takes_part(Sender(EDDA, contact=edda()), case)


def test_the_desk_says_who_is_an_end_customer_and_reads_it(visit: Visit) -> None:
    served("handsfree")
    visit.as_(ben()).fill(
        f"/desk/contacts/{cleo().pk}/rights/", "/rights/", is_end_customer="on",
        is_authorised="on",
    )  # fmt: skip
    changed = Contact.objects.get(pk=cleo().pk)
    assert (changed.is_end_customer, changed.is_authorised) == (True, True)
    assert visit.get(f"/desk/orgs/{firm().pk}/").says("authorised, end customer")
    set_standing(contact=changed, is_authorised=False, is_end_customer=True, by=ben(), at=MONDAY)
    case = case_under("handsfree", channel="mail")
    assert visit.get(f"/desk/c/{case.number}/").says("end customer")
