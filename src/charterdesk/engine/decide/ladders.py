"""Ladders as they run: started, fired, repeated, ended, resumed (2.8 L1-L6)."""

from dataclasses import replace
from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Ladder, Step
from charterdesk.engine.decide import moments
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.telling import Notice, find, tell, tell_person
from charterdesk.engine.decide.timers import StepDue, timers
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.ladder import Calling, Run, StepRun, in_charge

FORMAL = "formal escalation"


def refusal_of(draft: Draft, ladder: Ladder) -> str:
    """Why this case has no such ladder; "" when it has (R-VOX-1)."""
    givers = [c.name for c in draft.charter.contracts.values() if ladder.name in c.gives]
    wanted = [ladder.contract] if ladder.contract else givers
    own = draft.charter.contract(draft.case.contract)
    if not wanted or (own is not None and own.name in wanted):
        return ""
    has = f"this case has contract {draft.case.contract}" if draft.case.contract else "it has none"
    return f"The ladder {ladder.name} is only for contract {' or '.join(wanted)}; {has}."


def start(draft: Draft, ladder: Ladder, trigger: str, due_at: datetime) -> None:
    """A run begins; its steps at 0m fire at once, in the ladder's hours (L1, L2)."""
    number = len(draft.case.runs) + 1
    draft.record(
        ev.LadderStarted(
            at=due_at,
            recorded_at=draft.at,
            by=draft.actor,
            run=number,
            ladder=ladder.name,
            trigger=trigger,
        )
    )
    draft.explain(f"The ladder {ladder.name} runs because of the {trigger}.", ladder.place)
    fire_what_is_due(draft, number)


def start_by_priority(draft: Draft, due_at: datetime) -> None:
    """A priority that a ladder lists starts it, where the contract gives it (R-VOX-14)."""
    for ladder in draft.charter.ladders.values():
        listed = any(trigger.priority == draft.case.priority for trigger in ladder.starts)
        idle = listed and in_charge(draft.case.runs, ladder.name) is None
        if idle and not refusal_of(draft, ladder):
            start(draft, ladder, f"priority {draft.case.priority}", due_at)


def fire_what_is_due(draft: Draft, number: int) -> None:
    """The steps of a run whose moment has come, e.g. those at 0m."""
    while True:
        due = [
            timer
            for timer in timers(draft.charter, draft.case)
            if isinstance(timer, StepDue) and timer.run.number == number and timer.at <= draft.at
        ]
        if not due:
            return
        fire(draft, due[0].run, due[0].step, due[0].at)


def fire(draft: Draft, run: Run, name: str, due_at: datetime) -> None:
    """A step comes due: judged by its `unless` now, then its people are told (L4, 2.9)."""
    ladder = draft.charter.ladders[run.ladder]
    step = ladder.step(name)
    if step is None:
        return
    skipped = any(_holds(draft, run, word) for word in step.unless)
    called: tuple[tuple[str, str], ...] = ()
    if not skipped:
        called = _call(draft, run, step, due_at)
    draft.record(
        ev.StepFired(
            at=due_at,
            recorded_at=draft.at,
            run=run.number,
            step=name,
            skipped=skipped,
            called=called,
        )
    )
    if skipped:
        return
    _own(draft, step, called)
    moments.moment(draft, "ladder step", f"Engaged at step {name}: {_names(called)}.", due_at)
    if step.within is None:
        _take(draft, run, name, due_at, breached=False)


def fire_by_event(draft: Draft, run: Run, name: str) -> None:
    """A step that is reached by an event, not by time (R-BIC-30)."""
    if run.step(name).is_ == "waiting":
        fire(draft, run, name, draft.at)
        fire_what_is_due(draft, run.number)


def fire_by_facts(draft: Draft) -> None:
    """A step whose `when` names a fact on the case is reached by it (R-BIC-30)."""
    run = draft.case.run_going
    if run is None:
        return
    for step in draft.charter.ladders[run.ladder].steps:
        since_run = _facts_since(draft, run)
        if any(need.kind == "fact" and need.text in since_run for need in step.when):
            fire_by_event(draft, run, step.name)


def _facts_since(draft: Draft, run: Run) -> frozenset[str]:
    return frozenset(
        event.word
        for event in draft.case.history
        if isinstance(event, ev.FactRecorded) and event.value != "no" and event.at >= run.since
    )


