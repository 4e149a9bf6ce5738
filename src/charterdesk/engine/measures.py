"""What is measured of a case beside its promises: whether its call was answered live (R-ROX-17),
and whether the first contact was enough (R-HFN-14). The desk and the simulation ask here.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter

Call = Literal["", "live", "missed"]
FirstContact = Literal["", "solved", "further"]

# What is said and solved within this is of the same talk: nobody notes when a talk ends.
ONE_TALK = timedelta(hours=1)


def call_of(charter: Charter, case: Case) -> Call:
    """How the call was met that opened the case; "" where no call did (R-ROX-17).

    A call is a contact on a channel that the charter says is `live`.
    """
    channel = charter.channels.get(case.channel)
    if not _is_contact(case) or channel is None or not channel.live:
        return ""
    return "live" if case.opening and case.opening.answered else "missed"


def first_contact_of(charter: Charter, case: Case) -> FirstContact:
    """Whether the first contact solved all; "" while that is open, or nobody asked (R-HFN-14).

    The first contact is what the asker said until our first answer, and that answer; in a talk,
    what was solved within the hour. It was not enough where anybody wrote or called once more,
    the case waited, another tier came in, or it was reopened.
    """
    channel = charter.channels.get(case.channel)
    machine = channel is not None and channel.machine
    ended = case.resolved_at or case.closed_at
    if not _is_contact(case) or machine or ended is None or _is_elsewhere(case):
        return ""
    came_back = any(asker == case.asker for asker in case.took_in.values())
    if came_back or _reopenings(case):
        return "further"
    return _told(case, ended)


def _is_contact(case: Case) -> bool:
    """Whether somebody came to us with it: neither split off nor an outage that we made."""
    opening = case.opening
    return opening is not None and not opening.split_from and not opening.outage


def _is_elsewhere(case: Case) -> bool:
    return bool(case.merged_into or case.handed_back_at)


def _reopenings(case: Case) -> int:
    """How often it was reopened in earnest, and not by a "thanks"."""
    kinds = [type(event) for event in case.history]
    return kinds.count(ev.Reopened) - kinds.count(ev.ReopeningUndone)


def _told(case: Case, ended: datetime) -> FirstContact:
    """The case from its contact to its end, event by event."""
    opening = case.opening
    live = opening is not None and opening.answered
    answers, talk = int(live), case.opened_at + ONE_TALK if live else None
    for event in _until(case, ended):
        in_talk = talk is not None and event.at <= talk
        match event:
            case ev.WaitingBegan() | ev.Transferred() | ev.TierJoined():
                return "further"
            case ev.CustomerWrote() if answers and not in_talk:
                return "further"
            case ev.ReplySent() | ev.Resolved() if not in_talk:
                answers += 1
                talk = event.at + ONE_TALK if _is_live(event) else None
        if answers > 1:
            return "further"
    if talk is not None and ended > talk:
        return "further"
    return "solved" if answers or case.resolved_automatically else ""


def _is_live(event: ev.Event) -> bool:
    return isinstance(event, ev.ReplySent) and event.live


def _until(case: Case, ended: datetime) -> Iterator[ev.Event]:
    """What counts: no automatic word, none that never arrived or became another case's."""
    gone = case.void | {
        ref for event in case.history if isinstance(event, ev.SplitOff) for ref in event.messages
    }
    for event in sorted(case.history, key=lambda event: event.at):
        match event:
            case ev.CustomerWrote(automatic=True) | ev.ReplySent(automatic=True):
                continue
            case ev.Resolved(message=message, automatic=automatic) if automatic or not message:
                continue
            case ev.CustomerWrote() | ev.ReplySent() | ev.Resolved() if event.message in gone:
                continue
        if event.at <= ended:
            yield event
