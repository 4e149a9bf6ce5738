"""Samples of macros: their page, and one of them on a case."""

from dataclasses import replace
from typing import Final

from charterdesk.desk.macro_values import CaseMacroPage, MacroRow, MacrosPage
from charterdesk.look.values import Field, Link, Refusal, Stop
from tests.look.samples import CASE

FIELDS: Final = (
    Field("macro1-name", "Name", value="Ask for the log", required=True),
    Field("macro1-text", "Text", "textarea", value="Dear {{customer}}, please send the log."),
)
MACROS: Final = MacrosPage(
    rows=(
        MacroRow(
            "Ask for the log", "Only you", ("Writes to the customer", "The case is yours"), "",
            FIELDS, "/desk/macros/1/", "/desk/macros/1/drop/",
        ),
        MacroRow(
            "Night shift", "Team first line, made by Ben Lead", ("Adds a note",), "Taken over.",
        ),
    ),
    new=(Field("new-name", "Name", required=True), Field("new-text", "Text", "textarea")),
    action="/desk/macros/",
    refusal=Refusal("“nobody” in double braces is not known."),
)  # fmt: skip
CHOOSING: Final = CaseMacroPage(
    ref="EX-1039", subject="All lines are down", back_url=CASE, action=f"{CASE}macro/",
    all_url="/desk/macros/",
    choices=(Link("Ask for the log", f"{CASE}macro/?macro=1", "Writes to the customer"),),
)  # fmt: skip
NO_MACRO: Final = replace(CHOOSING, choices=())
PREVIEW: Final = replace(
    CHOOSING, choices=(), name="Ask for the log", macro=1,
    text="Dear Anna, please send the log.", key="k", seen=7,
    does=("Writes to the customer", "The case waits for the customer"),
)  # fmt: skip
HELD: Final = replace(
    PREVIEW, mode="note", errors=("Write something first: an empty message is not sent.",),
    stop=Stop("The case changed since you began.", ("11:13 Anna wrote",), "Send it anyway"),
)  # fmt: skip