def limit_passed(draft: Draft, run: Run, step: StepRun, due_at: datetime) -> None:
    """Not all were reached within the limit: a breach on us, and the step counts as taken (L2)."""
    _take(draft, run, step.name, due_at, breached=True)
    late = [role for role, person in step.called if not _was_reached(draft, run, role, person)]
    moments.moment(
        draft,
        "breach",
        f"Breach: step {step.name} was not taken; not reached: {', '.join(late)}.",
        due_at,
        staff_only=True,
    )


def take_if_all_reached(draft: Draft) -> None:
    """A running step is taken at the moment at which the last of its people was reached (L2)."""
    for run in draft.case.runs:
        for step in run.steps if run.is_going else ():
            if step.is_ == "running" and all(
                _was_reached(draft, run, role, person) for role, person in step.called
            ):
                _take(draft, run, step.name, draft.at, breached=False)


def repeat(draft: Draft, calling: Calling, due_at: datetime) -> None:
    """Call again those who have not answered; after the last time tell their `else` (L3)."""
    number = calling.done + 1
    roles = tuple(role for role in calling.roles if not _has_answered(draft, calling, role))
    over = _is_over(draft, calling)
    if over or not roles or (draft.is_late(due_at) and not calling.is_spent):
        missed = calling.repeat.times + 1 if over or not roles else number
        _miss(draft, calling, missed, due_at)
    elif calling.is_spent:
        _fall_back(draft, calling, roles, due_at)
        _miss(draft, calling, number, due_at)
    else:
        text = f"Call {number + 1}, nobody has answered yet: {calling.about}."
        tell(draft, roles, _call_notice(draft, calling, text, due_at, number))
        if draft.case.callings and any(
            c.name == calling.name and c.done < number for c in draft.case.callings
        ):
            _miss(draft, calling, number, due_at)


def end(draft: Draft, run: Run, why: str) -> None:
    """The run is over; everyone reached gets an all-clear (L5)."""
    draft.record(ev.LadderEnded(at=draft.at, recorded_at=draft.at, run=run.number, why=why))
    for person, via in _involved(draft, run).items():
        text = f"All clear: the case is {why}."
        _tell_person(draft, run, person, via, "all-clear", text)


def end_for(draft: Draft, word: str, why: str) -> None:
    """End each run whose ladder stops at that word: resolved, de-escalated, handed back."""
    for run in draft.case.runs:
        if run.is_going and word in draft.charter.ladders[run.ladder].stops:
            end(draft, run, why)


def resume(draft: Draft) -> None:
    """Reopening resumes the run: those reached are told at once, the rest counts from now (L6)."""
    run = draft.case.runs[-1] if draft.case.runs else None
    if run is None or run.is_going or run.ended_why not in ("resolved", "handed back"):
        return
    draft.record(ev.LadderResumed(at=draft.at, recorded_at=draft.at, run=run.number))
    for person, via in _involved(draft, run).items():
        _tell_person(draft, run, person, via, "reopened", "The case is open again.")
    fire_what_is_due(draft, run.number)


def inform_of_update(draft: Draft) -> None:
    """Those to be kept informed get each update to the end (L5, R-VOX-12)."""
    run = draft.case.run_going
    if run is None:
        return
    text = "Update: the customer has been written to."
    moments.moment(draft, "update", text, draft.at, staff_only=True)
    for step in draft.charter.ladders[run.ladder].steps:
        state = run.step(step.name)
        if step.keep_informed and state.is_ in ("running", "taken", "breached"):
            notice = Notice(
                rule=f"run{run.number}/informed", about="update", text=text, due_at=draft.at
            )
            _tell_not_yet(draft, state.roles, notice)


def _tell_not_yet(draft: Draft, roles: tuple[str, ...], notice: Notice) -> None:
    """Those roles whose person has not just had the same update by another rule."""
    told = {t.person for t in draft.case.notices if t.about == "update" and t.at == draft.at}
    people = [(role, find(draft, role, ())) for role in roles]
    tell(draft, tuple(role for role, found in people if found and found[0] not in told), notice)


def _call(draft: Draft, run: Run, step: Step, due_at: datetime) -> tuple[tuple[str, str], ...]:
    name = f"run{run.number}/{step.name}"
    text = f"Escalation, step {step.name} of ladder {run.ladder}: {draft.case.subject}".rstrip(": ")
    notice = Notice(
        rule=name,
        about=f"step {step.name}",
        text=text,
        due_at=due_at,
        means=step.means,
        calling=name if step.repeat else "",
        always=True,
        words=(("step", step.name), ("ladder", run.ladder)),
    )
    return tell(draft, step.notify, notice)


