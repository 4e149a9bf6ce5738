"""Notices of several cases of one outage to one person become one that names them all (2.10).

What is not urgent waits two minutes for the others; of the urgent the first goes at once, and those
after it wait. Each keeps its own row: those that go with another are withheld, with the reason.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from charterdesk.engine.ladder import CALL, calling_step
from charterdesk.notifications.models import Notice

WAITS = timedelta(minutes=2)
WITH_OTHERS = "It goes with those of the other cases of the outage."
BUNDLED = "bundled"
Key = tuple[int, int]


def bundle(notices: Sequence[Notice], at: datetime) -> None:
    """Put each notice of a case of an outage with the one that waits for its person already.

    Changes the notices in hand before they are stored, and those that wait in the outbox; two
    queries where there is anything of an outage.
    """
    mine = [(key, notice) for notice in notices if (key := _key(notice)) is not None]
    if not mine:
        return
    leaders, just_told = _waiting(mine, at)
    changed: dict[int, Notice] = {}
    for key, notice in mine:
        leader = leaders.get(key)
        if leader is not None:
            _put_with(leader, notice)
            if leader.pk:
                changed[leader.pk] = leader
        elif notice.urgent and key not in just_told:
            just_told.add(key)
        else:
            notice.send_at = at + WAITS
            leaders[key] = notice
    if changed:
        Notice.objects.bulk_update(changed.values(), ["words", "urgent"])


def _key(notice: Notice) -> Key | None:
    """Person and outage; None for what is not bundled: customers' mail, and calls of a ladder."""
    plain = notice.kind == Notice.Kind.NOTICE and notice.state == Notice.State.QUEUED
    parent = notice.case.parent_id if notice.case is not None else None
    if not plain or parent is None or notice.person_id is None or calling_step(notice.about):
        return None
    return notice.person_id, parent


def _waiting(
    mine: Sequence[tuple[Key, Notice]], at: datetime
) -> tuple[dict[Key, Notice], set[Key]]:
    """Those that wait for others still, and to whom something urgent has just gone out."""
    wanted = {key for key, _ in mine}
    recent = Notice.objects.select_for_update(of=("self",)).select_related("case").filter(
        Q(send_at__gt=at) | Q(urgent=True), queued_at__gt=at - WAITS,
        kind=Notice.Kind.NOTICE, follows=None, person__in={person for person, _ in wanted},
        case__parent__in={parent for _, parent in wanted},
    ).exclude(about__startswith=CALL).order_by("pk")  # fmt: skip
    leaders: dict[Key, Notice] = {}
    just_told: set[Key] = set()
    for notice in recent:
        key = (notice.person_id or 0, notice.case.parent_id or 0) if notice.case else (0, 0)
        if notice.state == Notice.State.QUEUED and notice.send_at > at:
            leaders[key] = notice
        elif notice.urgent and notice.state != Notice.State.WITHHELD:
            just_told.add(key)
    return leaders, just_told


def _put_with(leader: Notice, notice: Notice) -> None:
    said = {"about": notice.about, "text": notice.text, **notice.words}
    leader.words = {**leader.words, BUNDLED: [*leader.words.get(BUNDLED, ()), said]}
    leader.urgent = leader.urgent or notice.urgent
    notice.state, notice.trouble = Notice.State.WITHHELD, WITH_OTHERS
