"""Steps of a run: fired, taken, missed (L2-L4). A step is judged when it fires."""

from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Need, Step
from charterdesk.engine.decide import gates, moments
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.ladder_people import was_reached
from charterdesk.engine.decide.telling import Notice, find, tell
from charterdesk.engine.decide.timers import StepDue, timers
from charterdesk.engine.ladder import Run, StepRun, call_occasion, calling_name


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
    step = draft.charter.ladders[run.ladder].step(name)
    if step is None:
        return
    skipped = any(_holds(draft, run, word) for word in step.unless)
    called = () if skipped else _call(draft, run, step, due_at)
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
    _hand_over(draft, step, called)
    moments.moment(draft, "ladder step", f"Engaged at step {name}: {_names(called)}.", due_at)
    if step.within is None or not called:
        _take(draft, run, name, due_at, breached=False)


def fire_by_event(draft: Draft, run: Run, name: str) -> None:
    """A step that is reached by an event, not by time (R-BIC-30)."""
    if run.step(name).is_ == "waiting" and not run.carried_by:
        fire(draft, run, name, draft.at)
        fire_what_is_due(draft, run.number)


def fire_by_needs(draft: Draft) -> None:
    """A step whose `when` names what is there by now is reached by it (R-BIC-30)."""
    for run in draft.case.runs:
        calls = run.is_going and not run.carried_by
        for step in draft.charter.ladders[run.ladder].steps if calls else ():
            if any(_has_come(draft, run, need) for need in step.when):
                fire_by_event(draft, run, step.name)


def limit_passed(draft: Draft, run: Run, step: StepRun, due_at: datetime) -> None:
    """Not all were reached within the limit: a breach on us, and the step counts as taken (L2)."""
    _take(draft, run, step.name, due_at, breached=True)
    missing = [role for role, who in step.called if not was_reached(draft, run, who, role)]
    text = f"Breach: step {step.name} was not taken; not reached: {', '.join(missing)}."
    moments.moment(draft, "breach", text, due_at, staff_only=True)


def take_if_all_reached(draft: Draft) -> None:
    """A running step is taken at the moment at which the last of its people was reached (L2)."""
    for run in draft.case.runs:
        for step in run.steps if run.is_going else ():
            if step.is_ == "running" and all(
                was_reached(draft, run, person, role) for role, person in step.called
            ):
                _take(draft, run, step.name, draft.at, breached=False)


def _has_come(draft: Draft, run: Run, need: Need) -> bool:
    """Facts and mails count since the run began; whatever else by what is on the case now."""
    since = [event for event in draft.case.history if event.at >= run.since]
    if need.kind == "fact":
        words = (need.text, *need.arguments)
        return any(
            isinstance(e, ev.FactRecorded) and e.word in words and e.value != gates.NO
            for e in since
        )
    if need.kind == "mail to channel":
        channel = need.arguments[0]
        return any(isinstance(e, ev.CustomerWrote) and e.channel == channel for e in since)
    return gates.is_there(draft, need, "escalate")


def _call(draft: Draft, run: Run, step: Step, due_at: datetime) -> tuple[tuple[str, str], ...]:
    name = calling_name(run.number, step.name)
    text = f"Escalation, step {step.name} of ladder {run.ladder}: {draft.case.subject}".rstrip(": ")
    notice = Notice(
        rule=name,
        about=call_occasion(step.name),
        text=text,
        due_at=due_at,
        means=step.means,
        calling=name if step.repeat else "",
        always=True,
        words=(("step", step.name), ("ladder", run.ladder)),
    )
    return tell(draft, step.notify, notice)


def _hand_over(draft: Draft, step: Step, called: tuple[tuple[str, str], ...]) -> None:
    """The step's `owner_becomes` owns the case from now on (R-BIC-25)."""
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


def _names(called: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(dict.fromkeys(role for role, _ in called)) or "nobody"
