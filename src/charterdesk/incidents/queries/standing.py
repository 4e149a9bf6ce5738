"""What came of each call of a ladder: by the log of the case, and by what carriers said of it.

A line says what became of that call alone; that its person was reached by another one it says, too.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from charterdesk.engine.case import Case
from charterdesk.engine.events import CallPassed, Event, Told
from charterdesk.engine.ladder import calling_step
from charterdesk.incidents.queries.calls import Call
from charterdesk.notifications.models import Attempt, Notice
from charterdesk.notifications.routes import VOICE

Standing = Literal[
    "acknowledged", "passed", "reached", "elsewhere", "accepted", "waiting", "failed"
]
What = Attempt.What
BAD = (What.FOR_NOW, What.FOR_GOOD, What.LOST)


def standing_in(one: Call, calls: Sequence[Call], state: Case) -> Standing:
    """Where one of the `calls` stands (R-VOX-8).

    `elsewhere`: its person was reached by another of them. `accepted`: a carrier has it, which
    reaches nobody before it is answered. `failed`: nothing went through, or nothing will any more.
    """
    if not is_call(one.told):
        return _by_receipts(one)
    if state.has_acknowledged(_names(one.told), one.told.at):
        return "acknowledged"
    if any(_passes(event, one.told) for event in state.history):
        return "passed"
    own = [other for other in calls if _same_person(one, other)]
    if _is_reached(one) or (not any(map(_is_reached, own)) and _log_reaches(one, own, state)):
        return "reached"
    first = min((other.told.at for other in own), default=one.told.at)
    if any(map(_is_reached, own)) or state.has_reached(_names(one.told), first):
        return "elsewhere"
    return "failed" if _is_over(one.told, state) else _by_receipts(one)


def is_call(told: Told) -> bool:
    """Whether a step calls somebody by it; else it only tells them something."""
    return bool(calling_step(told.about))


def reached_at(who: str, roles: Sequence[str], since: datetime, state: Case) -> datetime | None:
    """The first moment since then at which the log has the person reached, by whatever name."""
    names = {who, *roles}
    return min((at for at, name in state.reached if at >= since and name in names), default=None)


def receipt_reached_at(one: Call) -> datetime | None:
    """When a call was answered, or a message first taken and not lost; voice mail is no answer."""
    moments = [told.at for told in one.receipts if told.what == What.ANSWERED]
    moments += [told.at for told in _taken(one) if told.carrier != VOICE]
    return min(moments, default=None)


def _by_receipts(one: Call) -> Standing:
    if _is_reached(one):
        return "reached"
    refused = bool(one.receipts) and all(receipt.what in BAD for receipt in one.receipts)
    dead = one.notice.state == Notice.State.DEAD if one.notice is not None else refused
    if dead:
        return "failed"
    return "accepted" if _taken(one) else "waiting"


def _taken(one: Call) -> list[Attempt]:
    """What a carrier has accepted and has not said of that it came to nothing."""
    lost = {(told.notice_id, told.number) for told in one.receipts if told.what == What.LOST}
    return [
        told
        for told in one.receipts
        if told.what == What.ACCEPTED and (told.notice_id, told.number) not in lost
    ]


def _is_reached(one: Call) -> bool:
    return receipt_reached_at(one) is not None


def _log_reaches(one: Call, own: Sequence[Call], state: Case) -> bool:
    """Whether the log has them reached after this call and before their next one."""
    later = [other.told.at for other in own if other.told.at > one.told.at]
    at = reached_at(one.told.person, tuple(_names(one.told)), one.told.at, state)
    return at is not None and at < min(later, default=at.max.replace(tzinfo=at.tzinfo))


def _is_over(told: Told, state: Case) -> bool:
    """Whether the run has ended, so that nobody answers this call any more."""
    return any(not run.is_going and told.key.startswith(f"run{run.number}/") for run in state.runs)


def _passes(event: Event, told: Told) -> bool:
    """Whether they said after this call that they can't take it."""
    return (
        isinstance(event, CallPassed)
        and event.who == told.person
        and told.about == f"step {event.step}"
        and event.at >= told.at
    )


def _same_person(one: Call, other: Call) -> bool:
    return is_call(other.told) and other.told.person == one.told.person


def _names(told: Told) -> frozenset[str]:
    return frozenset({told.person, *told.roles, *told.via})
