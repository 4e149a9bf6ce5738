"""What the customer has approved on a case since somebody asked: the case's own events say it."""

from datetime import datetime

from charterdesk.cases.queries.approvals import acts_to_approve
from charterdesk.cases.store import Loaded, moment
from charterdesk.engine import events as ev

VIEW, DATA = "view the PC", "take data"


def is_guarded(loaded: Loaded, act: str) -> bool:
    """Whether the charter lets nobody do it without the customer's approval."""
    return act in acts_to_approve(loaded.charter)


def approved_at(loaded: Loaded, act: str, asked_at: datetime) -> datetime | None:
    """When the act was approved after it was asked for; None where it is not, or not any more."""
    given = None
    for event in loaded.state.history:
        match event:
            case ev.Approved(what=what, at=at) if what == act and at >= moment(asked_at):
                given = at
            case ev.ApprovalRefused(what=what) | ev.ApprovalEnded(what=what) if what == act:
                given = None
    return given


def refused_since(loaded: Loaded, act: str, asked_at: datetime) -> bool:
    """Whether the customer has said no since, as their last word on it."""
    said = [
        event
        for event in loaded.state.history
        if isinstance(event, ev.Approved | ev.ApprovalRefused)
        and event.what == act
        and event.at >= moment(asked_at)
    ]
    return bool(said) and isinstance(said[-1], ev.ApprovalRefused)
