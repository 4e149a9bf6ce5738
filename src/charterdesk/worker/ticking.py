"""Waking cases: each open case has one moment at which something of it comes due.

A worker claims some that are due under a row lock, decides a Tick on each and saves, all in one
transaction, so that a second worker can neither lose nor repeat it. After downtime the
strictest priority goes first.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Max, QuerySet

from charterdesk.cases.models import Case
from charterdesk.cases.store import decide_only, load_rows, save, set_aside
from charterdesk.engine.commands import Tick
from charterdesk.engine.rota import Rota
from charterdesk.worker.alarms import clear_alarms, raise_alarm

# A round is one transaction. On SQLite nobody else writes meanwhile, so there it must be short.
BATCH, BATCH_ALONE = 50, 10
# From this lateness on there is a backlog, and the order of priorities matters.
BEHIND = timedelta(seconds=2)
# What Django raises where the database is gone, not the case at fault.
GONE = (OperationalError, InterfaceError)
ASIDE_FOR = timedelta(minutes=10)

log = logging.getLogger(__name__)


def next_wake() -> datetime | None:
    """The soonest moment at which a case must be woken; one cheap, unlocked read."""
    waking = Case.objects.filter(next_wake_at__isnull=False).order_by("next_wake_at")
    return waking.values_list("next_wake_at", flat=True).first()


def tick_due(at: datetime, batch: int = 0) -> int:
    """Wake up to `batch` cases that are due at `at`, or as many as suits the database; how many.

    A fault of one of them undoes the round, which is then gone through case by case: the faulty
    one is set aside with an alarm, and the others are woken. Raises one of GONE where the
    database is.
    """
    due = next_wake()
    if due is None or due > at:
        return 0
    behind = at - due > BEHIND
    batch = batch or (BATCH if connection.features.has_select_for_update else BATCH_ALONE)
    try:
        return _round(at, batch, behind)
    except GONE:
        raise
    except Exception:
        return sum(_alone(pk, at) for pk in _keys(at, batch, behind))


def _round(at: datetime, batch: int, behind: bool) -> int:
    with transaction.atomic():
        rows = _claimed(at, batch, behind)
        rotas: dict[str, Rota] = {}
        save([decide_only(loaded, Tick(), at, rotas) for loaded in load_rows(rows)], at)
        clear_alarms([row.pk for row in rows], at)
    return len(rows)


def _claimed(at: datetime, batch: int, behind: bool) -> list[Case]:
    rows: list[Case] = []
    for some in _lists(at, behind):
        mine = some.select_for_update(of=("self",), skip_locked=True)
        mine = mine.select_related("owner", "organisation", "contact__organisation", "parent")
        rows += mine[: batch - len(rows)]
        if len(rows) >= batch:
            break
    return rows


def _alone(pk: int, at: datetime) -> int:
    """Wake one case in a transaction of its own, or set it aside."""
    try:
        with transaction.atomic():
            row = Case.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if row is not None and row.next_wake_at is not None and row.next_wake_at <= at:
                save([decide_only(load_rows([row])[0], Tick(), at)], at)
                clear_alarms([pk], at)
    except GONE:
        raise
    except Exception as fault:
        log.exception("A case could not be woken and is set aside: %s", pk)
        put_aside(pk, fault, at)
        return 0
    return 1


def put_aside(pk: int, fault: Exception, at: datetime) -> None:
    """Leave a faulty case alone for a while, and raise its alarm."""
    with transaction.atomic():
        set_aside(pk, at + ASIDE_FOR)
        raise_alarm(pk, f"{type(fault).__name__}: {fault}", at)


def _lists(at: datetime, behind: bool) -> Iterator[QuerySet[Case]]:
    """What is due, the longest first; where there is a backlog, one list for each priority."""
    due = Case.objects.filter(next_wake_at__lte=at).order_by("next_wake_at")
    if not behind:
        yield due
        return
    waking = Case.objects.filter(next_wake_at__isnull=False)
    lowest = waking.aggregate(rank=Max("priority_rank"))["rank"] or 0
    for rank in range(lowest + 1):
        yield due.filter(priority_rank=rank)


def _keys(at: datetime, batch: int, behind: bool) -> list[int]:
    """The cases of a round, without taking them."""
    lists = _lists(at, behind)
    return [pk for some in lists for pk in some.values_list("pk", flat=True)[:batch]]
