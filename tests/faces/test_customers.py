"""Customers in the desk: add them, their contacts, addresses and contracts; who may do that."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case
from charterdesk.customers.commands import add_contact, add_contract
from charterdesk.customers.models import (
    Address,
    Asset,
    AssetType,
    Contact,
    Contract,
    Organisation,
)
from charterdesk.kit.wallclock import now
from tests.apps.cast import CLEO_ADDRESS, DORA_ADDRESS, ada, ben, charter, cleo, dora, organisation
from tests.faces.desk_scene import case_of, eve
from tests.faces.visiting import Visit

NEW = {
    "org-name": "Northern Lamps",
    "org-charter": "terrasoft",
    "org-zone": "Europe/Paris",
    "org-language": "ru",
}


@pytest.fixture
def lead(visit: Visit) -> Visit:
    """Ben, who may change customers and contracts."""
    return visit.as_(ben())


def page_of(one: Organisation, below: str = "") -> str:
    """The address of a customer's page, or of a form on it."""
    return f"/desk/orgs/{one.pk}/{below}"


def contract() -> Contract:
    """A gold contract of Cleo's firm, which has no end."""
    return granted(
        add_contract(
            organisation=organisation(), charter="terrasoft", name="paid", level="gold",
            number="S-7", valid_since=date(2026, 1, 1), by=DESK, at=now(),
        )
    )  # fmt: skip


# --- the list ---------------------------------------------------------------------------


def test_customers_are_listed_and_found_by_name(visit: Visit) -> None:
    cleo(), dora()
    assert visit.get("/desk/orgs/").says("2 customers", "Customer Ltd", "Elsewhere Ltd", "roxen")
    found = visit.get("/desk/orgs/?q=CUSTOMER")
    assert found.says("1 customer", "Customer Ltd")
    assert "Elsewhere Ltd" not in found.text


def test_a_cyrillic_name_is_found_in_any_case_of_letters(visit: Visit) -> None:
    organisation("Ромашка")
    assert visit.get("/desk/orgs/?q=ромашка").says("1 customer", "Ромашка")


def test_a_search_for_nobody_says_so(visit: Visit) -> None:
    cleo()
    assert visit.get("/desk/orgs/?q=unicorn").says("No customer has these words in its name.")


def test_a_long_list_goes_on_page_by_page(visit: Visit) -> None:
    """Each page costs as many queries as the first; a mark that is none begins at the start."""
    Organisation.objects.bulk_create(Organisation(name=f"Firm {n:03}") for n in range(101))
    first = visit.get("/desk/orgs/?q=firm")
    assert first.says("Firm 049", "Next page")
    assert "Firm 050" not in first.text
    url, names = next_of(first.text), []
    while url:
        page = visit.get(url)
        names += re.findall(r">(Firm \d{3})<", page.text)
        url = next_of(page.text)
    assert names == [f"Firm {n:03}" for n in range(50, 101)]
    assert visit.get("/desk/orgs/?q=firm&after=x").says("Firm 000")


def next_of(text: str) -> str:
    """The address of the page behind; "" on the last one."""
    found = re.search(r'href="([^"]*)" rel="next"', text)
    return found[1].replace("&amp;", "&") if found else ""


def test_contacts_and_cases_of_a_large_customer_go_on_page_by_page(visit: Visit) -> None:
    """Those who ask no more come last; the page asks as much as that of a small customer."""
    one, work = cleo().organisation, case_of("terrasoft")
    assert one is not None
    small = queries_of(visit, page_of(one))
    rows = [
        Contact(organisation=one, name=f"Person {n:02}", is_active=n > 0) for n in range(30)
    ]  # fmt: skip
    Contact.objects.bulk_create(rows)
    kind = AssetType.objects.create(name="Server")
    Asset.objects.bulk_create(
        Asset(tag=f"srv-{n:02}", organisation=one, type=kind) for n in range(30)
    )
    Case.objects.bulk_create(copied(work, n) for n in range(30))
    assert queries_of(visit, page_of(one)) <= small + 1
    page = visit.get(page_of(one))
    assert page.says("Person 24", "srv-24", "All equipment of this customer")
    assert "Person 25" not in page.text
    assert "srv-25" not in page.text
    later = re.search(r'href="([^"]*contacts=[^"]*)" rel="next"', page.text)
    assert later is not None
    rest = visit.get(later[1].replace("&amp;", "&")).text
    assert rest.index("Person 29") < rest.index("Person 00")
    assert "Person 24" not in rest
    behind = re.search(r'href="([^"]*after=[^"]*)" rel="next"', page.text)
    assert behind is not None
    shown = [cases_on(page.text), cases_on(visit.get(behind[1].replace("&amp;", "&")).text)]
    assert [len(each) for each in shown] == [25, 6]
    assert not set(shown[0]) & set(shown[1])


