"""Resolving, agreeing, declining, closing, handing back (2.6 F, 2.12)."""

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Need, Outcome
from charterdesk.engine.decide import articles, gates, ladders, moments
from charterdesk.engine.decide.backdating import may_have_ended
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.opinions import ask_for_score
from charterdesk.engine.decide.people import own_if_first
from charterdesk.engine.decide.reopening import (
    DECLINED,
    may_reopen,
    reopen_case,
    undo_reopening,
)
from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.status import status_word

ANALYST = "analyst"


def resolve(draft: Draft, command: co.Resolve) -> None:
    """An outcome is given with what we can give for it; the customer's word may follow."""
    case, outcomes = draft.case, draft.charter.closing.outcomes
    outcome = outcomes.get(command.outcome)
    if case.is_resolved or case.is_over:
        draft.refuse(_already(draft))
    elif command.outcome and outcome is None and outcomes:
        draft.refuse(
            phrase(
                "There is no outcome %(word)s; the charter has %(known)s.",
                word=command.outcome,
                known=tuple(outcomes),
            )
        )
    elif may_have_ended(draft, command.contact):
        needs = _missing_to_resolve(draft, command, outcome)
        if needs:
            gates.refuse(draft, "resolve", needs)
        else:
            _resolve(draft, command)


def agree(draft: Draft, command: co.Agree) -> None:
    """Customer or analyst agrees to the closing; the last agreement needed closes (2.12)."""
    party = ev.CUSTOMER if draft.by_customer else ANALYST
    if draft.case.is_over:
        draft.refuse(_already(draft))
        return
    undo_reopening(draft)
    draft.record(
        ev.Agreed(at=draft.at, recorded_at=draft.at, by=draft.actor, party=party, says=command.says)
    )
    if draft.case.is_resolved and not gates.missing_to_close(draft):
        _close(draft)


def decline(draft: Draft, command: co.Decline) -> None:
    """Not agreed: what was proposed is open again (the last human word counts).

    One colleague may take back within the window what another one agreed to.
    """
    party = ev.CUSTOMER if draft.by_customer else ANALYST
    if not draft.case.is_resolved or draft.case.merged_into or draft.case.handed_back_at:
        draft.refuse(phrase("Nothing has been proposed that could be declined."))
        return
    if draft.case.closed_at and not may_reopen(draft):
        draft.refuse(phrase("The window for reopening is over; open a new case."))
        return
    draft.record(
        ev.Declined(
            at=draft.at, recorded_at=draft.at, by=draft.actor, party=party, says=command.says
        )
    )
    outcome = draft.case.outcome
    reopen_case(draft, DECLINED)
    if party == ev.CUSTOMER:
        articles.want_if_unclear(draft, outcome)
        draft.record(ev.CustomerWrote(at=draft.at, recorded_at=draft.at, by=ev.CUSTOMER))


def close(draft: Draft, command: co.CloseCase) -> None:
    """Closed by a person, once it is resolved and the gate and the agreement are satisfied."""
    if draft.case.is_over:
        draft.refuse(_already(draft))
    elif not draft.case.is_resolved:
        said = phrase("The case is not resolved yet; resolve it first, then close it.")
        draft.refuse(said, "outcome")
    elif needs := gates.missing_to_close(draft):
        gates.refuse(draft, "close", needs)
    else:
        _close(draft)


def reopen(draft: Draft, command: co.Reopen) -> None:
    """A person opens it again."""
    if draft.case.merged_into:
        into = draft.case.merged_into
        draft.refuse(phrase("The case was merged into %(number)s; go on there.", number=into))
    elif not draft.case.is_resolved and not draft.case.is_over:
        draft.refuse(phrase("The case is open."))
    elif draft.by_customer and not may_reopen(draft):
        draft.refuse(phrase("The window for reopening is over; open a new case."))
    else:
        reopen_case(draft, "reopened by hand")


def hand_back(draft: Draft, command: co.HandBack) -> None:
    """Out of scope: back with the reason; promises end without a breach (R-HFN-21)."""
    if not command.reason:
        said = phrase("Handing back needs the reason why it is out of scope.")
        draft.refuse(said, "why out of scope")
        return
    if draft.case.is_over:
        draft.refuse(_already(draft))
        return
    draft.record(
        ev.HandedBack(at=draft.at, recorded_at=draft.at, by=draft.actor, reason=command.reason)
    )
    text = f"The case is handed back to you: {command.reason}"
    moments.moment(draft, "handed back", text, draft.at)
    ladders.end_for(draft, "handed back")


def _already(draft: Draft) -> Phrase:
    return phrase("The case is %(status)s already.", status=status_word(draft.case.status))


def _missing_to_resolve(
    draft: Draft, command: co.Resolve, outcome: Outcome | None
) -> tuple[Need, ...]:
    automatic = draft.is_machine(draft.actor)
    given = [
        *(["outcome"] if command.outcome else []),
        *(["message to customer"] if command.with_message else []),
    ]
    gate = gates.missing(draft, "resolve", automatic=automatic, given=given)
    return (*gate, *gates.missing_to_resolve(draft, outcome))


def _resolve(draft: Draft, command: co.Resolve) -> None:
    automatic = draft.is_machine(draft.actor)
    message = (command.message or "with the resolution") if command.with_message else ""
    at = command.contact or draft.at
    draft.record(
        ev.Resolved(
            at=at,
            recorded_at=draft.at,
            by=draft.actor,
            outcome=command.outcome,
            message=message,
            automatic=automatic,
        )
    )
    if message and not automatic:
        own_if_first(draft, draft.actor, at)
    outcome = command.outcome
    text = f"The case is resolved: {outcome}." if outcome else "The case is resolved."
    moments.moment(draft, "resolved", text, draft.at)
    if outcome:
        moments.moment(draft, "outcome", f"Outcome: {outcome}.", draft.at, outcome=outcome)
    articles.want_if_missing(draft, outcome)
    ladders.end_for(draft, "resolved")
    if ev.CUSTOMER in draft.case.agreed and not gates.missing_to_close(draft):
        _close(draft)


def _close(draft: Draft) -> None:
    draft.record(ev.Closed(at=draft.at, recorded_at=draft.at, by=draft.actor))
    moments.moment(draft, "closed", "The case is closed.", draft.at)
    ask_for_score(draft)
