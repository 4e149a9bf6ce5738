"""How the desk is, for its administrator: what works, what waits, what is at fault.

Facts alone, each from one bounded query; what they mean and what to do stands on the page. A
queue is counted to a thousand, so that a flood makes no page slow.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from charterdesk.accounts.rights import Actor, demand_management
from charterdesk.alerts.models import AlertDelivery, AlertSource
from charterdesk.alerts.silence import silent_since
from charterdesk.automation.models import Runner
from charterdesk.cases.models import Case
from charterdesk.intake.models import Mailbox, RawMail
from charterdesk.kit.settings_readers import read_text
from charterdesk.notifications.models import Notice
from charterdesk.oncall.models import CalendarSource
from charterdesk.trackers.models import TrackedBug, TrackerAsk
from charterdesk.worker.alarms import open_alarms
from charterdesk.worker.heartbeat import SETTING, UNSENT
from charterdesk.worker.models import Alarm, Job, WorkerSign
from charterdesk.worker.pulse import LoopSign, Part, loops_of_sign

COUNTED, NAMED = 1000, 50
DAY = timedelta(days=1)
# Four signs that did not come.
SILENT = timedelta(seconds=90)
# A round waits for servers elsewhere, but never so long.
STUCK = timedelta(minutes=5)
FAULTS_OF = timedelta(hours=1)
WAKES_LATE = timedelta(seconds=30)
NOTICES_LATE = JOBS_LATE = MAIL_LATE = ALERTS_LATE = timedelta(minutes=2)
UNREAD = timedelta(minutes=10)
# A mailbox that nobody has read for so long was taken out of the settings.
LEFT_BEHIND = timedelta(days=7)
RUNNER_SILENT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Queue:
    """How many, up to `COUNTED` and one more, and since when the first; `said` is of the newest."""

    count: int = 0
    since: datetime | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Workers:
    """For each part its processes that live and when one was last seen; their loops in trouble."""

    parts: dict[Part, tuple[int, datetime | None]]
    stuck: tuple[LoopSign, ...]
    faults: tuple[LoopSign, ...]


@dataclass(frozen=True, slots=True)
class Store:
    """The database by its name, and the room on the disk of the desk's files, in bytes."""

    name: str
    free: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All that is known of the desk at a moment. `aside` are cases that no loop can deal with."""

    workers: Workers
    wakes: Queue
    aside: Sequence[Alarm]
    notices: Queue
    failing: Queue
    dead: Queue
    waiting_mail: Queue
    quarantined: Queue
    last_mail_at: datetime | None
    mailboxes: Sequence[Mailbox]
    asks: Sequence[TrackerAsk]
    unread_bugs: Sequence[TrackedBug]
    runners: Sequence[Runner]
    sources: Sequence[tuple[AlertSource, datetime | None]]
    deliveries: Queue
    unreadable: Queue
    calendars: Sequence[CalendarSource]
    jobs: Queue
    failed_jobs: Queue
    store: Store
    is_watched: bool


def health_of_the_desk(asker: Actor, at: datetime) -> Health:
    """For administrators alone. The number of its queries does not grow with the desk."""
    demand_management(asker)
    dead = Notice.objects.filter(state=Notice.State.DEAD)
    unreadable = AlertDelivery.objects.filter(
        state=AlertDelivery.State.UNREADABLE, settled_at__gte=at - DAY
    )
    return Health(
        workers=_workers(at),
        wakes=_queue(Case.objects.filter(next_wake_at__lt=at - WAKES_LATE), "next_wake_at"),
        aside=open_alarms(NAMED),
        notices=_queue(
            Notice.objects.filter(state__in=UNSENT, send_at__lt=at - NOTICES_LATE), "send_at"
        ),
        failing=_queue(Notice.objects.filter(state=Notice.State.FAILED), "queued_at", "trouble"),
        dead=_newest(dead, "queued_at", "trouble", since=at - DAY),
        waiting_mail=_queue(
            RawMail.objects.filter(
                state=RawMail.State.WAITING, received_at__lt=at - MAIL_LATE
            ), "received_at",
        ),
        quarantined=_queue(
            RawMail.objects.filter(state=RawMail.State.QUARANTINED), "received_at", "reason"
        ),
        last_mail_at=RawMail.objects.order_by("-pk").values_list("received_at", flat=True).first(),
        mailboxes=_mailboxes(at),
        asks=_open_asks(),
        unread_bugs=_unread_bugs(),
        runners=list(Runner.objects.filter(revoked_at=None).order_by("name")[:NAMED]),
        sources=_sources(at),
        deliveries=_queue(
            AlertDelivery.objects.filter(
                state=AlertDelivery.State.WAITING, received_at__lt=at - ALERTS_LATE
            ), "received_at",
        ),
        unreadable=_queue(unreadable, "settled_at"),
        calendars=_broken_calendars(),
        jobs=_queue(
            Job.objects.filter(outcome="", heartbeat_at=None, due_at__lt=at - JOBS_LATE), "due_at"
        ),
        failed_jobs=_newest(
            Job.objects.filter(outcome="failed"), "finished_at", "title", since=at - DAY
        ),
        store=_store(),
        is_watched=bool(read_text(SETTING, "").strip()),
    )  # fmt: skip


def is_silent(runner: Runner, at: datetime) -> bool:
    """Whether a runner has not asked for work for so long that it is away."""
    return runner.seen_at is None or at - runner.seen_at > RUNNER_SILENT


def _queue(rows: QuerySet[Any], moment: str, words: str = "") -> Queue:
    """How many rows there are, the first by `moment` and the words of the last."""
    fields = (moment, words) if words else (moment,)
    found = list(rows.order_by(moment, "pk").values_list(*fields)[: COUNTED + 1])
    if not found:
        return Queue()
    return Queue(len(found), found[0][0], str(found[-1][1]) if words else "")


def _newest(rows: QuerySet[Any], moment: str, words: str, since: datetime) -> Queue:
    """Those from `since` on among the newest; the others are kept for ever and are not counted."""
    newest = rows.order_by("-pk").values_list(moment, words)[: COUNTED + 1]
    found = [one for one in newest if one[0] is not None and one[0] >= since]
    return Queue(len(found), found[-1][0], str(found[0][1])) if found else Queue()


def _workers(at: datetime) -> Workers:
    signs = list(WorkerSign.objects.order_by("-seen_at", "-pk")[:NAMED])
    living = [one for one in signs if at - one.seen_at <= SILENT]
    loops = [(one.seen_at, loop) for one in living for loop in loops_of_sign(one)]
    return Workers(
        parts={part: _signs_of(part, signs, living) for part in Part},
        stuck=tuple(loop for seen, loop in loops if seen - loop.round_at > STUCK),
        faults=tuple(
            loop for _seen, loop in loops if loop.fault_at and at - loop.fault_at <= FAULTS_OF
        ),
    )


def _signs_of(
    part: Part, signs: Sequence[WorkerSign], living: Sequence[WorkerSign]
) -> tuple[int, datetime | None]:
    seen = [one.seen_at for one in signs if part in one.parts]
    return sum(part in one.parts for one in living), max(seen, default=None)


def _unread_bugs() -> Sequence[TrackedBug]:
    rows = TrackedBug.objects.filter(next_read_at__isnull=False).exclude(fault="")
    return list(rows.order_by("pk")[:NAMED])


def _mailboxes(at: datetime) -> Sequence[Mailbox]:
    rows = Mailbox.objects.order_by("name")[:NAMED]
    return [one for one in rows if at - (one.read_at or one.since) < LEFT_BEHIND]


def _open_asks() -> Sequence[TrackerAsk]:
    rows = TrackerAsk.objects.filter(done_at=None, withdrawn_at=None).exclude(fault="")
    return list(rows.order_by("-stuck", "pk")[:COUNTED])


def _sources(at: datetime) -> Sequence[tuple[AlertSource, datetime | None]]:
    rows = AlertSource.objects.filter(revoked_at=None).order_by("name")[:COUNTED]
    return [(one, silent_since(one, at)) for one in rows]


def _broken_calendars() -> Sequence[CalendarSource]:
    rows = CalendarSource.objects.filter(ended_at=None).exclude(fault="")
    return list(rows.select_related("rota").order_by("pk")[:NAMED])


def _store() -> Store:
    """The database's name, and the free room where files lie (in the data directory)."""
    disk = shutil.disk_usage(settings.DATA)
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    return Store(names.get(connection.vendor, connection.vendor), disk.free, disk.total)
