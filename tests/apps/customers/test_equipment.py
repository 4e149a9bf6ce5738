"""Equipment: added, changed, related, and as a sheet out and in."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.customers.commands import add_contract
from charterdesk.customers.equipment import asset_for, assets_like, relations_of
from charterdesk.customers.equipment_sheet import MOST_LINES, sheet_of, take_sheet
from charterdesk.customers.equipping import (
    About,
    add_asset,
    add_asset_type,
    add_licence_key,
    relate_assets,
    unrelate_assets,
)
from charterdesk.customers.models import Asset, AssetRelation, AssetType
from tests.apps.cast import MONDAY, ada, ben, organisation

pytestmark = pytest.mark.django_db
HEAD = "tag,customer,type,product,version,serial,licence key,warranty until,place"


def server() -> AssetType:
    """A type with two fields of its own."""
    return granted(
        add_asset_type(name="Server", own_fields=("Memory", "Disks"), by=DESK, at=MONDAY)
    )


def gate(tag: str = "gate-1", customer: str = "Customer Ltd", **about: object) -> Asset:
    """A server of a customer."""
    given = About(type=server(), **about)  # type: ignore[arg-type]  # names of its fields
    return granted(
        add_asset(organisation=organisation(customer), tag=tag, about=given, by=DESK, at=MONDAY)
    )


def taken(text: str, *, trial: bool = False) -> tuple[int, int, int]:
    """What became of the lines of a sheet."""
    done = take_sheet(text=text, trial=trial, by=ben(), at=MONDAY)
    assert done.faults == ()
    return done.added, done.changed, done.same


def faults(text: str) -> list[tuple[int, str]]:
    """What keeps the lines of a sheet out."""
    done = take_sheet(text=text, trial=False, by=ben(), at=MONDAY)
    return [(one.line, one.text) for one in done.faults]


def test_r_ter_11_equipment_is_kept_with_the_fields_of_its_type() -> None:
    gate(product="PBXware", version="7.1", own={"Memory": " 64 GB ", "Disks": " "})
    kept = asset_for(DESK, "gate-1")
    assert kept is not None
    assert (kept.product, kept.version, kept.own_values) == ("PBXware", "7.1", {"Memory": "64 GB"})


def test_a_field_of_no_type_is_refused() -> None:
    about = About(type=server(), own={"Wheels": "4"})
    done = add_asset(organisation=organisation(), tag="x", about=about, by=DESK, at=MONDAY)
    assert done == Refusal("Equipment of type Server has no field “Wheels”.", "own")


@pytest.mark.parametrize("tag", ["two words", "a/b", "", "x" * 41, "..", "-x"])
def test_a_tag_that_no_address_can_hold_is_refused(tag: str) -> None:
    about = About(type=server())
    done = add_asset(organisation=organisation(), tag=tag, about=about, by=DESK, at=MONDAY)
    assert isinstance(done, Refusal)
    assert done.field == "tag"


def test_another_customers_licence_key_is_refused() -> None:
    contract = granted(
        add_contract(
            organisation=organisation("Elsewhere Ltd"), charter="terrasoft", name="paid",
            valid_since=date(2026, 1, 1), by=DESK, at=MONDAY,
        )
    )  # fmt: skip
    granted(add_licence_key(contract=contract, number="K1", by=DESK, at=MONDAY))
    about = About(type=server(), licence_key="K1")
    done = add_asset(organisation=organisation(), tag="gate-1", about=about, by=DESK, at=MONDAY)
    assert isinstance(done, Refusal)
    assert "has no licence key “K1”" in done.text
    assert gate("gate-2", "Elsewhere Ltd", licence_key="k1").licence_key is not None


def test_a_type_gains_fields_and_loses_none() -> None:
    server()
    again = granted(add_asset_type(name="server", own_fields=("CPU", "Disks"), by=DESK, at=MONDAY))
    assert again.own_fields == ["Memory", "Disks", "CPU"]


def test_a_field_has_no_name_that_a_sheet_has_already() -> None:
    kind = server()
    done = add_asset_type(name="Server", own_fields=["Licence Key"], by=ben(), at=MONDAY)
    assert isinstance(done, Refusal)
    assert "“Licence Key” already" in done.text
    same = granted(add_asset_type(name="server", own_fields=["memory"], by=ben(), at=MONDAY))
    assert same.own_fields == kind.own_fields


def test_types_are_the_leads_to_name() -> None:
    with pytest.raises(PermissionDenied):
        add_asset_type(name="Server", own_fields=(), by=ada(), at=MONDAY)


def test_equipment_is_related_once_and_from_both_sides() -> None:
    one, other = gate(), gate("rack-1")
    relate = granted(relate_assets(asset=one, other="rack-1", kind="part of", by=DESK, at=MONDAY))
    assert relations_of(DESK, other) == [relate]
    back = granted(
        relate_assets(asset=other, other="gate-1", kind="connected to", by=DESK, at=MONDAY)
    )
    assert relations_of(DESK, one) == [back]
    unrelate_assets(asset=one, relation=back.pk, by=DESK, at=MONDAY)
    assert relations_of(DESK, one) == []


def test_equipment_is_not_related_to_itself_or_another_customers() -> None:
    one = gate()
    gate("far-1", "Elsewhere Ltd")
    for tag in ("gate-1", "far-1", "nothing"):
        done = relate_assets(asset=one, other=tag, kind="part of", by=DESK, at=MONDAY)
        assert isinstance(done, Refusal), tag


def test_equipment_is_found_by_its_words() -> None:
    one = gate(product="PBXware", serial="SN-77", place="Подвал")
    gate("other")
    for words in ("pbx", "sn-7", "подвал", "GATE"):
        assert assets_like(DESK, words) == [one], words


# --- sheets -----------------------------------------------------------------------------


def test_a_sheet_goes_out_and_in_again_unchanged() -> None:
    gate(
        product="=HYPERLINK(1)",
        place="@home",
        own={"Memory": "+64"},
        warranty_until=date(2027, 3, 31),
    )
    text = sheet_of(DESK)
    assert "'=HYPERLINK(1)" in text
    assert "'@home" in text
    assert "'+64" in text
    assert taken(text) == (0, 0, 1)


def test_relations_go_out_and_in_with_the_sheet() -> None:
    one, two = gate("gate-1"), gate("gate-2")
    granted(relate_assets(asset=one, other="gate-2", kind="part of", by=ada(), at=MONDAY))
    text = sheet_of(DESK)
    assert "part of gate-2" in text
    assert taken(text) == (0, 0, 2)
    unrelate_assets(asset=one, relation=one.relations.get().pk, by=ada(), at=MONDAY)
    assert taken(text) == (0, 1, 1)
    assert str(one.relations.get()) == "gate-1 part of gate-2"
    head = "tag,customer,type,relations"
    turned = f"{head}\ngate-2,Customer Ltd,Server,Replaces  gate-1\ngate-1,Customer Ltd,Server,"
    assert taken(turned) == (0, 2, 0)
    assert [str(each) for each in AssetRelation.objects.all()] == ["gate-2 replaces gate-1"]
    below = f"{head}\nnew-1,Customer Ltd,Server,part of new-2\nnew-2,Customer Ltd,Server,"
    assert taken(below, trial=True) == (2, 0, 0)
    assert taken(below) == (2, 0, 0)
    assert two.relations_back.count() == 0


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("beside gate-2", "“beside gate-2” is no relation"),
        ("part of", "“part of” is no relation"),
        ("part of elsewhere-1", "no equipment with the tag “elsewhere-1”"),
        ("part of gate-1", "no relation to itself"),
    ],
)
def test_a_wrong_relation_keeps_the_sheet_out(cell: str, why: str) -> None:
    gate("gate-1"), gate("elsewhere-1", "Else Ltd")
    ((line, said),) = faults(f"{HEAD},relations\ngate-1,Customer Ltd,Server,x,,,,,,{cell}")
    assert line == 2
    assert why in said
    assert asset_product("gate-1") == ""


def test_what_a_sheet_has_no_column_for_stays() -> None:
    one = gate(product="PBXware", place="Cellar", own={"Memory": "8 GB"})
    granted(relate_assets(asset=one, other=gate("gate-2").tag, kind="part of", by=ada(), at=MONDAY))
    assert taken("tag,customer,type,serial\ngate-1,Customer Ltd,Server,S-9") == (0, 1, 0)
    kept = asset_for(DESK, "gate-1")
    assert kept is not None
    assert (kept.product, kept.place, kept.serial) == ("PBXware", "Cellar", "S-9")
    assert kept.own_values == {"Memory": "8 GB"}
    assert kept.relations.count() == 1


def asset_product(tag: str) -> str:
    """What is kept of it."""
    return Asset.objects.get(tag=tag).product


def test_a_sheet_adds_and_changes() -> None:
    gate(product="PBXware")
    changed = "gate-1,customer ltd,SERVER,SERVERware,,,,,,"
    added = "new-1,Customer Ltd,Server,,,,,2027-03-31,,8 GB"
    text = f"{HEAD},Memory\n{changed}\n{added}"
    assert taken(text) == (1, 1, 0)
    kept = asset_for(DESK, "new-1")
    assert kept is not None
    assert kept.own_values == {"Memory": "8 GB"}


def test_a_trial_changes_nothing() -> None:
    server(), organisation()
    assert taken("tag;customer;type\nnew-1;Customer Ltd;Server\n", trial=True) == (1, 0, 0)
    assert not Asset.objects.exists()


def test_one_wrong_line_keeps_the_whole_sheet_out_and_each_is_named() -> None:
    server(), organisation()
    text = "\n".join(
        (
            f"{HEAD},Wheels",
            "ok-1,Customer Ltd,Server",
            "x-1,Nobody,Server",
            "",
            "x-2,Customer Ltd,Boat",
            "x-3,Customer Ltd,Server,,,,,31.13.2027",
            "ok-1,Customer Ltd,Server",
            "a b,Customer Ltd,Server",
            "x-4,Customer Ltd,Server,,,,,,,4",
            "x-5,Customer Ltd,Server,,,,NOKEY",
        )
    )
    found = faults(text)
    assert [line for line, _ in found] == [3, 5, 6, 7, 8, 9, 10]
    assert found[0][1] == "There is no customer “Nobody”."
    assert found[2][1] == "“31.13.2027” is no day: it wants the form 2027-03-31."
    assert not Asset.objects.exists()


def test_a_tag_of_another_customer_is_not_taken_over() -> None:
    gate(), organisation("Elsewhere Ltd")
    found = faults("tag,customer,type\ngate-1,Elsewhere Ltd,Server")
    assert found == [(2, "The tag “gate-1” belongs to Customer Ltd.")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tag,customer",
        "tag,customer,type",
        "tag,customer,type,type\na,b,c,d",
        'tag,customer,type\n"a',
        "\x00\x00",
        "tag,customer,type\n" + "x" * 200_000,
        'tag,customer,type,place\na,Customer Ltd,Server,"Cellar\nb,Customer Ltd,Server,Attic',
    ],
)
def test_a_sheet_that_is_none_says_why(text: str) -> None:
    server(), organisation()
    assert faults(text)


@pytest.mark.parametrize("heading", ["tag,customer,type,place", "tag,customer,type,place,,"])
def test_a_comma_without_quotation_marks_loses_no_cell(heading: str) -> None:
    server(), organisation()
    ((line, said),) = faults(
        f"{heading}\na,Customer Ltd,Server,Cellar,,\nb,Customer Ltd,Server,Paris, attic"
    )
    assert (line, said.partition(":")[0]) == (3, "This line has more cells than columns are named")
    assert taken(f"{heading}\na,Customer Ltd,Server,Cellar,,") == (1, 0, 0)


def test_a_day_may_stand_as_a_spreadsheet_rewrites_it() -> None:
    server(), organisation()
    head = "tag,customer,type,warranty until"
    assert taken(f"{head}\na,Customer Ltd,Server,05.03.2027") == (1, 0, 0)
    assert Asset.objects.get().warranty_until == date(2027, 3, 5)
    assert faults(f"{head}\na,Customer Ltd,Server,03/05/2027")


def test_what_no_database_keeps_is_left_out_of_a_sheet() -> None:
    server(), organisation()
    assert taken("tag,customer,type,serial\nx-1,Customer Ltd,Server,SN\x007") == (1, 0, 0)
    kept = asset_for(DESK, "x-1")
    assert kept is not None
    assert kept.serial == "SN7"


def test_a_sheet_has_an_end() -> None:
    lines = "\n".join(f"t{number},Customer Ltd,Server" for number in range(MOST_LINES + 1))
    assert faults(f"tag,customer,type\n{lines}") == [
        (MOST_LINES + 2, f"A sheet has at most {MOST_LINES} lines: split it.")
    ]


def test_a_sheet_is_the_leads_to_take_in() -> None:
    with pytest.raises(PermissionDenied):
        take_sheet(text=HEAD, trial=True, by=ada(), at=MONDAY)
