"""Sample values for a case in each of its states, so that they can be seen without views."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from charterdesk.desk.values import (
    CasePage,
    Check,
    Fact,
    LadderRun,
)
from charterdesk.look.values import (
    Action,
    Attachment,
    Composer,
    Entry,
    LadderStep,
    Link,
    Option,
    Stop,
    Tab,
    Toast,
)
from tests.look.samples import (
    AIM,
    CASE,
    FIX,
    HELD,
    HIGH,
    KEPT,
    LABELS,
    NOW,
    SHELL,
    UPDATE,
    at,
    clock,
    minutes,
)

ENTRIES: Final = (
    Entry(
        "1",
        "in",
        "Anna Petrova",
        at(3.2),
        "After the renewal the server says HOSTID_MISMATCH. Trains are not affected "
        "yet.\n\nThe log is attached. The guide at https://example.com/renewal did not "
        "help.",
        role="Volga Rail",
        how="by mail",
        attachments=(Attachment("licence-server.log", "214 kB", "/desk/file/1"),),
        raw_url="/desk/raw/1",
    ),
    Entry(
        "2",
        "event",
        "",
        at(3.2),
        "Priority High by clause priorities.high; Response promised by 09:32",
        why_url=f"{CASE}clock/response/why/",
    ),
    Entry(
        "3",
        "out",
        "Ada Ivanova",
        at(2.9),
        "Thank you, we are looking at it. The key was made for the old host id; we ask the "
        "licence team for a new one.",
        role="you",
        how="delivered 09:20",
    ),
    Entry(
        "4",
        "note",
        "Pavel Orlov",
        at(2.2),
        "Same as EX-981: the board was swapped in February. @ada the new host id is in the "
        "inventory.",
        role="tier 2",
    ),
    Entry(
        "5",
        "automatic",
        "Mail system",
        at(2.1),
        "Out of office until Monday: Anna's colleague Boris answers urgent mail.",
        how="never counts as an answer",
    ),
    Entry(
        "6",
        "event",
        "Boris Antonov",
        at(1.5),
        "Formal escalation: no satisfying solution",
        why_url=f"{CASE}clock/step/why/",
    ),
    Entry("7", "event", "", at(1.4), "Step management taken: Irina Belova reached by phone"),
    Entry(
        "8",
        "in",
        "Anna Petrova",
        at(0.5),
        "Any news? The old key ends tonight.",
        role="Volga Rail",
        how="by mail",
        unread=True,
        quoted="On Thu 12 Mar Ada Ivanova wrote:\n> Thank you, we are looking at it.",
        html_url="/desk/html/8",
    ),
    Entry(
        "9",
        "event",
        "Ada Ivanova",
        at(0.4),
        "Live talk with the customer, 10 min",
        late="recorded 12 min later",
    ),
)

CALLS: Final = tuple(
    Entry(f"c{number}", "event", "", at(1.5 - number / 60), f"Irina Belova is told: call {number}")
    for number in range(1, 6)
)

REPLY: Final = Composer(
    "reply",
    f"{CASE}reply/",
    f"{CASE}draft/",
    "d:EX-1039:reply",
    "to Anna Petrova, copy to 2 others, by mail",
    "Send reply to Anna",
    seen=9,
    key="k1",
    inserts_url=f"{CASE}insert/",
    then=(
        Option("", "leave the status"),
        Option("wait", "and wait for the customer"),
        Option("resolve", "and propose to close"),
    ),
)
NOTE: Final = Composer(
    "note",
    f"{CASE}note/",
    f"{CASE}draft/",
    "d:EX-1039:note",
    "only the team reads it, never the customer",
    "Add note",
    seen=9,
    key="k2",
    inserts_url=f"{CASE}insert/",
)

ESCALATE: Final = Action("escalate", "Escalate…", f"{CASE}escalate/", key="KeyE", look="escalate")
RESOLVE: Final = Action("resolve", "Propose to close…", f"{CASE}act/resolve/", key="KeyS")
LADDER: Final = (
    LadderStep(
        "tier 2 lead",
        "now",
        "Pavel Orlov",
        at(1.5),
        "phone, SMS, mail",
        "taken 10:45, reached by phone",
        "taken",
    ),
    LadderStep(
        "duty manager",
        "+15 min",
        "Irina Belova",
        NOW + minutes(13),
        "phone",
        "unless acknowledged",
        "next",
    ),
    LadderStep(
        "head of support",
        "+45 min",
        "Oleg Sidorov",
        NOW + minutes(43),
        "phone, mail",
        "unless resolved; stays informed until resolved",
        "later",
    ),
)


def change(name: str, label: str = "change", key: str = "", **more: Any) -> Action:
    """The act that changes a fact."""
    return replace(Action(name, label, f"{CASE}act/{name}/", key=key), **more)


CASE_PAGE: Final = CasePage(
    "EX-1039",
    "Licence server rejects the renewal key",
    HIGH,
    "Active",
    "ok",
    (
        Fact("Customer", "Volga Rail", url="/desk/orgs/4/"),
        Fact("Contract", "Gold, day and night"),
        Fact("Asset", "LIC-07"),
    ),
    at(3.2),
    "/desk/",
    (*ENTRIES[:6], *CALLS, *ENTRIES[6:]),
    REPLY,
    NOTE,
    (UPDATE, FIX, HELD, KEPT, AIM),
    "/desk/c/EX-1042/",
    "/desk/c/EX-1047/",
    "level 1",
    (ESCALATE, RESOLVE),
    (
        change("merge", "Merge into another case…"),
        change("bug", "Link a bug…"),
        change("approve", "Record an approval…"),
        change("hand-back", "Hand back as out of scope…"),
        change(
            "close",
            "Close",
            enabled=False,
            reason="Not yet: the customer has not agreed (clause closing.agreement).",
        ),
        change("reopen", "Reopen", enabled=False, reason="The case is open."),
    ),
    (
        Fact("Priority", "High", change("priority", "change", "KeyP")),
        Fact("Status", "Active", change("wait", "wait…")),
        Fact("Matter", "problem", change("classify")),
        Fact("Bug", "none", change("bug-2", "link")),
    ),
    (
        Fact("Owner", "you", change("owner", "assign…", "KeyA")),
        Fact("Tier", "tier 1"),
        Fact("On call, tier 2", "Pavel Orlov", note="until 18:00"),
        Fact("Told so far", "Irina Belova"),
    ),
    (
        Fact("Contact", "Anna Petrova", note="anna@volga.example"),
        Fact("Contract", "Gold", note="until 31 Dec 2026"),
        Fact("Hours", "day and night"),
        Fact("Licence key", "LIC-07-2291"),
    ),
    (
        Fact("Remote view", "not approved", change("approve-view", "record…")),
        Fact(
            "Diagnosis",
            "missing",
            change(
                "diagnose",
                "add…",
                enabled=False,
                reason="A consultant's investigation must be on the case first (gate diagnosis).",
            ),
        ),
    ),
    (
        Check("Identify the customer", True, "by licence key"),
        Check("Classify", True),
        Check("Tell the number", True, "by mail 09:03"),
        Check(
            "Find the cause",
            False,
            act=change("check-4", "tick", method="post", data={"step": "4"}),
        ),
    ),
    (
        Link("EX-981 Host id changed after a board swap", "/desk/c/EX-981/", "closed"),
        Link("EX-1002 Renewal of 40 seats", "/desk/c/EX-1002/"),
    ),
    LadderRun(
        "Level 1 of the ladder formal",
        "Irina Belova was reached at 10:46 and has not acknowledged yet. Next: Oleg "
        "Sidorov at 12:57.",
        LADDER,
        (
            change("acknowledge", "Acknowledge", method="post"),
            change("de-escalate", "De-escalate…"),
        ),
        clock("step", "Step", 12.6, 15, state="soon"),
    ),
    earlier=112,
    earlier_url=f"{CASE}?earlier=1",
    tabs=(
        Tab("All", CASE, True),
        Tab("Messages", f"{CASE}?show=messages"),
        Tab("Notes", f"{CASE}?show=notes"),
        Tab("Events", f"{CASE}?show=events"),
    ),
    labels=LABELS,
)
TEXT: Final = "Hello Anna, the renewal key was issued for the old host id. The new key is attached."
REPLYING: Final = replace(
    CASE_PAGE,
    run=None,
    earlier=0,
    presence="Pavel Orlov is writing a reply (since 12:12).",
    reply=replace(REPLY, open=True, text=TEXT, saved_at=NOW - minutes(1)),
)
NOTING: Final = replace(
    CASE_PAGE, note=replace(NOTE, open=True, text="@pavel can you check the host id table?")
)
CONFLICT: Final = replace(
    REPLYING,
    reply=replace(
        REPLY,
        open=True,
        text=TEXT,
        stop=Stop(
            "The case changed since you began.",
            ("Anna Petrova wrote at 12:13.", "Pavel Orlov set the priority to Critical."),
            "Send it anyway",
            f"{CASE}#e8",
        ),
    ),
)
REFUSED_REPLY: Final = replace(
    REPLYING,
    reply=replace(
        REPLY, open=True, text="", errors=("Write something first: an empty reply is not sent.",)
    ),
)
CLOSED: Final = replace(
    CASE_PAGE,
    status="Closed",
    status_icon="met",
    run=None,
    clocks=(KEPT,),
    ladder="",
    reply=replace(
        REPLY,
        enabled=False,
        reason="The case was closed on 2 Jan; reopen it to reply. Its window ended on 16 Jan.",
    ),
    head=(
        replace(
            ESCALATE, enabled=False, reason="Only an open case can be escalated. Reopen it first."
        ),
        replace(RESOLVE, enabled=False, reason="The case is closed already."),
    ),
    notices=(
        "Closed by Anna Petrova on Fri 2 Jan. A new message from the customer opens a linked case.",
    ),
)

UNDO: Final = replace(
    SHELL,
    toasts=(
        Toast(
            "Reply to Anna goes out in a moment.",
            f"{CASE}undo/5/",
            timedelta(seconds=10),
            "d:EX-1039:reply",
        ),
    ),
)
