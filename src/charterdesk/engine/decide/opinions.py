"""What the customer thinks and allows: replies judged, a score, approvals given and refused."""

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.telling import OWNER, Notice, tell
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.phrase import phrase

CLEAR, NOT_CLEAR = 1, 0
SCORES = range(1, 6)
SCORE_RULE = "score"
PERMITTED, NOT_PERMITTED = "permitted", "not permitted"


def rate(draft: Draft, command: co.Rate) -> None:
    """A reply was clear or not (R-BIC-8), or the whole case gets a score; the last word counts."""
    if command.of:
        _rate_reply(draft, command)
    elif command.score not in SCORES:
        draft.refuse(phrase("A score is a whole number from 1 to 5."))
    elif not draft.case.has_ended:
        draft.refuse(phrase("The case is still open; a score is given once it is solved."))
    else:
        _record(draft, command)


def approve(draft: Draft, command: co.Approve) -> None:
    """The customer approves an act (R-HFN-16, 17); who waited for that waits no longer."""
    draft.record(ev.Approved(at=draft.at, recorded_at=draft.at, by=ev.CUSTOMER, what=command.what))
    _end_waiting_for(draft, command.what)


def refuse_approval(draft: Draft, command: co.RefuseApproval) -> None:
    """The customer says no, with a word; it is answered like any message of theirs."""
    if not command.says.strip():
        draft.refuse(phrase("Say in a word why not, so that we know how to go on."), "reason")
        return
    at = draft.at
    draft.record(
        ev.ApprovalRefused(
            at=at, recorded_at=at, by=ev.CUSTOMER, what=command.what, says=command.says
        )
    )
    draft.record(ev.CustomerWrote(at=at, recorded_at=at, by=ev.CUSTOMER))


def judge_asker(draft: Draft, command: co.JudgeAsker) -> None:
    """An authorised contact permits or refuses the asker; whoever works on it is told (R-TER-6)."""
    opening = draft.case.opening
    if opening is None or opening.authorised:
        draft.refuse(phrase("Nobody was asked whether this person may ask: they may."))
        return
    at, permitted = draft.at, command.permitted
    draft.record(
        ev.AskerJudged(
            at=at, recorded_at=at, by=command.by or ev.CUSTOMER, permitted=permitted,
            judge=command.judge, says=command.says,
        )
    )  # fmt: skip
    about = PERMITTED if permitted else NOT_PERMITTED
    text = (
        "The customer's authorised contact says that this person may ask."
        if permitted
        else "The customer's authorised contact says that this person may not ask."
    )
    tell(draft, (OWNER,), Notice(rule=about, about=about, text=text, due_at=at))


def end_approval(draft: Draft, command: co.EndApproval) -> None:
    """An approval holds for what was asked, not for ever; the gate is shut again."""
    if command.what not in draft.case.approvals:
        draft.refuse(phrase("'%(what)s' is not approved now.", what=command.what))
        return
    draft.record(
        ev.ApprovalEnded(
            at=draft.at, recorded_at=draft.at, by=draft.actor, what=command.what,
            because=command.because,
        )
    )  # fmt: skip


def ask_for_score(draft: Draft) -> None:
    """Where the charter asks for a score, the customer is asked once, after the first closing."""
    asked = any(told.key.startswith(f"{SCORE_RULE}/") for told in draft.case.notices)
    if draft.charter.closing.asks_score and not asked and "" not in draft.case.ratings:
        text = "The case is closed. How did we do, from 1 to 5?"
        notice = Notice(rule=SCORE_RULE, about=SCORE_RULE, text=text, due_at=draft.at)
        tell(draft, (CONTACT,), notice)


def _rate_reply(draft: Draft, command: co.Rate) -> None:
    known = any(_is_reply(event, command.of) for event in draft.case.history)
    if not known or command.of in draft.case.void:
        draft.refuse(phrase("There is no such reply on this case."))
    elif command.score not in (CLEAR, NOT_CLEAR):
        draft.refuse(phrase("A reply is clear or it is not."))
    else:
        _record(draft, command)
        if command.score == NOT_CLEAR:
            text = f"The customer says that a reply was not clear. {command.says}".rstrip()
            notice = Notice(rule="not clear", about="not clear", text=text, due_at=draft.at)
            tell(draft, (OWNER,), notice)


def _is_reply(event: ev.Event, ref: str) -> bool:
    """A message of a person of ours to the customer, by itself or with the resolution."""
    if isinstance(event, ev.ReplySent | ev.Resolved):
        return event.message == ref and not event.automatic
    return False


def _record(draft: Draft, command: co.Rate) -> None:
    draft.record(
        ev.Rated(
            at=draft.at,
            recorded_at=draft.at,
            by=ev.CUSTOMER,
            of=command.of,
            score=command.score,
            says=command.says,
        )
    )


def _end_waiting_for(draft: Draft, what: str) -> None:
    case = draft.case
    if case.waiting_on == "customer" and case.waiting_for == what:
        draft.record(ev.WaitingEnded(at=draft.at, recorded_at=draft.at, by=ev.CUSTOMER))
