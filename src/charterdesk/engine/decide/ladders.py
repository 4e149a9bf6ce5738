"""Runs of ladders: started, informed, ended, resumed (2.8 L1, L5, L6)."""

from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Ladder
from charterdesk.engine.decide import moments
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.ladder_people import involved
from charterdesk.engine.decide.ladder_steps import fire_what_is_due
from charterdesk.engine.decide.telling import Notice, find, tell, tell_person
from charterdesk.engine.ladder import Run, in_charge

FORMAL = "formal escalation"
RESUMABLE = ("resolved", "handed back")


def refusal_of(draft: Draft, ladder: Ladder) -> str:
    """Why this case has no such ladder; "" when it has (R-VOX-1)."""
    givers = [c.name for c in draft.charter.contracts.values() if ladder.name in c.gives]
    wanted = [ladder.contract] if ladder.contract else givers
    own = draft.charter.contract(draft.case.contract)
    if not wanted or (own is not None and own.name in wanted):
        return ""
    has = f"this case has contract {draft.case.contract}" if draft.case.contract else "it has none"
    return f"The ladder {ladder.name} is only for contract {' or '.join(wanted)}; {has}."


def start(draft: Draft, ladder: Ladder, trigger: str, since: datetime) -> None:
    """A run begins; its steps at 0m fire at once, in the ladder's hours (L1, L2)."""
    number = len(draft.case.runs) + 1
    draft.record(
        ev.LadderStarted(
            at=since,
            recorded_at=draft.at,
            by=draft.actor,
            run=number,
            ladder=ladder.name,
            trigger=trigger,
        )
    )
    draft.explain(f"The ladder {ladder.name} runs because of the {trigger}.", ladder.place)
    fire_what_is_due(draft, number)


def start_by_priority(draft: Draft, since: datetime) -> None:
    """A priority that a ladder lists starts it, where the contract gives it (R-VOX-14)."""
    for ladder in draft.charter.ladders.values():
        listed = any(trigger.priority == draft.case.priority for trigger in ladder.starts)
        idle = listed and in_charge(draft.case.runs, ladder.name) is None
        if idle and not refusal_of(draft, ladder):
            start(draft, ladder, f"priority {draft.case.priority}", since)


def end(draft: Draft, run: Run, why: str) -> None:
    """The run is over; everyone reached gets an all-clear (L5)."""
    draft.record(ev.LadderEnded(at=draft.at, recorded_at=draft.at, run=run.number, why=why))
    _tell_involved(draft, run, "all-clear", f"All clear: the case is {why}.")


def end_for(draft: Draft, word: str) -> None:
    """End each run whose ladder stops at that word; nothing runs on in a case handed back."""
    for run in draft.case.runs:
        stops = draft.charter.ladders[run.ladder].stops if run.is_going else ()
        if run.is_going and (word in stops or word == "handed back"):
            end(draft, run, word)


def end_by_lowering(draft: Draft) -> None:
    """Below the priority that started it, a run ends; any other run goes on (L5)."""
    ranks = {f"priority {p.name}": p.rank for p in draft.charter.priorities}
    now = ranks[f"priority {draft.case.priority}"]
    for run in draft.case.runs:
        if run.is_going and ranks.get(run.trigger, now) < now:
            end(draft, run, f"now {draft.case.priority}")


def resume(draft: Draft) -> None:
    """Reopening resumes the run: those reached are told at once, the rest counts from now (L6)."""
    run = draft.case.runs[-1] if draft.case.runs else None
    if run is None or run.is_going or run.ended_why not in RESUMABLE:
        return
    draft.record(ev.LadderResumed(at=draft.at, recorded_at=draft.at, run=run.number))
    _tell_involved(draft, run, "reopened", "The case is open again.")
    fire_what_is_due(draft, run.number)


def inform_of_update(draft: Draft) -> None:
    """Of each human message to the customer hear all who are to be kept informed (L5)."""
    text = "Update: the customer has been written to."
    moments.moment(draft, "update", text, draft.at, staff_only=True)
    run = draft.case.run_going
    if run is None:
        return
    rule = f"run{run.number}/informed"
    notice = Notice(rule=rule, about="update", text=text, due_at=draft.at)
    for step in draft.charter.ladders[run.ladder].steps:
        if step.keep_informed:
            _tell_not_yet(draft, run.step(step.name).roles, notice)


def _tell_not_yet(draft: Draft, roles: tuple[str, ...], notice: Notice) -> None:
    """Those roles whose person has not just had the same update by another rule."""
    told = {t.person for t in draft.case.notices if t.about == "update" and t.at == draft.at}
    people = [(role, find(draft, role, ())) for role in roles]
    tell(draft, tuple(role for role, found in people if found and found[0] not in told), notice)


def _tell_involved(draft: Draft, run: Run, about: str, text: str) -> None:
    rule = f"run{run.number}/{about}"
    notice = Notice(rule=rule, about=about, text=text, due_at=draft.at, always=True)
    for person, roles in involved(draft, run, draft.charter.ladders[run.ladder]).items():
        tell_person(draft, person, roles, notice)