def cases_on(text: str) -> list[str]:
    """The numbers of the cases in the page's list."""
    return re.findall(r'id="row-([^"]*)"', text)


def copied(case: Case, number: int) -> Case:
    """The same case again under another number, as far as a list shows it."""
    row = Case.objects.get(pk=case.pk)
    row.pk, row.number = None, f"{case.number}-{number}"
    row.next_wake_at = row.wake_copy_at = None
    return row


def queries_of(visit: Visit, url: str) -> int:
    """How many queries the page takes, once what a process keeps is kept."""
    visit.get(url)
    with CaptureQueriesContext(connection) as captured:
        visit.get(url)
    return len(captured)


# --- adding -----------------------------------------------------------------------------


def test_a_lead_adds_a_customer(lead: Visit) -> None:
    charter("terrasoft", at=now())
    page = lead.post("/desk/orgs/", **NEW, **{"org-person": ada().pk})
    one = Organisation.objects.get()
    assert page.url == page_of(one)
    assert page.says("The customer is added.", "Northern Lamps", "Europe/Paris", "Русский")
    assert (one.charter, one.account_manager) == ("terrasoft", ada())


def test_a_new_customer_begins_with_what_is_likely(lead: Visit) -> None:
    charter("terrasoft", at=now())
    asked = lead.get("/desk/orgs/").form.to("/desk/orgs/").values
    assert (asked["org-charter"], asked["org-zone"]) == ("terrasoft", "Europe/Moscow")
    charter("roxen", at=now())
    asked = lead.get("/desk/orgs/").form.to("/desk/orgs/").values
    assert (asked["org-charter"], asked["org-zone"]) == ("", ben().zone)


def test_a_name_that_is_taken_is_refused_with_everything_kept(lead: Visit) -> None:
    charter("terrasoft", at=now())
    organisation("Northern Lamps")
    page = lead.post("/desk/orgs/", **NEW)
    assert page.status == 422
    assert page.says("“Northern Lamps” is taken already", "Nothing was changed.")
    kept = page.form.to("/desk/orgs/").values
    assert {name: kept[name] for name in NEW} == NEW


def test_a_customer_without_a_name_is_refused(lead: Visit) -> None:
    page = lead.post("/desk/orgs/", **{**NEW, "org-name": " ", "org-charter": ""})
    assert page.status == 422
    assert page.says("Name of the customer: ", "aria-invalid")
    assert not Organisation.objects.exists()


def test_an_agent_adds_a_contact_by_an_address(visit: Visit) -> None:
    one = organisation()
    data = {"contact-name": "Dan Oak", "contact-address": "Dan@Customer.example"}
    page = visit.post(page_of(one, "contact/"), **data, **{"contact-is_authorised": "on"})
    assert page.says("The contact is added.", "Dan Oak", "dan@customer.example")
    assert Contact.objects.get(name="Dan Oak", organisation=one).is_authorised


def test_an_address_of_somebody_else_is_refused_with_everything_kept(visit: Visit) -> None:
    dora()
    one = organisation()
    data = {"contact-name": "Dan Oak", "contact-address": DORA_ADDRESS, "contact-phone": "+46 1"}
    page = visit.post(page_of(one, "contact/"), **data)
    assert page.status == 422
    assert page.says("is already registered, by Dora Elm")
    kept = page.form.to("contact/").values
    assert {name: kept[name] for name in data} == data
    assert not Contact.objects.filter(name="Dan Oak").exists()


def test_a_further_address_is_registered(visit: Visit) -> None:
    contact = cleo()
    url = page_of(organisation(), f"address/{contact.pk}/")
    page = visit.post(url, **{f"contact{contact.pk}-address": "lind@home.example"})
    assert page.says("The address is registered.", CLEO_ADDRESS, "lind@home.example")


def test_what_is_no_address_is_refused_and_the_form_stays_open(visit: Visit) -> None:
    contact = cleo()
    url = page_of(organisation(), f"address/{contact.pk}/")
    page = visit.post(url, **{f"contact{contact.pk}-address": "at home"})
    assert page.status == 422
    assert page.says("is no mail address", 'value="at home"', f'id="contact-{contact.pk}" open')
    assert Address.objects.count() == 1


def test_a_contact_asks_no_more(visit: Visit) -> None:
    contact = cleo()
    url = page_of(organisation(), f"silence/{contact.pk}/")
    assert visit.post(url).says("counts as a stranger", "asks no more")
    assert not Contact.objects.get(pk=contact.pk).is_active
    assert visit.post(url).status == 404


