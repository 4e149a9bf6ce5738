"""What a machine says on a case that it opened: never human, yet it may reopen and resolve it.

Automatic mail never reopens (M3). An alert does: what it reports is there again, whoever ended
the case. Its recovery resolves only where the channel says so and no person has to look first.
"""

from datetime import timedelta

from charterdesk.engine import commands_machines as co
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Channel
from charterdesk.engine.commands import Escalate
from charterdesk.engine.decide import articles, gates, ladders, moments
from charterdesk.engine.decide.decision import Because
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.escalation import escalate
from charterdesk.engine.decide.reopening import FIRED_AGAIN, REOPENINGS_A_DAY, may_reopen
from charterdesk.engine.decide.reopening import reopen_case as reopen
from charterdesk.engine.decide.telling import OWNER, Notice, tell
from charterdesk.engine.intents import OpenLinked
from charterdesk.engine.phrase import Phrase, phrase


def fires(draft: Draft, command: co.AlertFires) -> None:
    """The same alert again: noted; a case that ended goes on, or has a successor (2.6 F)."""
    ended = draft.case.is_over or draft.case.is_resolved
    if ended and not may_reopen(draft):
        _open_linked(draft, command)
        return
    _note(draft, command)
    if ended:
        reopen(draft, FIRED_AGAIN)
    _raise(draft, command)


def recovers(draft: Draft, command: co.AlertRecovers) -> None:
    """The all-clear is noted, and resolves where the charter says so and nothing stands against it.

    A machine that comes and goes resolves at most three times a day, then a person looks (M7).
    """
    _note(draft, command)
    case = draft.case
    channel = draft.charter.channels.get(command.channel)
    if case.is_over or case.is_resolved or channel is None or not channel.recovery_resolves:
        return
    why = _against(draft, command, channel)
    if why is None:
        _resolve(draft, channel.recovery_outcome)
        return
    draft.explain(Because(why, channel.recovery_place, held=False, about="message"))


def _against(draft: Draft, command: co.AlertRecovers, channel: Channel) -> Phrase | None:
    """Why the recovery is only noted; None where it resolves the case."""
    if draft.case.children and not command.whole:
        return phrase("The case is an outage, of which others are: a person ends it.")
    if any(p.kind == "reply" and p.is_open for p in draft.case.promises):
        return phrase("The customer waits for an answer: a person ends the case.")
    if _comes_and_goes(draft):
        _tell_of_it(draft)
        return phrase("The alert has come back three times in a day: a person looks.")
    outcome = draft.charter.closing.outcomes.get(channel.recovery_outcome)
    given = ["outcome"] if outcome else []
    missing = (
        *gates.missing(draft, "resolve", automatic=True, given=given),
        *gates.missing_to_resolve(draft, outcome),
    )
    texts = "; ".join(need.text for need in missing)
    return (
        phrase("Resolving needs what no machine gives: %(needs)s.", needs=texts) if texts else None
    )


def _comes_and_goes(draft: Draft) -> bool:
    since = draft.at - timedelta(days=1)
    return sum(at > since for at in draft.case.reopened_at) >= REOPENINGS_A_DAY


def _tell_of_it(draft: Draft) -> None:
    text = "The alert came back three times today: its recovery resolves no more; please look."
    notice = Notice(rule="reopen limit", about="reopen limit", text=text, due_at=draft.at)
    tell(draft, (OWNER,), notice)


def _resolve(draft: Draft, outcome: str) -> None:
    draft.record(ev.Resolved(at=draft.at, recorded_at=draft.at, outcome=outcome, automatic=True))
    text = f"The case is resolved: {outcome}." if outcome else "The case is resolved."
    moments.moment(draft, "resolved", text, draft.at)
    if outcome:
        moments.moment(draft, "outcome", f"Outcome: {outcome}.", draft.at, outcome=outcome)
    articles.want_if_missing(draft, outcome)
    ladders.end_for(draft, "resolved")


def _raise(draft: Draft, command: co.AlertFires) -> None:
    """It has become worse: a raise as any other, or the escalation that a row asks for (2.6 J)."""
    ranks = {one.name: one.rank for one in draft.charter.priorities}
    wanted = command.priority
    if wanted not in ranks or ranks[wanted] >= ranks[draft.case.priority]:
        return
    if draft.charter.priority(wanted).only_by_escalation:
        reason = command.subject or "the alert has become worse"
        escalate(draft, Escalate(reason=reason), to_priority=wanted)
        return
    draft.record(
        ev.PrioritySet(at=draft.at, recorded_at=draft.at, priority=wanted, reason="worse alert")
    )
    moments.raised(draft)
    ladders.start_by_priority(draft, draft.at)


def _note(draft: Draft, command: co.AlertFires | co.AlertRecovers) -> None:
    draft.record(
        ev.CustomerWrote(
            at=draft.at,
            recorded_at=draft.at,
            by=ev.CUSTOMER,
            message=command.message,
            channel=command.channel,
            subject=command.subject,
            automatic=True,
        )
    )


def _open_linked(draft: Draft, command: co.AlertFires) -> None:
    draft.intents.append(
        OpenLinked(
            channel=command.channel or draft.case.channel,
            subject=command.subject,
            asker=draft.case.asker,
            message=command.message,
        )
    )
    said = phrase("The window for reopening is over: the alert opens a new, linked case.")
    draft.explain(Because(said, draft.charter.closing.place, about="message"))
