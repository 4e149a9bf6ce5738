"""Sample values for the pages of the cases, so that they can be seen and measured without views.

The firm, the people and their troubles are made up.
"""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from charterdesk.desk.values import (
    ActPage,
    Bulk,
    BulkPage,
    BulkRow,
    CasePage,
    Check,
    EscalatePage,
    Fact,
    LadderRun,
    MergePage,
    MergeSide,
    Need,
    NewCasePage,
    Outcome,
    Priority,
    QueuePage,
    QueueRow,
    ResolvePage,
    WhyPage,
)
from charterdesk.look.values import (
    Action,
    Attachment,
    Clock,
    Composer,
    Counts,
    Entry,
    Field,
    LadderStep,
    Link,
    Me,
    Option,
    Pager,
    Refusal,
    Shell,
    Stop,
    Tab,
    Toast,
    TraceStep,
)

NOW: Final = datetime(2026, 3, 12, 9, 14, tzinfo=timezone.utc)
ZONE: Final = ZoneInfo("Europe/Moscow")
COUNTS: Final = Counts(7, 3, 2, 11, 1204, 2)
SHELL: Final = Shell(Me("Ada Ivanova"), NOW, ZONE, COUNTS, "my_work", 812, mail_readable=True)
CASE: Final = "/desk/c/EX-1039/"
CRITICAL, HIGH = Priority(1, "Critical"), Priority(2, "High")
NORMAL, LOW = Priority(3, "Normal"), Priority(4, "Low")


def minutes(count: float) -> timedelta:
    """A length in minutes."""
    return timedelta(minutes=count)


def clock(kind: str, name: str, left: float | None, total: float = 240, **more: object) -> Clock:
    """A clock whose deadline is `left` minutes ahead, in the state that this means."""
    if left is None:
        return replace(Clock(kind, name, "met", why_url=f"{CASE}clock/{kind}/why/"), **more)  # type: ignore[arg-type]  # names of fields
    near = left < min(15, total / 10)
    state = "breached" if left <= 0 else "critical" if near else "soon" if left < total / 4 else "ok"
    made = Clock(
        kind, name, state, NOW + minutes(left), minutes(left), minutes(total),
        why_url=f"{CASE}clock/{kind}/why/",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]  # names of fields


UPDATE: Final = clock("update", "Next update", 48, detail="every 4 h, day and night")
FIX: Final = clock("resolution", "Resolution", 346, 540, detail="office hours until 18:00", runs_until=NOW + minutes(346))
LATE: Final = clock("reply", "Reply", -22, 60, detail="60 min after the oldest unanswered message")
HELD: Final = clock("workaround", "Workaround", 192, 480, state="paused", due_at=None, detail="waiting for the customer since 10:05")
KEPT: Final = clock("response", "Response", None, detail="18 min of 30 min")
AIM: Final = clock("diagnosis", "Diagnosis", None, state="measured", detail="2h 10m so far")
ACUTE: Final = clock("response", "Response", 11, 60, state="critical")


def row(number: int, subject: str, customer: str, priority: Priority, promise: Clock | None, status: str, owner: str, **more: object) -> QueueRow:
    """A row of the queue, updated some minutes ago."""
    made = QueueRow(
        f"EX-{number}", subject, f"/desk/c/EX-{number}/?from=my_work", customer, priority, promise,
        status, owner, NOW - minutes(number % 900),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]  # names of fields


ROWS: Final = (
    row(1051, "VPN concentrator: no tunnel after the upgrade to 8.2", "Orient Telecom", HIGH, LATE, "Active", "", ladder="level 2"),
    row(1042, "Cluster node 3 fails over every 20 minutes", "Northwind Bank", CRITICAL, ACUTE, "New", "Alexandra Konstantinova"),
    row(1039, "Licence server rejects the renewal key", "Volga Rail", HIGH, UPDATE, "Active", "Ada Ivanova", owner_is_me=True, ladder="level 1"),
    row(1047, "Report export truncates Cyrillic headers", "Meridian", NORMAL, clock("resolution", "Resolution", 1627, 4000), "Active", "Ada Ivanova", owner_is_me=True),
    row(1033, "Question about how long backups are kept when the contract is changed in the middle of a month", "Baltika Shipping and Logistics", NORMAL, HELD, "Waiting for the customer", "Pavel Orlov", presence="Pavel is replying"),
    row(1018, "How to rotate API tokens?", "Sfera", LOW, KEPT, "Resolved", "Ada Ivanova", owner_is_me=True),
    row(1016, "Please send the invoice again", "Sfera", LOW, None, "Waiting for a date", "Ada Ivanova", owner_is_me=True),
)  # fmt: skip

