"""Customers as the pages would hand them over."""

from typing import Final

from charterdesk.desk.customer_values import (
    Adder,
    ContactRow,
    ContractRow,
    OrganisationPage,
    OrganisationRow,
    OrganisationsPage,
)
from charterdesk.desk.values import QueuePage
from charterdesk.look.values import Action, Field, Option, Refusal
from tests.look.samples import ROWS

_WORDS: Final = (Option("", "choose the contract"), Option("e|paid|gold", "Example: paid, gold"))
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
        ),
        ContractRow("paid", "example", "", "2025-01-01", "2026-01-01"),
    ),
    cases=QueuePage("customer", "Example Ltd", "", "/desk/orgs/1/", ROWS),
    manager=Adder("/desk/orgs/1/manager/", (Field("manager-person", "Manager", "select"),)),
    contact=Adder("/desk/orgs/1/contact/", (Field("contact-name", "Name", required=True),)),
    contract=Adder(
        "/desk/orgs/1/contract/", (Field("contract-word", "Contract", "select", options=_WORDS),)
    ),
    more="The first 100 are shown.",
    back_url="/desk/orgs/",
    refusal=Refusal("“cleo@” is no mail address: it wants name@host."),
)  # fmt: skip
