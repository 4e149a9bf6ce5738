"""A customer chooses what it is about from what their organisation has (R-TER-11, R-BIC-42)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands.tying import tie_asset
from charterdesk.cases.models import CaseAsset, Message
from charterdesk.customers.belongings import asset_named, belongings_of
from charterdesk.customers.equipping import About, add_asset, add_asset_type, add_licence_key
from charterdesk.customers.models import Asset, Contact, Organisation
from charterdesk.kit.wallclock import now
from tests.apps.cast import MONDAY, ben, cleo, dora
from tests.faces.portal_scene import asked_through, browser, contract, firm, only_case, served
from tests.faces.test_portal_opening import WORDS

pytestmark = pytest.mark.django_db


def thing(
    tag: str, *, of: Organisation | None = None, product: str = "", serial: str = "",
    place: str = "",
) -> Asset:  # fmt: skip
    """A piece of equipment, of Cleo's firm or of another."""
    kind = granted(add_asset_type(name="till", own_fields=(), by=DESK, at=MONDAY))
    about = About(type=kind, product=product, serial=serial, place=place)
    return granted(add_asset(organisation=of or firm(), tag=tag, about=about, by=ben(), at=now()))


def firm_of(contact: Contact) -> Organisation:
    """The contact's."""
    assert contact.organisation is not None
    return contact.organisation


def test_equipment_is_chosen_and_the_case_is_tied_to_it() -> None:
    served("terrasoft")
    one = thing("POS-2", product="Till 9", place="Counter two")
    thing("POS-3")
    visit = browser()
    first = visit.get("/open/")
    assert first.says("POS-2 · Till 9 · Counter two", "POS-3", "Something else")
    ready = asked_through(visit, **WORDS, equipment="POS-2", axis_0="question")
    assert ready.says("POS-2")
    visit.fill(ready.url, "/send/")
    tied = CaseAsset.objects.get()
    assert (tied.case, tied.asset, tied.by_contact, tied.by) == (only_case(), one, cleo(), None)
    assert "Equipment: POS-2" in Message.objects.get().text


def test_what_another_customer_has_is_neither_shown_nor_tied() -> None:
    served("terrasoft")
    thing("POS-2")
    thing("ELSE-1", of=firm_of(dora()), serial="S-77")
    visit = browser()
    assert not visit.get("/open/").says("ELSE-1")
    refused = visit.fill("/open/", "/open/", **{**WORDS, "equipment": "ELSE-1"})
    assert refused.status == 422
    ready = asked_through(
        visit, **WORDS, equipment="-", equipment_words="S-77", axis_0="question"
    )  # fmt: skip
    visit.fill(ready.url, "/send/")
    assert not CaseAsset.objects.exists()
    assert "Equipment: S-77" in Message.objects.get().text


def test_something_else_is_said_in_words_and_known_by_its_serial_number() -> None:
    served("terrasoft")
    one = thing("POS-2", serial="sn-0042")
    visit = browser()
    unsaid = visit.fill("/open/", "/open/", **{**WORDS, "equipment": "-"})
    assert unsaid.status == 422
    assert unsaid.says("Say in your words what it is.", 'value="Till two is slow"')
    ready = asked_through(visit, **WORDS, equipment_words="SN-0042", axis_0="question")
    visit.fill(ready.url, "/send/")
    assert CaseAsset.objects.get().asset == one


def test_words_that_mean_two_pieces_tie_neither() -> None:
    thing("POS-2", serial="same")
    thing("POS-3", serial="same")
    assert asset_named(cleo(), "same") is None
    assert asset_named(cleo(), "pos-3") == Asset.objects.get(tag="POS-3")


def test_products_are_those_of_equipment_and_of_licence_keys_that_hold() -> None:
    served("bicom")
    holds = contract("support", "bicom")
    gone = contract("maintenance", "bicom")
    gone.valid_until = (now() - timedelta(days=2)).date()
    gone.save()
    granted(add_licence_key(contract=holds, number="K 1", product="PBX", by=ben(), at=now()))
    granted(add_licence_key(contract=gone, number="K 2", product="Old PBX", by=ben(), at=now()))
    thing("GW-1", product="Gateway")
    thing("GW-2", product="Gateway")
    assert belongings_of(cleo(), now()).products == ("Gateway", "PBX")
    assert browser().get("/open/").says("Which product?", "Gateway", "PBX")


def test_the_product_of_the_chosen_equipment_need_not_be_said_again() -> None:
    served("bicom")
    contract("support", "bicom")
    thing("GW-1", product="Gateway")
    thing("XX-1")
    visit = browser()
    words = {"subject": "No tone", "text": "None."}
    unsaid = visit.fill("/open/", "/open/", **words, equipment="XX-1")
    assert unsaid.status == 422
    assert unsaid.says("Choose the product, or say in your words what it is.")
    assert asked_through(visit, **words, equipment="GW-1").says("Gateway", "GW-1")


def test_many_pieces_are_a_list_to_pick_from_and_what_was_chosen_is_there_again() -> None:
    served("corner")
    for number in range(8):
        thing(f"POS-{number}")
    visit = browser()
    details = asked_through(visit, upto="details", **WORDS, equipment="POS-5")
    back = visit.get(details.url.replace("/details/", "/what/"))
    assert back.says('<option value="POS-5" selected>')


def test_a_customer_without_equipment_is_asked_in_words_where_the_charter_asks() -> None:
    served("terrasoft")
    assert browser().get("/open/").says('name="equipment" type="text"')
    served("corner")
    assert not browser().get("/open/").says('name="equipment"')


def test_a_contact_ties_no_case_that_is_not_theirs_and_nothing_of_another_firm() -> None:
    served("corner")
    visit = browser()
    visit.fill(asked_through(visit, **WORDS).url, "/send/")
    mine, others = thing("POS-1"), thing("ELSE-1", of=firm_of(dora()))
    for asset, by in ((others, cleo()), (others, dora()), (mine, dora())):
        with pytest.raises(PermissionDenied):
            tie_asset(case=only_case(), asset=asset, by=by, at=now())
    assert not CaseAsset.objects.exists()
