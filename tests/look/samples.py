"""Sample values for the pages of the cases, so that they can be seen and measured without views.

The firm, the people and their troubles are made up.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from charterdesk.desk.bulk_values import Bulk, BulkPage, BulkRow, BulkSurePage
from charterdesk.desk.values import (
    Priority,
    QueuePage,
    QueueRow,
)
from charterdesk.desk.view_values import Keeping
from charterdesk.look.clockface import state_of
from charterdesk.look.values import (
    Clock,
    Counts,
    Field,
    LabelPill,
    Link,
    Me,
    Option,
    Pager,
    Shell,
    StarredView,
)

NOW: Final = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
ZONE: Final = ZoneInfo("Europe/Moscow")
COUNTS: Final = Counts(7, 3, 2, 11, 1204, 2)
STARRED: Final = (
    StarredView("v1", "Fires", "/desk/q/v1/", 4),
    StarredView("v2", "Night watch of everything that Tier 2 has", "/desk/q/v2/", 1001),
)
SHELL: Final = Shell(
    Me("Ada Ivanova"), NOW, ZONE, COUNTS, "my_work", 812, mail_readable=True, starred=STARRED
)
CASE: Final = "/desk/c/EX-1039/"
CRITICAL, HIGH = Priority(1, "Critical"), Priority(2, "High")
NORMAL, LOW = Priority(3, "Normal"), Priority(4, "Low")


def minutes(count: float) -> timedelta:
    """A length in minutes."""
    return timedelta(minutes=count)


def clock(kind: str, name: str, left: float | None, total: float = 240, **more: Any) -> Clock:
    """A clock whose deadline is `left` minutes ahead, in the state that this means."""
    if left is None:
        return replace(Clock(kind, name, "met", why_url=f"{CASE}clock/{kind}/why/"), **more)
    made = Clock(
        kind,
        name,
        state_of(minutes(left), minutes(total)),
        NOW + minutes(left),
        minutes(left),
        minutes(total),
        why_url=f"{CASE}clock/{kind}/why/",
    )
    return replace(made, **more)


UPDATE: Final = clock("update", "Next update", 48, detail="every 4 h, day and night")
FIX: Final = clock(
    "resolution",
    "Resolution",
    346,
    540,
    detail="office hours until 18:00",
    runs_until=NOW + minutes(346),
)
LATE: Final = clock("reply", "Reply", -22, 60, detail="60 min after the oldest unanswered message")
HELD: Final = clock(
    "workaround",
    "Workaround",
    192,
    480,
    state="paused",
    due_at=None,
    detail="waiting for the customer since 10:05",
)
KEPT: Final = clock("response", "Response", None, detail="18 min of 30 min")
AIM: Final = clock("diagnosis", "Diagnosis", None, state="measured", detail="2h 10m so far")
ACUTE: Final = clock("response", "Response", 11, 120)


LABELS: Final = (LabelPill("hardware", "square"), LabelPill("VIP", "diamond"))


def row(
    number: int,
    subject: str,
    customer: str,
    priority: Priority,
    promise: Clock | None,
    status: str,
    owner: str,
    **more: Any,
) -> QueueRow:
    """A row of the queue, updated some minutes ago."""
    made = QueueRow(
        f"EX-{number}",
        subject,
        f"/desk/c/EX-{number}/?from=my_work",
        customer,
        priority,
        promise,
        status,
        owner,
        NOW - minutes(number % 900),
    )
    return replace(made, **more)


ROWS: Final = (
    row(
        1051,
        "VPN concentrator: no tunnel after the upgrade to 8.2",
        "Orient Telecom",
        HIGH,
        LATE,
        "Active",
        "",
        ladder="level 2",
        labels=LABELS,
    ),
    row(
        1042,
        "Cluster node 3 fails over every 20 minutes",
        "Northwind Bank",
        CRITICAL,
        ACUTE,
        "New",
        "Alexandra Konstantinova",
    ),
    row(
        1039,
        "Licence server rejects the renewal key",
        "Volga Rail",
        HIGH,
        UPDATE,
        "Active",
        "Ada Ivanova",
        owner_is_me=True,
        ladder="level 1",
    ),
    row(
        1047,
        "Report export truncates Cyrillic headers",
        "Meridian",
        NORMAL,
        clock("resolution", "Resolution", 1627, 4000),
        "Active",
        "Ada Ivanova",
        owner_is_me=True,
    ),
    row(
        1033,
        "Question about how long backups are kept when the contract is changed in the "
        "middle of a month",
        "Baltika Shipping and Logistics",
        NORMAL,
        HELD,
        "Waiting for the customer",
        "Pavel Orlov",
        presence="Pavel is replying",
    ),
    row(
        1018,
        "How to rotate API tokens?",
        "Sfera",
        LOW,
        KEPT,
        "Resolved",
        "Ada Ivanova",
        owner_is_me=True,
    ),
    row(
        1016,
        "Please send the invoice again",
        "Sfera",
        LOW,
        None,
        "Waiting for a date",
        "Ada Ivanova",
        owner_is_me=True,
    ),
)

FILTERS: Final = (
    Field(
        "status",
        "Status",
        "select",
        options=(
            Option("", "any"),
            Option("new", "new", chosen=True),
            Option("waiting", "waiting"),
        ),
    ),
    Field("owner", "Owner", "select", options=(Option("", "anybody"), Option("me", "me"))),
    Field(
        "sort",
        "Sort by",
        "select",
        options=(Option("promise", "next promise"), Option("updated", "last change")),
    ),
)

QUEUE: Final = QueuePage(
    "my_work",
    "My work",
    "7 open, 1 missed, 2 due within the hour",
    "/desk/?status=open",
    ROWS,
    (Link("Status: open", "/desk/"), Link("Customer: Volga Rail", "/desk/?status=open")),
    FILTERS,
    keeping=Keeping(save_url="/desk/views/new/?base=mine"),
    list_url="/desk/",
    pager=Pager("1 to 7 of 7", "", "/desk/?after=x"),
    bulk=Bulk(
        "/desk/bulk/",
        (Option("me", "me"), Option("2", "Pavel Orlov")),
        (Option("1", "hardware"), Option("2", "VIP")),
        "/desk/labels/",
        (Option("active", "Active"), Option("customer", "Waiting for the customer")),
        "All 214 in this view",
    ),
)
SAVED: Final = replace(
    QUEUE, key="v1", name="Fires", keeping=Keeping(star_url="/desk/views/1/star/", starred=True)
)
EMPTY: Final = replace(
    QUEUE,
    rows=(),
    chips=(),
    sentence="",
    bulk=None,
    pager=None,
    empty="Nothing is waiting for you. Next promise of the team: EX-1039 in 48 min.",
    empty_act=Link("Take one from Unassigned (3)", "/desk/q/unassigned/"),
)
BULK: Final = BulkPage(
    title="Assign to Pavel Orlov",
    sentence="2 done, 1 left as it was, 1 refused",
    back_url="/desk/q/open/",
    rows=(
        BulkRow(
            "EX-1018", "/desk/c/EX-1018/", "refused",
            "Tier 1 always owns its cases (clause tiers.tier1): Pavel Orlov is in tier 2.",
        ),
        BulkRow("EX-1033", "/desk/c/EX-1033/", "skipped", "Pavel Orlov owned it already."),
        BulkRow("EX-1051", "/desk/c/EX-1051/", "done", "Pavel Orlov owns it."),
        BulkRow("EX-1042", "/desk/c/EX-1042/", "done", "Pavel Orlov owns it."),
    ),
    csv_url="/desk/bulk/1/result.csv", again_url="/desk/bulk/1/again/",
    again="Try those again that were refused", undo_url="/desk/bulk/1/undo/",
)  # fmt: skip
RUNNING: Final = BulkPage(
    title="Assign to Pavel Orlov", sentence="412 of 1000", back_url="/desk/q/open/",
    state="running", done=412, total=1000, cancel_url="/desk/bulk/1/cancel/",
)  # fmt: skip
STOPPED: Final = replace(
    BULK, state="stopped", sentence="It stopped after 412 of 1000. What is done stays done.",
    rows=(BulkRow("EX-1051", "/desk/c/EX-1051/", "", "Nothing was done to it yet."),),
    trouble="Its process ended before the work was done: see the worker's log.",
    more="The first 200 of 1000 are shown; the sheet has all of them.", again="Go on with the rest",
)  # fmt: skip
SURE: Final = BulkSurePage(
    "Assign to Pavel Orlov", "This is done to all 214 cases of the list.", "Do it to 214 cases",
    (("act", "assign"), ("owner", "pavel")), "/desk/bulk/", "/desk/q/open/",
)  # fmt: skip
TOO_MANY: Final = replace(
    SURE, refused="More than 10000 cases are too many at once: narrow the list first."
)


def at(hours: float) -> datetime:
    """A moment so many hours ago."""
    return NOW - timedelta(hours=hours)
