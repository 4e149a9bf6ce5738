"""A case that ended goes on under the same number: by whom, how long, how often (2.6 F, M7)."""

from datetime import timedelta

from charterdesk.engine import events as ev
from charterdesk.engine.calendar import ALWAYS
from charterdesk.engine.decide import ladders, moments
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.telling import OWNER, Notice, tell
from charterdesk.engine.promise import target_due

REOPENINGS_A_DAY = 3
BY_MESSAGE = "customer wrote"
DECLINED = "declined"
FIRED_AGAIN = "fired again"


def may_reopen(draft: Draft) -> bool:
    """Whether the customer's window is open: it runs from the closing, before that from the
    resolution (2.3, 2.6 F)."""
    case, window = draft.case, draft.charter.closing.reopen
    ended = case.closed_at or case.handed_back_at or case.resolved_at
    if case.merged_into or ended is None:
        return False
    until = target_due(ALWAYS, ended, window) if window is not None else None
    return until is None or draft.at <= until


def reopen_case(draft: Draft, why: str) -> None:
    """The same number goes on: resolution resumes, a ladder that ran resumes (2.6 F, L6)."""
    draft.record(ev.Reopened(at=draft.at, recorded_at=draft.at, by=draft.actor, why=why))
    moments.moment(draft, "reopened", "The case is open again.", draft.at)
    ladders.resume(draft)


def reopen_by_message(draft: Draft) -> None:
    """By mail at most three times a day, then a person looks (M7)."""
    since = draft.at - timedelta(days=1)
    if sum(at > since for at in draft.case.reopened_at) < REOPENINGS_A_DAY:
        reopen_case(draft, BY_MESSAGE)
        return
    text = "The customer wrote again to a case reopened three times today; please look."
    notice = Notice(rule="reopen limit", about="reopen limit", text=text, due_at=draft.at)
    tell(draft, (OWNER,), notice)


def undo_reopening(draft: Draft) -> None:
    """The message that reopened it was a "thanks": it is resolved as it was (2.3).

    So it is where a colleague agrees to what another one declined, before we answered that.
    """
    case = draft.case
    undone = case.reopened_why == BY_MESSAGE or (
        case.reopened_why == DECLINED and draft.by_customer and not _answered_since(draft)
    )
    if case.is_resolved or not undone:
        return
    draft.record(ev.ReopeningUndone(at=draft.at, recorded_at=draft.at, by=draft.actor))
    ladders.end_for(draft, "resolved")


def _answered_since(draft: Draft) -> bool:
    """Whether somebody of ours has answered since the case was opened again."""
    since = draft.case.reopened_at[-1]
    sent = (event for event in draft.case.history if isinstance(event, ev.ReplySent))
    return any(event.at >= since and not event.automatic for event in sent)