FILTERS: Final = (
    Field("status", "Status", "select", options=(Option("", "any"), Option("new", "new", chosen=True), Option("waiting", "waiting"))),
    Field("owner", "Owner", "select", options=(Option("", "anybody"), Option("me", "me"))),
    Field("sort", "Sort by", "select", options=(Option("promise", "next promise"), Option("updated", "last change"))),
)  # fmt: skip

QUEUE: Final = QueuePage(
    "my_work", "My work", "7 open, 1 missed, 2 due within the hour", "/desk/?status=open", ROWS,
    (Link("Status: open", "/desk/"), Link("Customer: Volga Rail", "/desk/?status=open")), FILTERS,
    pager=Pager("1 to 7 of 7", "", "/desk/?after=x"),
    bulk=Bulk("/desk/bulk/", (Option("me", "me"), Option("2", "Pavel Orlov"))),
)  # fmt: skip
EMPTY: Final = replace(
    QUEUE, rows=(), chips=(), sentence="", bulk=None, pager=None,
    empty="Nothing is waiting for you. Next promise of the team: EX-1039 in 48 min.",
    empty_act=Link("Take one from Unassigned (3)", "/desk/q/unassigned/"),
)  # fmt: skip
BULK: Final = BulkPage(
    "Assign to Pavel Orlov", "2 done, 1 left as it was, 1 refused",
    (
        BulkRow("EX-1051", "/desk/c/EX-1051/", "done", "Pavel Orlov owns it."),
        BulkRow("EX-1042", "/desk/c/EX-1042/", "done", "Pavel Orlov owns it."),
        BulkRow("EX-1033", "/desk/c/EX-1033/", "skipped", "Pavel Orlov owned it already."),
        BulkRow("EX-1018", "/desk/c/EX-1018/", "refused", "Tier 1 always owns its cases (clause tiers.tier1): Pavel Orlov is in tier 2."),
    ),
    "/desk/",
)  # fmt: skip


def at(hours: float) -> datetime:
    """A moment so many hours ago."""
    return NOW - timedelta(hours=hours)


ENTRIES: Final = (
    Entry("1", "in", "Anna Petrova", at(3.2), "After the renewal the server says HOSTID_MISMATCH. Trains are not affected yet.\n\nThe log is attached. The guide at https://example.com/renewal did not help.", role="Volga Rail", how="by mail", attachments=(Attachment("licence-server.log", "214 kB", "/desk/file/1"),), raw_url="/desk/raw/1"),
    Entry("2", "event", "", at(3.2), "Priority High by clause priorities.high; Response promised by 09:32", why_url=f"{CASE}clock/response/why/"),
    Entry("3", "out", "Ada Ivanova", at(2.9), "Thank you, we are looking at it. The key was made for the old host id; we ask the licence team for a new one.", role="you", how="delivered 09:20"),
    Entry("4", "note", "Pavel Orlov", at(2.2), "Same as EX-981: the board was swapped in February. @ada the new host id is in the inventory.", role="tier 2"),
    Entry("5", "automatic", "Mail system", at(2.1), "Out of office until Monday: Anna's colleague Boris answers urgent mail.", how="never counts as an answer"),
    Entry("6", "event", "Boris Antonov", at(1.5), "Formal escalation: no satisfying solution", why_url=f"{CASE}clock/step/why/"),
    Entry("7", "event", "", at(1.4), "Step management taken: Irina Belova reached by phone"),
    Entry("8", "in", "Anna Petrova", at(0.5), "Any news? The old key ends tonight.", role="Volga Rail", how="by mail", unread=True, quoted="On Thu 12 Mar Ada Ivanova wrote:\n> Thank you, we are looking at it.", html_url="/desk/html/8"),
    Entry("9", "event", "Ada Ivanova", at(0.4), "Live talk with the customer, 10 min", late="recorded 12 min later"),
)  # fmt: skip

