"""Formal escalations, and the priorities that only they reach (2.6 J, 2.8)."""

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Ladder, Priority
from charterdesk.engine.decide import gates, ladder_steps, ladders, moments
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.reopening import may_reopen, reopen_case
from charterdesk.engine.decide.telling import Notice, tell
from charterdesk.engine.ladder import Run, in_charge
from charterdesk.engine.phrase import Phrase, english, phrase
from charterdesk.engine.status import status_word


def escalate(draft: Draft, command: co.Escalate, *, to_priority: str = "") -> None:
    """A formal escalation. A second one during the run is noted; nobody is called twice (L1)."""
    needs = [
        need
        for need in gates.missing(draft, "escalate")
        if not (need.kind == "reason" and command.reason)
    ]
    ladder = _ladder(draft, command)
    if needs:
        gates.refuse(draft, "escalate", tuple(needs))
    elif draft.case.merged_into or not _may_go_on(draft):
        status = status_word(draft.case.status)
        said = phrase("The case is %(status)s for good; open a new one.", status=status)
        draft.refuse(said, "open case")
    elif ladder is None:
        _escalate_row(draft, command, to_priority)
    elif (why := ladders.refusal_of(draft.charter, draft.case, ladder)) is not None:
        _refuse(draft, ladder, why)
    elif command.step and ladder.step(command.step) is None:
        draft.refuse(
            phrase(
                "The ladder %(ladder)s has no step %(word)s; it has %(known)s.",
                ladder=ladder.name,
                word=command.step,
                known=tuple(step.name for step in ladder.steps),
            )
        )
    else:
        _declare(draft, command, ladder, to_priority)


def de_escalate(draft: Draft, command: co.DeEscalate) -> None:
    """The run ends before the case does: by whom, why, and with the customer's consent (L5)."""
    run = draft.case.run_going
    if run is None:
        draft.refuse(phrase("No escalation is going on in this case."))
    elif needs := _missing_to_stop(draft, run, command):
        draft.refuse(needs[0], *needs[1])
    else:
        draft.record(
            ev.DeEscalated(
                at=draft.at,
                recorded_at=draft.at,
                by=draft.actor,
                reason=command.reason,
                consent=_consent(command),
            )
        )
        ladders.end(draft, run, "de-escalated")


def _consent(command: co.DeEscalate) -> str:
    if command.customer_agrees:
        return "given"
    return "asked" if command.customer_asked else ""


def _missing_to_stop(
    draft: Draft, run: Run, command: co.DeEscalate
) -> tuple[Phrase, tuple[str, ...]] | None:
    """The sentence of a refusal and what is missing; None where the run may be stopped."""
    rule = draft.charter.ladders[run.ladder].may_stop
    if rule is not None and draft.actor and not draft.roles_of(draft.actor).intersection(rule.who):
        who = " or ".join(rule.who)
        only = phrase(
            "Only %(roles)s may de-escalate the ladder %(ladder)s.", roles=who, ladder=run.ladder
        )
        return only, rule.who
    given = {"reason": bool(command.reason), "customer agrees": command.customer_agrees}
    wanted = dict.fromkeys(["reason", *([need.kind for need in rule.needs] if rule else given)])
    missing = tuple(kind for kind in wanted if not given.get(kind, True))
    return (phrase("De-escalating needs: %(words)s.", words=missing), missing) if missing else None


def raised_row(draft: Draft) -> Priority | None:
    """The row that only an escalation reaches, where the case lies below it (2.6 J)."""
    rank = draft.charter.priority(draft.case.priority).rank
    rows = [p for p in draft.charter.priorities if p.only_by_escalation and p.rank < rank]
    return rows[-1] if rows else None


