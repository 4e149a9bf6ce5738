"""Sample values for the acts on a case and for what explains it."""

from dataclasses import replace
from typing import Final

from charterdesk.desk.ahead_values import AheadCall, AheadPart, AheadPromise
from charterdesk.desk.splitting_values import SplitPage, SplitSide
from charterdesk.desk.values import (
    ActPage,
    Caller,
    EscalatePage,
    Fact,
    MergePage,
    MergeSide,
    Need,
    NewCasePage,
    Outcome,
    ResolvePage,
    WhyPage,
)
from charterdesk.look.values import (
    Field,
    Link,
    Option,
    Refusal,
    TraceStep,
)
from tests.look.case_samples import CASE_PAGE, LADDER
from tests.look.samples import (
    CASE,
    NOW,
    UPDATE,
    at,
)

ESCALATE_FIELDS: Final = (
    Field(
        "reason",
        "Reason",
        "select",
        options=(
            Option("progress", "no satisfying solution"),
            Option("impact", "the impact grew"),
            Option("late", "a promise will be missed"),
        ),
        required=True,
    ),
    Field("reason_text", "In your own words", "text"),
    Field(
        "note",
        "What the next person must know",
        "textarea",
        hint="Becomes an internal note. The customer never reads it.",
        required=True,
        draft="d:EX-1039:escalate",
    ),
    Field("notify", "Tell the customer", "checkbox", "on"),
)
ESCALATE_PAGE: Final = EscalatePage(
    "EX-1039",
    CASE_PAGE.subject,
    "Escalate EX-1039",
    "It goes to Pavel Orlov, tier 2 lead, on call until 18:00 MSK, at once.",
    "clause ladders.formal",
    ESCALATE_FIELDS,
    (
        replace(LADDER[0], at=NOW, condition="", state="next"),
        replace(LADDER[1], state="later"),
        LADDER[2],
    ),
    "Escalate to Pavel Orlov now",
    f"{CASE}escalate/",
    CASE,
    ("support is working on it within a reasonable time",),
    "Your case EX-1039 was escalated to level 1. Pavel Orlov leads it now.",
)
ESCALATE_WRONG: Final = replace(
    ESCALATE_PAGE,
    fields=(
        *ESCALATE_FIELDS[:2],
        replace(ESCALATE_FIELDS[2], errors=("Write what the next person must know.",)),
        ESCALATE_FIELDS[3],
    ),
)