REPLY: Final = Composer(
    "reply", f"{CASE}reply/", f"{CASE}draft/", "d:EX-1039:reply",
    "to Anna Petrova, copy to 2 others, by mail", "Send reply to Anna", seen=9, key="k1",
    then=(Option("", "leave the status"), Option("wait", "and wait for the customer"), Option("resolve", "and propose to close")),
)  # fmt: skip
NOTE: Final = Composer(
    "note", f"{CASE}note/", f"{CASE}draft/", "d:EX-1039:note",
    "only the team reads it, never the customer", "Add note", seen=9, key="k2",
)  # fmt: skip

ESCALATE: Final = Action("escalate", "Escalate…", f"{CASE}escalate/", key="KeyE", look="escalate")
RESOLVE: Final = Action("resolve", "Propose to close…", f"{CASE}act/resolve/", key="KeyS")
LADDER: Final = (
    LadderStep("tier 2 lead", "now", "Pavel Orlov", at(1.5), "phone, SMS, mail", "taken 10:45, reached by phone", "taken"),
    LadderStep("duty manager", "+15 min", "Irina Belova", NOW + minutes(13), "phone", "unless acknowledged", "next"),
    LadderStep("head of support", "+45 min", "Oleg Sidorov", NOW + minutes(43), "phone, mail", "unless resolved; stays informed until resolved", "later"),
)  # fmt: skip


def change(name: str, label: str = "change", key: str = "", **more: object) -> Action:
    """The act that changes a fact."""
    return replace(Action(name, label, f"{CASE}act/{name}/", key=key), **more)  # type: ignore[arg-type]  # names of fields


CASE_PAGE: Final = CasePage(
    "EX-1039", "Licence server rejects the renewal key", HIGH, "Active", "ok",
    (Fact("Customer", "Volga Rail", url="/desk/orgs/4/"), Fact("Contract", "Gold, day and night"), Fact("Asset", "LIC-07")),
    at(3.2), "/desk/", ENTRIES, REPLY, NOTE, (UPDATE, FIX, HELD, KEPT, AIM),
    "/desk/c/EX-1042/", "/desk/c/EX-1047/", "level 1", (ESCALATE, RESOLVE),
    (
        change("merge", "Merge into another case…"), change("bug", "Link a bug…"),
        change("approve", "Record an approval…"), change("hand-back", "Hand back as out of scope…"),
        change("close", "Close", enabled=False, reason="Not yet: the customer has not agreed (clause closing.agreement)."),
        change("reopen", "Reopen", enabled=False, reason="The case is open."),
    ),
    (
        Fact("Priority", "High", change("priority", "change", "KeyP")), Fact("Status", "Active", change("wait", "wait…")),
        Fact("Matter", "problem", change("classify")), Fact("Bug", "none", change("bug-2", "link")),
    ),
    (
        Fact("Owner", "you", change("owner", "assign…", "KeyA")), Fact("Tier", "tier 1"),
        Fact("On call, tier 2", "Pavel Orlov", note="until 18:00"), Fact("Told so far", "Irina Belova"),
    ),
    (
        Fact("Contact", "Anna Petrova", note="anna@volga.example"), Fact("Contract", "Gold", note="until 31 Dec 2026"),
        Fact("Hours", "day and night"), Fact("Licence key", "LIC-07-2291"),
    ),
    (
        Fact("Remote view", "not approved", change("approve-view", "record…")),
        Fact("Diagnosis", "missing", change("diagnose", "add…", enabled=False, reason="A consultant's investigation must be on the case first (gate diagnosis).")),
    ),
    (
        Check("Identify the customer", True, "by licence key"), Check("Classify", True), Check("Tell the number", True, "by mail 09:03"),
        Check("Find the cause", False, act=change("check-4", "tick", method="post", data={"step": "4"})),
    ),
    (Link("EX-981 Host id changed after a board swap", "/desk/c/EX-981/", "closed"), Link("EX-1002 Renewal of 40 seats", "/desk/c/EX-1002/")),
    LadderRun("Level 1 of the ladder formal", "Irina Belova was reached at 10:46 and has not acknowledged yet. Next: Oleg Sidorov at 12:57.", LADDER, (change("acknowledge", "Acknowledge", method="post"), change("de-escalate", "De-escalate…")), clock("step", "Step", 12.6, 15, state="soon")),
    earlier=112, earlier_url=f"{CASE}?earlier=1",
    tabs=(Tab("All", CASE, True), Tab("Messages", f"{CASE}?show=messages"), Tab("Notes", f"{CASE}?show=notes"), Tab("Events", f"{CASE}?show=events")),
)  # fmt: skip
TEXT: Final = "Hello Anna, the renewal key was issued for the old host id. The new key is attached."
REPLYING: Final = replace(CASE_PAGE, run=None, earlier=0, presence="Pavel Orlov is writing a reply (since 12:12).", reply=replace(REPLY, open=True, text=TEXT, saved_at=NOW - minutes(1)))
NOTING: Final = replace(CASE_PAGE, note=replace(NOTE, open=True, text="@pavel can you check the host id table?"))
CONFLICT: Final = replace(REPLYING, reply=replace(REPLY, open=True, text=TEXT, stop=Stop("The case changed since you began.", ("Anna Petrova wrote at 12:13.", "Pavel Orlov set the priority to Critical."), "Send it anyway", f"{CASE}#e8")))
REFUSED_REPLY: Final = replace(REPLYING, reply=replace(REPLY, open=True, text="", errors=("Write something first: an empty reply is not sent.",)))
CLOSED: Final = replace(
    CASE_PAGE, status="Closed", status_icon="met", run=None, clocks=(KEPT,), ladder="",
    reply=replace(REPLY, enabled=False, reason="The case was closed on 2 Jan; reopen it to reply. Its window ended on 16 Jan."),
    head=(replace(ESCALATE, enabled=False, reason="Only an open case can be escalated. Reopen it first."), replace(RESOLVE, enabled=False, reason="The case is closed already.")),
    notices=("Closed by Anna Petrova on Fri 2 Jan. A new message from the customer opens a linked case.",),
)  # fmt: skip

