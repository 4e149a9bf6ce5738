"""Samples of the pages of an outage: its cases with what is done to all, and ticked ones."""

from charterdesk.desk.outage_values import OutageForm, OutagePage
from charterdesk.look.values import Field, Link, Refusal
from tests.look import samples

MESSAGE = Field("message", "Message to every customer", "textarea", required=True)
UPDATE = OutageForm(
    "update", "Tell every customer",
    "Each gets it in the thread of their own case, whose promises it keeps.", (MESSAGE,),
    "Send it to all",
)  # fmt: skip
RESOLVE = OutageForm(
    "resolve", "Propose to close every case",
    "What one of them lacks is said by its number; the others go on.",
    (Field("closing_message", "Message to every customer", "textarea"),),
    "Propose to close all", refusal=Refusal("Resolving needs: message to customer."),
)  # fmt: skip
OPEN = OutageForm(
    "open", "Open an outage",
    "A new case carries the ladder and the updates; nobody waits for its answer.",
    (Field("subject", "What has failed", required=True),), "Open the outage",
)  # fmt: skip
OUTAGE = OutagePage(
    title="Outage VX1002", sentence="3 cases are open.", action="/desk/c/VX1002/outage/",
    back=Link("VX1002 · The switch in Malmö is down", "/desk/c/VX1002/"),
    forms=(UPDATE, RESOLVE), rows=samples.QUEUE.rows[:3],
)  # fmt: skip
TOGETHER = OutagePage(
    title="Cases of one outage", sentence="2 cases are ticked: VX1000, VX1001",
    action="/desk/outage/", back=Link("Back to the list", "/desk/"), forms=(OPEN,),
    refs=("VX1000", "VX1001"),
)  # fmt: skip