PRIORITY_PAGE: Final = ActPage(
    "EX-1039",
    CASE_PAGE.subject,
    "priority",
    "Change the priority",
    "The customer is told, with the reason.",
    (
        Field(
            "priority",
            "Priority",
            "radio",
            options=(
                Option("critical", "P1 Critical", "production unit down or severely impacted"),
                Option("high", "P2 High", "only by an escalation", True),
                Option("normal", "P3 Normal", "the default"),
                Option("low", "P4 Low", "questions and wishes", enabled=False),
            ),
            required=True,
        ),
        Field(
            "reason",
            "Reason",
            "textarea",
            hint="Goes to the customer and into the log.",
            required=True,
            rows=3,
        ),
    ),
    "Set the priority",
    f"{CASE}act/priority/",
    CASE,
    (
        "The response promise is kept already and stays so.",
        "The next update falls due at 12:14 MSK instead of 13:02 MSK.",
    ),
)
REFUSED_ACT: Final = replace(
    PRIORITY_PAGE,
    title="Close EX-1039",
    fields=(
        Field(
            "message",
            "Message to the customer",
            "textarea",
            "All is well again, thank you for your patience.",
        ),
    ),
    consequences=(),
    submit="Close the case",
    refusal=Refusal(
        "The case can't be closed yet.",
        ("the customer's agreement", "an outcome: none was proposed"),
        "Closing needs both sides to agree (clause closing.agreement, R-HFN-18).",
    ),
)
RESOLVE_PAGE: Final = ResolvePage(
    "EX-1039",
    CASE_PAGE.subject,
    "Propose to close EX-1039",
    "The customer is asked whether it is solved; until then the case stays resolved.",
    (
        Outcome(
            "satisfied",
            "The customer is satisfied",
            (Need("the customer says so", False, "Anna Petrova"),),
            True,
        ),
        Outcome(
            "bug",
            "A bug was raised",
            (Need("bug number", True, "PLAT-4412"), Need("indication of resolution", False, "you")),
        ),
        Outcome(
            "impossible", "Explained as not possible", (Need("why", False, "you, in the message"),)
        ),
    ),
    (
        Field(
            "message",
            "Message to the customer",
            "textarea",
            required=True,
            hint="Sent with the proposal.",
        ),
        Field("bug", "Bug number", "text"),
    ),
    "Propose to close",
    f"{CASE}act/resolve/",
    CASE,
    "If Anna says nothing, she is reminded on Sat 14 Mar and Wed 18 Mar; nothing closes by "
    "silence.",
)
MERGE_ASK: Final = MergePage(
    "EX-1039",
    CASE_PAGE.subject,
    f"{CASE}act/merge/",
    CASE,
    Field("into", "Number of the case that goes on", hint="For example EX-1042.", required=True),
    near=(Link("EX-1042 All lines are down again", f"{CASE}merge/?into=EX-1042"),),
)
MERGE_PAGE: Final = replace(
    MERGE_ASK,
    into=replace(MERGE_ASK.into, value="EX-1042"),
    sides=(
        MergeSide(
            "EX-1039",
            CASE,
            CASE_PAGE.subject,
            (Fact("Priority", "High"), Fact("Customer", "Volga Rail"), Fact("Owner", "you")),
        ),
        MergeSide(
            "EX-1042",
            "/desk/c/EX-1042/",
            "Cluster node 3 fails over every 20 minutes",
            (
                Fact("Priority", "Critical"),
                Fact("Customer", "Northwind Bank"),
                Fact("Owner", "nobody"),
            ),
        ),
    ),
    consequences=(
        "EX-1042 keeps the stricter priority: Critical.",
        "Anna Petrova keeps her own response and reply promises with their old deadlines.",
        "Later mail to EX-1039 goes to EX-1042.",
    ),
)
MERGE_AGAINST: Final = replace(
    MERGE_PAGE, consequences=(), together_url="/desk/outage/?ref=EX-1039&ref=EX-1042",
    against="The two cases are of different customers, who would read what the other writes: make"
    " them cases of one outage instead.",
)  # fmt: skip
WHY_PAGE: Final = WhyPage(
    "EX-1039",
    CASE_PAGE.subject,
    UPDATE,
    "Due at 13:02 because High cases get an update every 4 h, counted day and night, and "
    "the last one was at 09:20; 18 min of waiting for the customer are not counted.",
    (
        TraceStep("Row critical: the case is High", "promises.critical", verdict="no"),
        TraceStep(
            "Row high: update every 4 h in the hours always", "promises.high", "meets R-ROX-22"
        ),
        TraceStep(
            "It counts from the last public message", "semantics 2.5", verdict="sum", at=at(2.9)
        ),
        TraceStep(
            "Waiting for the customer, 18 min", "waiting.customer", "10:05 to 10:23", "pause"
        ),
        TraceStep(
            "09:20 + 4 h + 18 min = 13:38; stricter since 11:02: the sooner of 13:38 and 13:02",
            "semantics 2.6 A",
            "Raised from Normal to High at 11:02 MSK.",
            "sum",
        ),
    ),
    "Charter example, version 7, in force since 1 Jan 2026",
    CASE,
    look_url=f"{CASE}clock/update/why/",
    case_url=f"{CASE}why/",
)
NEW_PAGE: Final = NewCasePage(
    "/desk/new/",
    (
        Field(
            "contact",
            "Contact's mail address or licence key",
            "text",
            required=True,
            hint="Who is not registered is held, as the charter says.",
        ),
        Field(
            "contract",
            "Contract",
            "select",
            options=(Option("", "the one of the contact"), Option("gold", "Gold")),
        ),
    ),
    (
        Field("subject", "Subject", "text", required=True),
        Field("body", "What happened", "textarea", required=True, draft="d:new:body", rows=6),
        Field(
            "priority",
            "Priority",
            "radio",
            options=(
                Option("critical", "P1 Critical"),
                Option("normal", "P3 Normal", chosen=True),
                Option("low", "P4 Low"),
            ),
            required=True,
        ),
    ),
    (
        Field(
            "channel",
            "Channel",
            "select",
            options=(
                Option("phone", "phone"),
                Option("meeting", "meeting"),
                Option("mail", "mail"),
            ),
        ),
        Field(
            "contacted_at",
            "When the contact was",
            "datetime",
            hint="Empty means now; at most 24 h back.",
        ),
        Field(
            "answered",
            "Was it answered live?",
            "radio",
            options=(
                Option("yes", "Yes, one of us talked with them"),
                Option("no", "No, they left a message"),
            ),
        ),
    ),
    "key-1",
    "MSK",
    (
        Fact(
            "P1 Critical", "Production unit down or severely impacted.", note="Response within 1h."
        ),
        Fact("P3 Normal", "Everything else.", note="Response within 1d."),
    ),
    callers=(
        Caller(
            "Cleo Lind, Customer Ltd",
            "cleo@customer.example",
            "/desk/new/?contact=cleo%40customer.example",
            note="+46 8 000 00 01 · RX-2026-17",
            cases=(("RX1001 No dial tone", "/desk/c/RX1001/"),),
        ),
    ),
    ahead=AheadPart(
        sentence="Response by Thu 12 Mar, 12:00 CET: within 1h, day and night.",
        as_of="Thu 12 Mar, 11:00 CET",
        notes=("Priority critical, contract none.",),
        wrong=(("When the contact was", "That lies in the future.", "f-contacted_at"),),
        priority=(TraceStep("The default priority is normal.", "line 34"),),
        promises=(
            AheadPromise(
                "Response",
                "by Thu 12 Mar, 12:00 CET",
                "within 1h, day and night",
                NOW,
                (TraceStep("1 h of always.", "line 40", verdict="sum"),),
            ),
        ),
        calls=(AheadCall(NOW, "Ben Dahl (duty-engineer)", "as the case is opened", "Line 85."),),
    ),
)

SPLIT_ASK: Final = SplitPage(
    ref="EX-1039",
    subject=CASE_PAGE.subject,
    action=f"{CASE}split/",
    back_url=CASE,
    message=Field(
        "message", "Messages that become a case of their own", "checkboxes", required=True,
        options=(
            Option("m1", "Thu 12 Mar, 11:02 CET · And the printer in the hall is dead, too."),
            Option("m2", "Thu 12 Mar, 11:09 CET · The printer has the number 17."),
        ),
    ),
    new_subject=Field("subject", "Subject of the new case"),
    possible=True,
    key="k",
)  # fmt: skip
SPLIT_PAGE: Final = replace(
    SPLIT_ASK,
    ticked=("m1", "m2"),
    sides=(
        SplitSide("EX-1039", CASE_PAGE.subject, (("Status", "active"),), CASE_PAGE.clocks),
        SplitSide("", "The printer in the hall", (("Status", "new"),), CASE_PAGE.clocks[:1]),
    ),
    consequences=("The customer is told the new number, as of every new case.",),
)
SPLIT_NOTHING: Final = replace(SPLIT_ASK, possible=False)
