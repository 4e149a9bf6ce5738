"""Equipment at the desk: on the customer's page, its own page, a case, in search and on sheets."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case, CaseAsset
from charterdesk.customers.commands import add_contract
from charterdesk.customers.equipping import About, add_asset, add_asset_type
from charterdesk.customers.models import Asset, Contract
from charterdesk.kit.wallclock import now
from tests.apps.cast import ben, charter, cleo, organisation
from tests.faces.desk_scene import case_of, eve
from tests.faces.visiting import Visit


@pytest.fixture
def lead(visit: Visit) -> Visit:
    """Ben, who may name types and take in sheets."""
    return visit.as_(ben())


def gate(tag: str = "gate-1", customer: str = "Customer Ltd") -> Asset:
    """A server of a customer, with a field of its own."""
    kind = granted(add_asset_type(name="Server", own_fields=("Memory",), by=DESK, at=now()))
    about = About(type=kind, product="PBXware", serial="SN-77", own={"Memory": "64 GB"})
    one = organisation(customer)
    return granted(add_asset(organisation=one, tag=tag, about=about, by=DESK, at=now()))


def contract(days: int) -> Contract:
    """A contract of Cleo's customer that ends so many of their days from today."""
    firm = organisation()
    today = now().astimezone(ZoneInfo(firm.zone)).date()
    return granted(
        add_contract(
            organisation=firm, charter="terrasoft", name="paid", number="S-7",
            valid_since=date(2026, 1, 1), valid_until=today + timedelta(days=days),
            by=DESK, at=now(),
        )
    )  # fmt: skip


def test_equipment_is_added_on_the_customers_page(visit: Visit) -> None:
    gate()
    kind = Asset.objects.get().type
    url = f"/desk/orgs/{organisation().pk}/"
    page = visit.fill(url, "asset/", **{"asset-tag": "gate-2", "asset-type": kind.pk})
    assert page.url == "/desk/assets/gate-2/"
    assert page.says("The equipment is added.", "Memory")
    assert visit.get(url).says("gate-1", "gate-2", "SN-77")


def test_equipment_with_a_tag_that_is_taken_is_refused_with_everything_kept(visit: Visit) -> None:
    one = gate()
    data = {"asset-tag": "gate-1", "asset-type": one.type_id, "asset-product": "SERVERware"}
    page = visit.post(f"/desk/orgs/{organisation().pk}/asset/", **data)
    assert page.status == 422
    assert page.says(
        "Tag “gate-1” is taken already", 'value="SERVERware"', 'id="add-equipment" open'
    )


def test_a_licence_key_is_added_and_finds_its_customer(visit: Visit) -> None:
    cleo()
    one = contract(300)
    url = f"/desk/orgs/{organisation().pk}/"
    page = visit.fill(url, "key/", **{"key-number": "ab 12", "key-contract": one.pk})
    assert page.says("The licence key is added.", "AB12", "S-7 (paid)")
    assert visit.get("/desk/search/?q=ab12&in=customers").says("Customer Ltd")
    again = visit.post(f"{url}key/", **{"key-number": "AB12", "key-contract": one.pk})
    assert again.status == 422
    assert again.says("is taken already")


def test_a_piece_of_equipment_is_changed(visit: Visit) -> None:
    gate()
    page = visit.fill("/desk/assets/gate-1/", "/desk/assets/gate-1/", **{"asset-own0": "128 GB"})
    assert page.says("The equipment is changed.", "128 GB", "SN-77")


def test_relations_are_kept_and_taken_off(visit: Visit) -> None:
    gate(), gate("rack-1")
    page = visit.fill("/desk/assets/gate-1/", "relate/", **{"relate-other": "rack-1"})
    assert page.says("The relation is kept.", "is part of", "rack-1")
    assert visit.get("/desk/assets/rack-1/").says("has as a part", "gate-1")
    page = visit.fill("/desk/assets/rack-1/", "unrelate/")
    assert page.says("The relation is taken off.", "It stands alone.")


def test_r_ter_11_a_case_is_tied_to_equipment_and_stands_in_its_history(visit: Visit) -> None:
    one, case = gate(), case_of()
    url = f"/desk/c/{case.number}/equipment/"
    page = visit.fill(url, url, asset="gate-1")
    assert page.says("The case is about gate-1.", "/desk/assets/gate-1/")
    assert visit.get("/desk/assets/gate-1/").says(case.number)
    assert CaseAsset.objects.get().asset == one
    assert visit.post(url, asset="", tag="").says("The case is about no equipment.")
    assert not CaseAsset.objects.exists()


def test_a_case_is_not_tied_to_what_is_not_there(visit: Visit) -> None:
    case = case_of()
    page = visit.post(f"/desk/c/{case.number}/equipment/", asset="", tag="nothing")
    assert page.status == 422
    assert page.says("There is no equipment with the tag “nothing”.", 'value="nothing"')


def test_a_case_out_of_sight_is_not_tied_and_not_shown(visit: Visit) -> None:
    one, case = gate(), case_of()
    CaseAsset.objects.create(case=case, asset=one, by=ben(), at=now())
    visit.as_(eve())
    assert visit.post(f"/desk/c/{case.number}/equipment/", asset="", tag="").status == 404
    assert case.number not in visit.get("/desk/assets/gate-1/").text
    assert CaseAsset.objects.exists()