def _declare(draft: Draft, command: co.Escalate, ladder: Ladder, to_priority: str) -> None:
    """The run starts, or goes on to the level named; the case goes to the row for escalations."""
    run = in_charge(draft.case.runs, ladder.name)
    waiting = bool(run and command.step and run.step(command.step).is_ == "waiting")
    noted = run is not None and not waiting
    _record(draft, command, ladder.name, noted=noted)
    _reopen(draft)
    if any(not trigger.priority for trigger in ladder.starts):
        _start(draft, ladder)
    _raise(draft, to_priority)
    _start(draft, ladder)
    run = in_charge(draft.case.runs, ladder.name)
    if run is not None and (noted or command.step):
        ladders.call_by_parent(draft, run, command.reason, command.step)
    if run is not None and command.step:
        ladder_steps.fire_by_event(draft, run, command.step)
    if not noted:
        _tell_escalated(draft, ladder)


def _start(draft: Draft, ladder: Ladder) -> None:
    if in_charge(draft.case.runs, ladder.name) is None:
        ladders.start(draft, ladder, ladders.FORMAL, draft.at)


def _may_go_on(draft: Draft) -> bool:
    """A customer reopens by escalating, as by a message, only in the window."""
    return not (draft.case.has_ended and draft.by_customer) or may_reopen(draft)


def _reopen(draft: Draft) -> None:
    """Who escalates a case that had ended says that it is not settled: it is open again (2.6 F)."""
    if draft.case.has_ended:
        reopen_case(draft, "escalated")


def _escalate_row(draft: Draft, command: co.Escalate, to_priority: str) -> None:
    """A charter without that ladder may still have a row that an escalation reaches."""
    if not to_priority and raised_row(draft) is None:
        draft.refuse(
            phrase("This charter has no %(word)s; there is nothing to escalate to.", word=wanted)
            if (wanted := command.ladder)
            else phrase("This charter has no ladder; there is nothing to escalate to.")
        )
        return
    _record(draft, command, command.ladder, noted=False)
    _reopen(draft)
    _raise(draft, to_priority)
    moments.moment(draft, "escalated", "The case was escalated.", draft.at)


def _record(draft: Draft, command: co.Escalate, ladder: str, *, noted: bool) -> None:
    draft.record(
        ev.Escalated(
            at=draft.at,
            recorded_at=draft.at,
            by=draft.actor,
            ladder=ladder,
            reason=command.reason,
            step=command.step,
            noted=noted,
        )
    )


def _raise(draft: Draft, to_priority: str) -> None:
    """A formal escalation of a case in a lower row raises it to the row made for that."""
    row = raised_row(draft)
    name = to_priority or (row.name if row else "")
    if not name or name == draft.case.priority:
        return
    draft.record(
        ev.PrioritySet(
            at=draft.at, recorded_at=draft.at, by=draft.actor, priority=name, reason="escalated"
        )
    )
    moments.raised(draft)
    ladders.start_by_priority(draft, draft.at)


def _refuse(draft: Draft, ladder: Ladder, said: Phrase) -> None:
    """The refusal is recorded and the desk is told: it decides what to do instead (R-VOX-1)."""
    why = english(said, draft.charter.zone)
    draft.record(
        ev.EscalationRefused(
            at=draft.at, recorded_at=draft.at, by=draft.actor, ladder=ladder.name, why=why
        )
    )
    text = f"An escalation was asked for and refused. {why}"
    tell(draft, draft.desk, Notice(rule="refused", about="refused", text=text, due_at=draft.at))
    draft.refuse(said, ladder.contract, place=ladder.place)


def _ladder(draft: Draft, command: co.Escalate) -> Ladder | None:
    """The ladder named, or the charter's only one; among several the one with that step."""
    all_of = draft.charter.ladders
    if command.ladder:
        return all_of.get(command.ladder)
    if len(all_of) <= 1:
        return next(iter(all_of.values()), None)
    with_step = [ladder for ladder in all_of.values() if command.step and ladder.step(command.step)]
    formal = [la for la in all_of.values() if any(not t.priority for t in la.starts)]
    return next(iter(with_step or formal), None)


def _tell_escalated(draft: Draft, ladder: Ladder) -> None:
    run = in_charge(draft.case.runs, ladder.name)
    fired = [step for step in run.steps if step.called] if run else []
    people = "; ".join(f"{step.name}: {', '.join(dict.fromkeys(step.roles))}" for step in fired)
    moments.moment(draft, "escalated", f"The case was escalated. {people}".rstrip(), draft.at)