def test_a_lead_adds_a_contract_in_the_charters_words(lead: Visit) -> None:
    charter("terrasoft", at=now())
    one = organisation()
    data = {
        "contract-word": "terrasoft|paid|gold", "contract-number": "S-7",
        "contract-since": "2026-01-01", "contract-until": "2027-01-01",
    }  # fmt: skip
    page = lead.post(page_of(one, "contract/"), **data)
    assert page.says("The contract is added.", "paid, gold", "S-7", "2027-01-01")
    made = Contract.objects.get(organisation=one)
    assert (made.charter, made.name, made.level) == ("terrasoft", "paid", "gold")


def test_a_contract_that_ends_before_it_begins_is_refused_and_kept(lead: Visit) -> None:
    charter("terrasoft", at=now())
    data = {
        "contract-word": "terrasoft|paid|silver", "contract-number": "S-8",
        "contract-since": "2026-05-01", "contract-until": "2026-04-01",
    }  # fmt: skip
    page = lead.post(page_of(organisation(), "contract/"), **data)
    assert page.status == 422
    assert page.says("A contract ends after the day on which it begins.")
    kept = page.form.to("contract/").values
    assert {name: kept[name] for name in data} == data
    assert not Contract.objects.exists()


def test_words_that_no_charter_has_make_no_contract(lead: Visit) -> None:
    charter("terrasoft", at=now())
    data = {"contract-word": "terrasoft|paid|platinum", "contract-since": "2026-05-01"}
    assert lead.post(page_of(organisation(), "contract/"), **data).status == 422
    assert not Contract.objects.exists()


def test_a_contract_is_ended(lead: Visit) -> None:
    one = contract()
    url = page_of(organisation(), f"end/{one.pk}/")
    page = lead.post(url, **{f"contract{one.pk}-on": "2026-12-01"})
    assert page.says("The contract&#39;s end is set.", "2026-12-01")
    refused = lead.post(url, **{f"contract{one.pk}-on": "2025-12-01"})
    assert refused.status == 422
    assert Contract.objects.get().valid_until == date(2026, 12, 1)


def test_an_account_manager_is_assigned_and_taken_away(lead: Visit) -> None:
    one = organisation()
    lead.post(page_of(one, "manager/"), **{"manager-person": ada().pk})
    assert Organisation.objects.get().account_manager == ada()
    assert lead.fill(page_of(one), "manager/").says("The account manager is set.", "Ada Ek")
    lead.post(page_of(one, "manager/"), **{"manager-person": ""})
    assert Organisation.objects.get().account_manager is None


# --- who may ----------------------------------------------------------------------------


@pytest.mark.parametrize("below", ["contract/", "end/1/", "manager/"])
def test_an_agent_may_not_change_contracts(visit: Visit, below: str) -> None:
    one = organisation()
    page = visit.get(page_of(one))
    assert page.says("Only an administrator or the lead of a team may change customers")
    assert below not in page.text
    assert visit.post(page_of(one, below)).status == 403


def test_an_agent_may_not_add_a_customer(visit: Visit) -> None:
    assert "org-name" not in visit.get("/desk/orgs/").text
    assert visit.post("/desk/orgs/", **NEW).status == 403
    assert not Organisation.objects.exists()


def test_a_stranger_is_asked_to_sign_in(visit: Visit) -> None:
    one = organisation()
    visit.client.logout()
    assert visit.get(page_of(one)).url.startswith("/sign-in/")
    visit.post(page_of(one, "contact/"), **{"contact-name": "X", "contact-address": "x@x.example"})
    assert not Contact.objects.exists()


def test_contacts_and_contracts_of_another_customer_are_not_found(lead: Visit) -> None:
    contact, one, other = cleo(), contract(), dora().organisation
    assert other is not None
    assert lead.post(page_of(other, f"silence/{contact.pk}/")).status == 404
    assert lead.post(page_of(other, f"address/{contact.pk}/")).status == 404
    assert lead.post(page_of(other, f"end/{one.pk}/")).status == 404
    assert lead.get("/desk/orgs/999999/").status == 404


def test_open_cases_are_shown_to_those_who_may_see_them(visit: Visit) -> None:
    case = case_of(subject="Fire in the engine")
    one = organisation()
    assert visit.get(page_of(one)).says(case.number, f"/desk/c/{case.number}/?from=/desk/orgs/")
    assert visit.as_(eve()).get(page_of(one)).says("No open case that you may see.")


# --- cost -------------------------------------------------------------------------------


def queries(visit: Visit, url: str) -> int:
    """How often the page asks the database, once who is on duty is known."""
    visit.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert visit.get(url).status == 200
    return len(asked)


def test_many_contacts_cost_no_more_queries_than_one(lead: Visit) -> None:
    charter("terrasoft", at=now())
    cleo(), contract()
    one = organisation()
    few = queries(lead, page_of(one))
    for number in range(5):
        contract()
        address = f"c{number}@customer.example"
        granted(
            add_contact(name=f"C {number}", address=address, organisation=one, by=DESK, at=now())
        )
    assert queries(lead, page_of(one)) == few
    assert few <= 22
