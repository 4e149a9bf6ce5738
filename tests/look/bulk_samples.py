"""Samples of what an act on many cases still asks for."""

from dataclasses import replace
from typing import Final

from charterdesk.desk.bulk_merge_values import BulkMergePage, MergeChoice
from charterdesk.desk.bulk_values import BulkMorePage
from charterdesk.desk.values import Fact
from charterdesk.look.values import Field, Link, Option

WHEN: Final = Field(
    "when", "Until", "radio",
    options=(
        Option("soon", "In three hours: Thu 12 Mar, 14:00 MSK"),
        Option("tomorrow", "Tomorrow morning: Fri 13 Mar, 09:00 MSK", chosen=True),
    ),
)  # fmt: skip
PUT_OFF: Final = BulkMorePage(
    title="Put 14 cases off", sentence="Each leaves My work until then.", action="/desk/bulk/",
    back_url="/desk/q/open/", hidden=(("act", "snooze"), ("ref", "EX-1039"), ("sure", "on")),
    fields=(WHEN, Field("until", "Or until this moment", "datetime", hint="In your own zone.")),
    submit="Put off", lines=("Clocks go on, unless a case's charter stops them.",),
)  # fmt: skip
WHICH: Final = replace(
    PUT_OFF, title="A macro for 14 cases", sentence="", lines=(), submit="Look at it first",
    fields=(
        Field(
            "macro", "Which macro?", "radio", required=True,
            options=(Option("1", "Ask for the log", hint="Writes to the customer"),),
        ),
    ),
    all=Link("All macros, and a new one", "/desk/macros/"),
)  # fmt: skip
NO_MACRO: Final = replace(WHICH, fields=(), submit="", sentence="You have no macro yet.")
MACRO: Final = replace(
    PUT_OFF, title="Ask for the log", sentence="", submit="Send 12 replies",
    fields=(Field("text", "Text", "textarea", value="Dear {{customer}}, the log, please."),),
    sample="Dear Anna, the log, please.", sample_of="EX-1039",
    lines=("A reply goes to the customers of 12 cases.", "14 cases become yours."),
    doubts=("It mentions @ben of the team; the customer will read it.",),
)  # fmt: skip
FACTS: Final = (Fact("Status", "open"), Fact("Customer", "North Bridge"), Fact("Owner", "nobody"))
AGAINST: Final = "2 of the others can't be merged into it."
MERGE: Final = BulkMergePage(
    title="Merge 3 cases into one", action="/desk/bulk/", back_url="/desk/q/open/",
    hidden=(("act", "merge"), ("ref", "EX-1039"), ("sure", "on")),
    choices=tuple(
        MergeChoice(ref, f"/desk/c/{ref}/", "All lines are down", FACTS, ref == "EX-1018", against)
        for ref, against in (("EX-1018", ""), ("EX-1039", ""), ("EX-1051", AGAINST))
    ),
    lines=("The others end in the case that goes on.",), error="Choose the case that goes on.",
    warning="The cases belong to 2 customers: North Bridge, Volga Rail.",
)  # fmt: skip
