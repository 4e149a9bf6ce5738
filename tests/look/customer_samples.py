"""Customers as the pages would hand them over."""

from dataclasses import replace
from typing import Final

from charterdesk.desk.customer_values import (
    Adder,
    AssetRow,
    ContactRow,
    ContractRow,
    KeyRow,
    OrganisationPage,
    OrganisationRow,
    OrganisationsPage,
    SystemLine,
)
from charterdesk.desk.equipment_values import (
    AssetPage,
    EquipmentPage,
    RelationRow,
    SheetPage,
    TiePage,
    TypeRow,
)
from charterdesk.desk.values import QueuePage
from charterdesk.look.values import Action, Field, Link, Option, Pager, Refusal
from tests.look.samples import ROWS

_WORDS: Final = (Option("", "choose the contract"), Option("e|paid|gold", "Example: paid, gold"))
ASSETS: Final = (
    AssetRow(
        "gate-1", "/desk/assets/gate-1/", "Server", "PBXware 7.1", "SN-1", "Cellar",
        "2026-01-01, over", "Example Ltd", "/desk/orgs/1/",
    ),
    AssetRow(
        "gate-2", "/desk/assets/gate-2/", "Server", "", "", "", "", "Example Ltd", "/desk/orgs/1/"
    ),
)  # fmt: skip
EQUIPMENT: Final = EquipmentPage(
    sentence="2 pieces of equipment", query="", action="/desk/equipment/", rows=ASSETS,
    types=(TypeRow("Server", "Memory, Disks"), TypeRow("Phone", "")),
    adding=Adder("/desk/equipment/type/", (Field("type-name", "Type", required=True),)),
    csv_url="/desk/equipment.csv", sheet_url="/desk/equipment/sheet/",
)  # fmt: skip
NO_EQUIPMENT: Final = replace(
    EQUIPMENT, rows=(), types=(), adding=Adder("/"), empty="No equipment yet.",
    reason="Only an administrator or the lead of a team may change customers and contracts.",
)  # fmt: skip
SHEET: Final = SheetPage(
    action="/desk/equipment/sheet/", back_url="/desk/equipment/", columns="tag, customer, type",
    fields=(Field("file", "A CSV file", "file"), Field("text", "Or its lines", "textarea")),
    sentence="Added: 2. Changed: 1. As they were: 0.",
)  # fmt: skip
WRONG_SHEET: Final = replace(SHEET, faults=((3, "There is no customer “X”."),))
SYSTEMS: Final = (
    SystemLine(
        "Exchange", "pbx.example.com: not open: 443", "Tried Mon 16 November, for case ROX-1.",
        Link("ROX-1", "/desk/c/ROX-1/access/"), Link("gate-1", "/desk/assets/gate-1/"),
    ),
    SystemLine("Old exchange", "old.example.com", "Its ports were never tried from here."),
)  # fmt: skip
ASSET: Final = AssetPage(
    tag="gate-1", sentence="Server PBXware 7.1", customer=Link("Example Ltd", "/desk/orgs/1/"),
    facts=(("Type", "Server"), ("Memory", "64 GB")),
    relations=(
        RelationRow(
            "is part of", Link("rack-1", "/desk/assets/rack-1/", "Rack"),
            Action("unrelate-1", "take off", "/desk/assets/gate-1/unrelate/1/", method="post"),
        ),
    ),
    change=Adder("/desk/assets/gate-1/", (Field("asset-product", "Product"),)),
    relate=Adder("/desk/assets/gate-1/relate/", (Field("relate-other", "Tag of the other"),)),
    cases=QueuePage("asset", "gate-1", "", "/desk/assets/gate-1/", ROWS, sort="updated"),
    systems=SYSTEMS,
)  # fmt: skip
LONE_ASSET: Final = replace(
    ASSET, relations=(), open=True, refusal=Refusal("Something is missing or wrong."),
    cases=QueuePage("asset", "gate-1", "", "/desk/assets/gate-1/", ()),
)  # fmt: skip
CASE_ASSET: Final = TiePage(
    ref="ROX-1", subject="No dial tone", action="/desk/c/ROX-1/equipment/",
    back_url="/desk/c/ROX-1/", note="The desk doesn't know the customer of this case.",
    fields=(Field("tag", "Or the tag of another"),),
)  # fmt: skip
ORGS: Final = OrganisationsPage(
    "2 customers", "",
    (
        OrganisationRow("Example Ltd", "/desk/orgs/1/", "example", "Ada Ivanova", "Europe/Paris"),
        OrganisationRow("Sample & Sons", "/desk/orgs/2/", "none", "nobody", "UTC"),
    ),
    action="/desk/orgs/",
    fields=(Field("org-name", "Name of the customer", required=True),),
)  # fmt: skip
NO_ORGS: Final = OrganisationsPage(
    "0 customers", "x", empty="No customer has these words in its name.", action="/desk/orgs/",
    reason="Only an administrator or the lead of a team may change customers and contracts.",
)  # fmt: skip
ORG: Final = OrganisationPage(
    name="Example Ltd",
    facts=(("Charter", "example"), ("Time zone", "Europe/Paris"), ("Account manager", "nobody")),
    contacts=(
        ContactRow(
            1, "Cleo Example", "+7 900 000 00 01", "authorised", ("cleo@example.com",),
            "/desk/orgs/1/address/1/",
            (Field("contact1-address", "Further mail address", "email", "cleo@", required=True,
                   errors=("Enter a mail address.",)),),
            Action("silence", "Asks no more", "/desk/orgs/1/silence/1/", method="post"), True,
        ),
        ContactRow(2, "Dan Example", "", "asks no more", ()),
    ),
    contracts=(
        ContractRow(
            "paid, gold", "example", "S-1", "2026-01-01", "", "/desk/orgs/1/end/1/",
            (Field("contract1-on", "S-1 ends before", "date", required=True),),
            warning="ends in 6 days: renew it now",
        ),
        ContractRow("paid", "example", "", "2025-01-01", "2026-01-01"),
    ),
    cases=QueuePage("customer", "Example Ltd", "", "/desk/orgs/1/", ROWS),
    manager=Adder("/desk/orgs/1/manager/", (Field("manager-person", "Manager", "select"),)),
    contact=Adder("/desk/orgs/1/contact/", (Field("contact-name", "Name", required=True),)),
    contract=Adder(
        "/desk/orgs/1/contract/", (Field("contract-word", "Contract", "select", options=_WORDS),)
    ),
    asset=Adder("/desk/orgs/1/asset/", (Field("asset-tag", "Tag", required=True),)),
    key=Adder("/desk/orgs/1/key/", (Field("key-number", "Licence key", required=True),)),
    assets=ASSETS,
    systems=SYSTEMS,
    keys=(KeyRow("A-1", "S-1 (paid, gold)", "PBXware", "2027-01-01"), KeyRow("C", "paid", "", "")),
    key_open=True,
    contact_pager=Pager("", "/desk/orgs/1/", "/desk/orgs/1/?contacts=9"),
    all_assets="/desk/equipment/?customer=1",
    back_url="/desk/orgs/",
    refusal=Refusal("“cleo@” is no mail address: it wants name@host."),
)  # fmt: skip