def test_search_finds_equipment_and_says_why(visit: Visit) -> None:
    gate()
    page = visit.get("/desk/search/?q=sn-77&in=equipment")
    assert page.says("gate-1", "Customer Ltd · Server · PBXware · SN-77", "Equipment 1")


def test_a_lead_names_a_type(lead: Visit) -> None:
    page = lead.fill(
        "/desk/equipment/", "type/", **{"type-name": "Phone", "type-own_fields": "Line, Room"}
    )
    assert page.says("The type is kept.", "Phone", "Line, Room")


def test_an_agent_sees_why_types_are_not_theirs(visit: Visit) -> None:
    assert visit.get("/desk/equipment/").says("Only an administrator or the lead of a team")
    assert visit.post("/desk/equipment/type/", **{"type-name": "Phone"}).status == 403
    assert visit.post("/desk/equipment/sheet/", text="tag").status == 403


def test_a_sheet_is_tried_then_taken_in(lead: Visit) -> None:
    gate()
    text = "tag,customer,type\nnew-1,Customer Ltd,Server"
    page = lead.post("/desk/equipment/sheet/", text=text, **{"try": "on"})
    assert page.says("The sheet is right, and nothing was changed yet.", "Added: 1", "new-1")
    assert Asset.objects.count() == 1
    assert lead.post("/desk/equipment/sheet/", text=text, take="on").says("Added: 1. Changed: 0.")
    assert Asset.objects.count() == 2


def test_a_wrong_sheet_names_its_lines_and_keeps_what_was_pasted(lead: Visit) -> None:
    text = "tag,customer,type\nnew-1,Nobody,Server"
    page = lead.post("/desk/equipment/sheet/", text=text, take="on")
    assert page.status == 422
    assert page.says("Line 2: There is no customer “Nobody”.", "new-1,Nobody,Server")


def test_a_sheet_is_one_file(lead: Visit) -> None:
    page = lead.get("/desk/equipment/sheet/").text
    assert 'type="file"' in page
    assert "multiple" not in page


def test_a_file_that_is_no_text_is_refused(lead: Visit) -> None:
    file = SimpleUploadedFile("a.csv", b"\xff\xfe\x00t")
    page = lead.post("/desk/equipment/sheet/", file=file, take="on")
    assert page.status == 422
    assert page.says("The file is not UTF-8 text")


def test_all_equipment_goes_out_as_a_sheet(visit: Visit) -> None:
    gate()
    answer = visit.get("/desk/equipment.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.says("gate-1,Customer Ltd,Server,PBXware,,SN-77,,,,,64 GB")


@pytest.mark.parametrize(
    ("days", "said"),
    [(31, ""), (30, "ends in 30 days"), (7, "ends in 7 days: renew it now"), (0, "over")],
)
def test_the_end_of_a_contract_is_told_early(visit: Visit, days: int, said: str) -> None:
    charter("terrasoft", at=now())
    contract(days)
    page = visit.get(f"/desk/orgs/{organisation().pk}/")
    assert page.says(said)
    assert ("ends in" in page.text) == said.startswith("ends in")


def test_equipment_goes_on_page_by_page_and_is_narrowed_to_a_customer(lead: Visit) -> None:
    kind, mine, other = gate().type, organisation(), organisation("Elsewhere Ltd")
    Asset.objects.bulk_create(
        Asset(tag=f"srv-{n:03}", organisation=(mine, other)[n % 2], type=kind, place="Halle Ö")
        for n in range(110)
    )
    first = lead.get("/desk/equipment/?q=halle ö")
    assert first.says("srv-049", "Next page")
    assert "srv-050" not in first.text
    theirs = lead.get(f"/desk/equipment/?q=srv&customer={other.pk}")
    assert theirs.says("Elsewhere Ltd", "srv-099")
    assert "srv-098" not in theirs.text
    last = Asset.objects.get(tag="srv-099")
    rest = lead.get(f"/desk/equipment/?q=srv&customer={other.pk}&after={last.pk}")
    assert rest.says("srv-101", "srv-109", "First page")
    assert "srv-099" not in rest.text


@pytest.mark.parametrize("words", ["GATE-1", "pbxw", "sn-77", "customer l", "serv"])
def test_equipment_is_found_by_tag_product_serial_customer_and_type(
    lead: Visit, words: str
) -> None:  # fmt: skip
    gate()
    assert lead.get(f"/desk/equipment/?q={words}").says("gate-1")


def test_cases_of_a_piece_go_on_page_by_page(lead: Visit) -> None:
    one, work = gate(), case_of("terrasoft")
    rows = []
    for n in range(30):
        row = Case.objects.get(pk=work.pk)
        row.pk, row.number, row.next_wake_at, row.wake_copy_at = None, f"{n:02}-about", None, None
        rows.append(row)
    made = Case.objects.bulk_create(rows)
    CaseAsset.objects.bulk_create(
        CaseAsset(case=row, asset=one, by=ben(), at=now()) for row in made
    )
    first = lead.get(f"/desk/assets/{one.tag}/")
    assert first.says("29-about", "05-about", "Next page")
    assert "04-about" not in first.text
    rest = lead.get(f"/desk/assets/{one.tag}/?after={made[5].pk}")
    assert rest.says("04-about", "00-about", "First page")
    assert "05-about" not in rest.text