ESCALATE_FIELDS: Final = (
    Field("reason", "Reason", "select", options=(Option("progress", "no satisfying solution"), Option("impact", "the impact grew"), Option("late", "a promise will be missed")), required=True),
    Field("reason_text", "In your own words", "text"),
    Field("note", "What the next person must know", "textarea", hint="Becomes an internal note. The customer never reads it.", required=True, draft="d:EX-1039:escalate"),
    Field("notify", "Tell the customer", "checkbox", "on"),
)  # fmt: skip
ESCALATE_PAGE: Final = EscalatePage(
    "EX-1039", CASE_PAGE.subject, "Escalate EX-1039", "It goes to Pavel Orlov, tier 2 lead, on call until 18:00 MSK, at once.",
    "clause ladders.formal", ESCALATE_FIELDS,
    (replace(LADDER[0], at=NOW, condition="", state="next"), replace(LADDER[1], state="later"), LADDER[2]),
    "Escalate to Pavel Orlov now", f"{CASE}escalate/", CASE,
    ("support is working on it within a reasonable time",), "Your case EX-1039 was escalated to level 1. Pavel Orlov leads it now.",
)  # fmt: skip
ESCALATE_WRONG: Final = replace(
    ESCALATE_PAGE, fields=(*ESCALATE_FIELDS[:2], replace(ESCALATE_FIELDS[2], errors=("Write what the next person must know.",)), ESCALATE_FIELDS[3]),
)  # fmt: skip