def _own(draft: Draft, step: Step, called: tuple[tuple[str, str], ...]) -> None:
    if not step.owner_becomes:
        return
    person = next((p for role, p in called if role == step.owner_becomes), "")
    if not person:
        found = find(draft, step.owner_becomes, ())
        person = found[0] if found else ""
    if person and person != draft.case.owner:
        draft.record(ev.OwnerSet(at=draft.at, recorded_at=draft.at, owner=person))


def _take(draft: Draft, run: Run, name: str, at: datetime, *, breached: bool) -> None:
    draft.record(
        ev.StepTaken(at=at, recorded_at=draft.at, run=run.number, step=name, breached=breached)
    )


def _holds(draft: Draft, run: Run, word: str) -> bool:
    case = draft.case
    match word:
        case "resolved":
            return case.is_resolved or case.is_over
        case "responded":
            return case.responded_at is not None
        case _:
            return any(at >= run.counted_from for at, _ in case.acknowledged)


def _is_over(draft: Draft, calling: Calling) -> bool:
    case = draft.case
    if calling.if_priority and calling.if_priority != case.priority:
        return True
    if case.is_resolved or case.is_over:
        return True
    return calling.repeat.until == "response" and case.responded_at is not None


def _has_answered(draft: Draft, calling: Calling, role: str) -> bool:
    """Acknowledging ends the calling of that person (L4)."""
    notices = [t for t in draft.case.notices if t.calling == calling.name]
    people = {told.person for told in notices if role in told.roles}
    names = frozenset((role,)).union(*(_names_of(notices, person) for person in people))
    reached = calling.repeat.until == "reached" and draft.case.has_reached(names, calling.since)
    return reached or draft.case.has_acknowledged(names, calling.since)


def _was_reached(draft: Draft, run: Run, role: str, person: str) -> bool:
    names = _names_of(_told_by(draft, run), person) | {role}
    return draft.case.has_reached(names, run.counted_from)


def _involved(draft: Draft, run: Run) -> dict[str, tuple[str, ...]]:
    """Who was reached by the run, with their roles; all who were told, if the charter says so."""
    everyone = draft.charter.ladders[run.ladder].stand_down_all
    notices = _told_by(draft, run)
    return {
        told.person: told.via or told.roles
        for told in notices
        if everyone or draft.case.has_reached(_names_of(notices, told.person), run.since)
    }


def _told_by(draft: Draft, run: Run) -> list[ev.Told]:
    own = f"run{run.number}/"
    return [t for t in draft.case.notices if t.key.startswith(own) and t.person != CONTACT]


def _names_of(notices: list[ev.Told], person: str) -> frozenset[str]:
    """The person and every role for which, or through which, they were told."""
    mine = [told for told in notices if told.person == person]
    return frozenset((person,)).union(*((*told.roles, *told.via) for told in mine))


def _miss(draft: Draft, calling: Calling, number: int, due_at: datetime) -> None:
    draft.record(
        ev.RepeatsMissed(at=due_at, recorded_at=draft.at, calling=calling.name, number=number)
    )


def _fall_back(draft: Draft, calling: Calling, roles: tuple[str, ...], due_at: datetime) -> None:
    """The first of each silent role's `else` that has somebody."""
    for role in roles:
        for other in draft.charter.roles[role].otherwise if role in draft.charter.roles else ():
            found = find(draft, other, calling.means)
            if found is not None:
                text = f"{role} has not answered: {calling.about}. You are told for {role}."
                notice = replace(
                    _call_notice(draft, calling, text, due_at, 0),
                    rule=f"{calling.name}/else",
                    calling="",
                )
                tell(draft, (other,), notice)
                break


def _call_notice(
    draft: Draft, calling: Calling, text: str, due_at: datetime, number: int
) -> Notice:
    return Notice(
        rule=calling.name,
        about=calling.about,
        text=text,
        due_at=due_at,
        means=calling.means,
        calling=calling.name,
        number=number,
        always=True,
    )


def _tell_person(
    draft: Draft, run: Run, person: str, roles: tuple[str, ...], about: str, text: str
) -> None:
    notice = Notice(
        rule=f"run{run.number}/{about}", about=about, text=text, due_at=draft.at, always=True
    )
    tell_person(draft, person, roles, notice)


def _names(called: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(dict.fromkeys(role for role, _ in called)) or "nobody"
