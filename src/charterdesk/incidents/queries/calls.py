"""Who was told by a run of a ladder, over which means, and what became of it.

All from the log of the case and the outbox: the same rows that the worker writes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.store import Loaded
from charterdesk.engine.events import Told
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.ladder import Run
from charterdesk.incidents.models import NextUpdate, Participation
from charterdesk.notifications.links import LASTS
from charterdesk.notifications.models import Attempt, Notice


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that somebody was told: its event number in the log, the event, its notice.

    `receipts` are all that carriers and the person said to it, over every means, in order;
    `waiting` are the notices that would go on over another means.
    """

    seq: int
    told: Told
    notice: Notice | None
    receipts: tuple[Attempt, ...] = ()
    waiting: tuple[Notice, ...] = ()


def calls_of(loaded: Loaded, runs: Iterable[Run]) -> tuple[Call, ...]:
    """What people of the desk were told by these runs, in the order of the log; two queries."""
    prefixes = tuple(f"run{run.number}/" for run in runs)
    told = [
        (seq, event)
        for seq, event in enumerate(loaded.state.history, start=1)
        if isinstance(event, Told) and event.key.startswith(prefixes) and event.person != CONTACT
    ]
    notices = _notices(loaded.row, [event.key for _seq, event in told])
    by_key = {one.key: one for one in notices if one.follows_id is None}
    later: dict[int, list[Notice]] = defaultdict(list)
    for one in notices:
        if one.follows_id is not None:
            later[one.follows_id].append(one)
    receipts = _receipts(notices)
    return tuple(_call(seq, event, by_key.get(event.key), later, receipts) for seq, event in told)


def call_to(case: Case, person: Person, at: datetime) -> Notice | None:
    """The last call of the case's ladder to the person that nobody has answered yet."""
    calls = Notice.objects.select_related("person", "case", "follows").filter(
        case=case, person=person, about__startswith="step ", answered_at=None,
        queued_at__gt=at - LASTS,
    )  # fmt: skip
    return calls.order_by("-queued_at", "-pk").first()


def participations_of(case: Case) -> tuple[Participation, ...]:
    """Everybody who has joined, in order; who is still there has not left."""
    rows = Participation.objects.filter(case=case).select_related("person")
    return tuple(rows.order_by("joined_at", "pk"))


def next_update_of(case: Case) -> NextUpdate | None:
    """What was said last about when the customer hears again; None after a later message."""
    said = NextUpdate.objects.filter(case=case).select_related("by").order_by("-pk").first()
    if said is None:
        return None
    later = CaseEvent.objects.filter(case=case, kind="reply_sent", at__gt=said.said_at)
    return None if later.exists() else said


def _call(
    seq: int,
    told: Told,
    notice: Notice | None,
    later: dict[int, list[Notice]],
    receipts: dict[int, tuple[Attempt, ...]],
) -> Call:
    if notice is None:
        return Call(seq, told, None)
    waiting = [one for one in later[notice.pk] if one.state == Notice.State.QUEUED]
    return Call(seq, told, notice, receipts.get(notice.pk, ()), tuple(waiting))


def _notices(row: Case, keys: Sequence[str]) -> list[Notice]:
    if not keys:
        return []
    of_these = Q(key__in=keys) | Q(follows__key__in=keys)
    found = Notice.objects.filter(of_these, scope=row.number).select_related("person")
    return list(found.order_by("pk"))


def _receipts(notices: Sequence[Notice]) -> dict[int, tuple[Attempt, ...]]:
    """By the first notice of each."""
    roots = {one.pk: one.follows_id or one.pk for one in notices}
    found: dict[int, list[Attempt]] = defaultdict(list)
    rows = Attempt.objects.filter(notice__in=list(roots)).select_related("notice") if roots else ()
    for one in sorted(rows, key=lambda one: one.pk):
        found[roots[one.notice_id]].append(one)
    return {root: tuple(own) for root, own in found.items()}