PRIORITY_PAGE: Final = ActPage(
    "EX-1039", CASE_PAGE.subject, "priority", "Change the priority", "The customer is told, with the reason.",
    (
        Field("priority", "Priority", "radio", options=(Option("critical", "P1 Critical", "production unit down or severely impacted"), Option("high", "P2 High", "only by an escalation", True), Option("normal", "P3 Normal", "the default"), Option("low", "P4 Low", "questions and wishes", enabled=False)), required=True),
        Field("reason", "Reason", "textarea", hint="Goes to the customer and into the log.", required=True, rows=3),
    ),
    "Set the priority", f"{CASE}act/priority/", CASE,
    ("The response promise is kept already and stays so.", "The next update falls due at 12:14 MSK instead of 13:02 MSK."),
)  # fmt: skip
REFUSED_ACT: Final = replace(
    PRIORITY_PAGE, title="Close EX-1039", fields=(Field("message", "Message to the customer", "textarea", "All is well again, thank you for your patience."),), consequences=(), submit="Close the case",
    refusal=Refusal("The case can't be closed yet.", ("the customer's agreement", "an outcome: none was proposed"), "Closing needs both sides to agree (clause closing.agreement, R-HFN-18)."),
)  # fmt: skip
RESOLVE_PAGE: Final = ResolvePage(
    "EX-1039", CASE_PAGE.subject, "Propose to close EX-1039", "The customer is asked whether it is solved; until then the case stays resolved.",
    (
        Outcome("satisfied", "The customer is satisfied", (Need("the customer says so", False, "Anna Petrova"),), True),
        Outcome("bug", "A bug was raised", (Need("bug number", True, "PLAT-4412"), Need("indication of resolution", False, "you"))),
        Outcome("impossible", "Explained as not possible", (Need("why", False, "you, in the message"),)),
    ),
    (Field("message", "Message to the customer", "textarea", required=True, hint="Sent with the proposal."), Field("bug", "Bug number", "text")),
    "Propose to close", f"{CASE}act/resolve/", CASE, "If Anna says nothing, she is reminded on Sat 14 Mar and Wed 18 Mar; nothing closes by silence.",
)  # fmt: skip
MERGE_ASK: Final = MergePage("EX-1039", CASE_PAGE.subject, f"{CASE}act/merge/", CASE, Field("into", "Number of the case that goes on", hint="For example EX-1042.", required=True))
MERGE_PAGE: Final = replace(
    MERGE_ASK, into=replace(MERGE_ASK.into, value="EX-1042"),
    sides=(
        MergeSide("EX-1039", CASE, CASE_PAGE.subject, (Fact("Priority", "High"), Fact("Customer", "Volga Rail"), Fact("Owner", "you"))),
        MergeSide("EX-1042", "/desk/c/EX-1042/", "Cluster node 3 fails over every 20 minutes", (Fact("Priority", "Critical"), Fact("Customer", "Northwind Bank"), Fact("Owner", "nobody"))),
    ),
    consequences=("EX-1042 keeps the stricter priority: Critical.", "Anna Petrova keeps her own response and reply promises with their old deadlines.", "Later mail to EX-1039 goes to EX-1042."),
)  # fmt: skip
WHY_PAGE: Final = WhyPage(
    "EX-1039", CASE_PAGE.subject, UPDATE, "Due at 13:02 because High cases get an update every 4 h, counted day and night, and the last one was at 09:20; 18 min of waiting for the customer are not counted.",
    (
        TraceStep("Row critical: the case is High", "promises.critical", verdict="no"),
        TraceStep("Row high: update every 4 h in the hours always", "promises.high", "meets R-ROX-22"),
        TraceStep("It counts from the last public message", "semantics 2.5", verdict="sum", at=at(2.9)),
        TraceStep("Waiting for the customer, 18 min", "waiting.customer", "10:05 to 10:23", "pause"),
        TraceStep("09:20 + 4 h + 18 min = 13:38; stricter since 11:02: the sooner of 13:38 and 13:02", "semantics 2.6 A", "Raised from Normal to High at 11:02 MSK.", "sum"),
    ),
    "Charter example, version 7, in force since 1 Jan 2026", CASE,
)  # fmt: skip
NEW_PAGE: Final = NewCasePage(
    "/desk/new/",
    (
        Field("contact", "Contact's mail address or licence key", "text", required=True, hint="Who is not registered is held, as the charter says."),
        Field("contract", "Contract", "select", options=(Option("", "the one of the contact"), Option("gold", "Gold"))),
    ),
    (
        Field("subject", "Subject", "text", required=True),
        Field("body", "What happened", "textarea", required=True, draft="d:new:body", rows=6),
        Field("priority", "Priority", "radio", options=(Option("critical", "P1 Critical"), Option("normal", "P3 Normal", chosen=True), Option("low", "P4 Low")), required=True),
    ),
    (
        Field("channel", "Channel", "select", options=(Option("phone", "phone"), Option("meeting", "meeting"), Option("mail", "mail"))),
        Field("contacted_at", "When the contact was", "datetime", hint="Empty means now; at most 24 h back."),
        Field("answered", "Was it answered live?", "radio", options=(Option("yes", "Yes, one of us talked with them"), Option("no", "No, they left a message"))),
    ),
    "key-1", "MSK", (Fact("P1 Critical", "Production unit down or severely impacted.", note="Response within 1h."), Fact("P3 Normal", "Everything else.", note="Response within 1d.")),
)  # fmt: skip
UNDO: Final = replace(SHELL, toasts=(Toast("Reply to Anna goes out in a moment.", f"{CASE}undo/5/", timedelta(seconds=10), "d:EX-1039:reply"),))
