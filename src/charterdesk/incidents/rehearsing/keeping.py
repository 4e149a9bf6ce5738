"""A played night as JSON and back: what it is kept as, and the scene at one of its moments.

Events are stored as those of a case are, so that the pages of a real night draw this one, too.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded
from charterdesk.charters.queries import charter_version
from charterdesk.engine.ahead import Firing
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.codec import from_stored, to_stored
from charterdesk.engine.events import Event, StepFired, Told
from charterdesk.engine.folding import fold
from charterdesk.engine.intents import CONTACT
from charterdesk.incidents.models import Rehearsal
from charterdesk.incidents.queries.calls import Call
from charterdesk.incidents.rehearsing.values import Played, Receipt
from charterdesk.notifications.models import Attempt, Notice


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment of a rehearsed night. `loaded` holds a row that is in no database.

    `coming` is the step that comes next as people behave, `next_at` the next thing of any sort.
    """

    loaded: Loaded
    calls: tuple[Call, ...]
    coming: Firing | None
    next_at: datetime | None


def stored(played: Played) -> dict[str, Any]:
    """The night as JSON."""
    return {
        "events": [_event(one) for one in played.events],
        "receipts": [
            [one.key, one.at.isoformat(), one.means, one.what, one.words] for one in played.receipts
        ],
    }


def events_of(rehearsal: Rehearsal) -> tuple[Event, ...]:
    """All events of the night, to its end."""
    return tuple(
        from_stored(
            kind, data, at=datetime.fromisoformat(at), recorded_at=datetime.fromisoformat(known),
            by=by,
        )
        for kind, data, at, known, by in rehearsal.played["events"]
    )  # fmt: skip


def scene_at(rehearsal: Rehearsal, night: datetime) -> Scene:
    """How it stands at a moment of the night; what comes later is only looked at for `coming`."""
    charter = charter_version(rehearsal.charter, rehearsal.version)
    events, receipts = events_of(rehearsal), _receipts(rehearsal)
    past = tuple(one for one in events if one.recorded_at <= night)
    ahead = tuple(one for one in events if one.recorded_at > night)
    moments = [one.recorded_at for one in ahead]
    moments += [one.at for one in receipts if one.at > night]
    return Scene(
        loaded=Loaded(_row(rehearsal, charter), charter, fold(charter, past), ""),
        calls=_calls(past, [one for one in receipts if one.at <= night]),
        coming=next((_firing(one) for one in ahead if isinstance(one, StepFired)), None),
        next_at=min(moments, default=None),
    )


def _event(event: Event) -> list[Any]:
    kind, data = to_stored(event)
    return [kind, data, event.at.isoformat(), event.recorded_at.isoformat(), event.by]


def _receipts(rehearsal: Rehearsal) -> tuple[Receipt, ...]:
    return tuple(
        Receipt(key, datetime.fromisoformat(at), means, what, words)
        for key, at, means, what, words in rehearsal.played["receipts"]
    )


def _row(rehearsal: Rehearsal, charter: Charter) -> Case:
    known = rehearsal.case
    return Case(
        number=known.number if known else "", subject=rehearsal.subject, asker=rehearsal.asker,
        charter=charter.name, charter_version=charter.version, priority="",
        organisation=known.organisation if known else None,
    )  # fmt: skip


def _calls(events: tuple[Event, ...], receipts: list[Receipt]) -> tuple[Call, ...]:
    by_key: dict[str, list[Receipt]] = defaultdict(list)
    for one in receipts:
        by_key[one.key].append(one)
    return tuple(
        Call(seq, event, None, tuple(_attempts(event, by_key[event.key])))
        for seq, event in enumerate(events, start=1)
        if isinstance(event, Told) and event.person != CONTACT and event.key.startswith("run")
    )


def _attempts(told: Told, receipts: list[Receipt]) -> list[Attempt]:
    """Receipts as the outbox would keep them; none is saved."""
    notice = Notice(key=told.key)
    return [
        Attempt(notice=notice, number=number, what=one.what, carrier=one.means, at=one.at,
                answer=one.words)
        for number, one in enumerate(receipts, start=1)
    ]  # fmt: skip


def _firing(event: StepFired) -> Firing:
    return Firing(event.step, event.at, event.called, event.skipped)
