"""Where a case is now, in four steps: received, answered, worked on, agreed and closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.cases.models import Case
from charterdesk.cases.queries.approvals import acts_to_approve
from charterdesk.cases.store import Loaded
from charterdesk.engine import events as ev
from charterdesk.engine.case import Case as State

Place = Literal["done", "now", "ahead"]
# The states after the third step, in which nothing is worked on as things stand.
ENDED = ("resolved", "closed", "handed back", "merged")


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: `place` says whether it is behind, the present one, or still to come."""

    place: Place
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What we wait for, and the place on the page where it is answered."""

    words: str
    url: str = "#write"


def status_said(row: Case) -> str:
    """The state of a row of a list, in a customer's words."""
    waits = {
        "customer": _("We wait for you"),
        "supplier": _("We wait for somebody else"),
        "bug": _("We wait for a correction"),
        "date": _("Planned for later"),
    }
    if row.status == "waiting":
        return waits.get(row.waiting_on, _("Waiting"))
    return {
        "new": _("Received"),
        "active": _("In work"),
        "resolved": _("Solved, if you agree"),
        "closed": pgettext("case", "Closed"),
        "merged": _("Goes on in another case"),
        "handed back": _("Handed back to you"),
    }.get(row.status, "")


def stages_of(loaded: Loaded) -> tuple[Stage, ...]:
    """The four steps of a case."""
    state = loaded.state
    return (
        Stage("done", _("We received it"), state.opened_at),
        _answered(state),
        _worked(state),
        _ending(state),
    )


def asked_of(loaded: Loaded) -> AskedFor | None:
    """What the customer is asked for now."""
    state = loaded.state
    if state.waiting_on != "customer" or state.has_ended:
        return None
    what, quote = state.waiting_for, state.quote_waiting
    if quote is not None and quote.quote == what:
        return AskedFor(_("We wait for your answer to our quote."), "#quotes")
    if what in acts_to_approve(loaded.charter):
        return AskedFor(_("We wait for your approval: %(what)s") % {"what": what}, "#approve")
    if what:
        return AskedFor(_("We wait for your answer: %(what)s") % {"what": what})
    return AskedFor(_("We wait for your answer."))


def _answered(state: State) -> Stage:
    if state.responded_at is not None:
        return Stage("done", _("We answered"), state.responded_at)
    if state.has_ended:
        return Stage("done", _("We answered"))
    return Stage("now", _("You get a first answer from a person"))


def _worked(state: State) -> Stage:
    if state.has_ended:
        return Stage("done", _("We worked on it"), _since(state))
    if state.responded_at is None and not state.activated_at:
        return Stage("ahead", _("We work on it"))
    waits = {
        "customer": _("We wait for your answer"),
        "supplier": _("We wait for somebody else’s part of it"),
        "bug": _("A correction of the product is awaited"),
        "date": _("It is planned for a date"),
    }
    if state.waiting_on:
        return Stage("now", waits.get(state.waiting_on, _("It waits")), state.waiting_since)
    if state.run_going is not None:
        return Stage("now", _("We work on it, and it is escalated"), _since(state))
    return Stage("now", _("We work on it"), _since(state))


def _since(state: State) -> datetime | None:
    """When work began, or when the case came to those who have it now."""
    moved = [event.at for event in state.history if isinstance(event, ev.Transferred)]
    return moved[-1] if moved else state.activated_at or state.responded_at


def _ending(state: State) -> Stage:
    match state.status:
        case "closed":
            return Stage("done", pgettext("case", "Closed"), state.closed_at)
        case "handed back":
            return Stage("done", _("Handed back to you"), state.handed_back_at)
        case "merged":
            return Stage("done", _("It goes on in case %(number)s") % {"number": state.merged_into})
        case "resolved":
            return Stage(
                "now", _("We think that it is solved: say whether it is"), state.resolved_at
            )
        case _:
            return Stage("ahead", _("You agree that it is solved, then we close it"))
