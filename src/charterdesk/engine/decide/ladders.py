"""Runs of ladders: started, informed, ended, resumed (2.8 L1, L5, L6)."""

from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter, Ladder
from charterdesk.engine.decide import moments
from charterdesk.engine.decide.decision import Because
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.ladder_people import involved
from charterdesk.engine.decide.ladder_steps import fire_what_is_due
from charterdesk.engine.decide.telling import Notice, find, tell, tell_person
from charterdesk.engine.intents import CallByParent
from charterdesk.engine.ladder import Run, in_charge
from charterdesk.engine.phrase import Phrase, phrase

FORMAL = "formal escalation"
RESUMABLE = ("resolved", "handed back")


def refusal_of(charter: Charter, case: Case, ladder: Ladder) -> Phrase | None:
    """Why this case has no such ladder; None when it has (R-VOX-1)."""
    givers = [c.name for c in charter.contracts.values() if ladder.name in c.gives]
    wanted = [ladder.contract] if ladder.contract else givers
    own = charter.contract(case.contract)
    if not wanted or (own is not None and own.name in wanted):
        return None
    said = {"ladder": ladder.name, "contract": " or ".join(wanted)}
    if not case.contract:
        form = phrase("The ladder %(ladder)s is only for contract %(contract)s; it has none.")
        return Phrase(form.form, said)
    form = phrase(
        "The ladder %(ladder)s is only for contract %(contract)s; this case has contract %(own)s."
    )
    return Phrase(form.form, {**said, "own": case.contract})


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
    call_by_parent(draft, draft.case.runs[-1])
    fire_what_is_due(draft, number)


def call_by_parent(draft: Draft, run: Run, reason: str = "", step: str = "") -> None:
    """In a case of an outage the parent's ladder calls in place of its own (2.10)."""
    if draft.case.parent:
        intent = CallByParent(
            parent=draft.case.parent, ladder=run.ladder, reason=reason or run.trigger, step=step
        )
        draft.intents.append(intent)


def start_by_priority(draft: Draft, since: datetime) -> None:
    """A priority that a ladder lists starts it, where the contract gives it (R-VOX-14)."""
    for ladder in draft.charter.ladders.values():
        if in_charge(draft.case.runs, ladder.name) is not None:
            continue
        trial = tried_by_priority(draft.charter, draft.case, ladder)
        draft.explain(trial)
        if trial.held:
            start(draft, ladder, f"priority {draft.case.priority}", since)


def tried_by_priority(charter: Charter, case: Case, ladder: Ladder) -> Because:
    """Whether the priority of the case starts a ladder that does not run, and why (L1)."""
    listed = [trigger.priority for trigger in ladder.starts if trigger.priority]
    formal = any(not trigger.priority for trigger in ladder.starts)
    if case.priority in listed:
        refusal = refusal_of(charter, case, ladder)
        if refusal is not None:
            return Because(refusal, ladder.place, held=False, about="ladder")
        said = phrase(
            "The ladder %(ladder)s starts with the priority %(priority)s.",
            ladder=ladder.name,
            priority=case.priority,
        )
        return Because(said, ladder.place, about="ladder")
    said = _not_listed(ladder, listed, case.priority, formal=formal)
    return Because(said, ladder.place, held=False, about="ladder")


def _not_listed(ladder: Ladder, listed: list[str], priority: str, *, formal: bool) -> Phrase:
    if not listed:
        return phrase(
            "The ladder %(ladder)s starts only by a formal escalation.", ladder=ladder.name
        )
    form = (
        phrase(
            "The ladder %(ladder)s starts by a formal escalation or with the priority %(listed)s, "
            "and this is %(priority)s."
        )
        if formal
        else phrase(
            "The ladder %(ladder)s starts with the priority %(listed)s, and this is %(priority)s."
        )
    )
    return Phrase(form.form, {"ladder": ladder.name, "listed": tuple(listed), "priority": priority})


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
    _resume(draft, run, "The case is open again.")


def _resume(draft: Draft, run: Run, text: str) -> None:
    draft.record(ev.LadderResumed(at=draft.at, recorded_at=draft.at, run=run.number))
    call_by_parent(draft, run, "reopened")
    _tell_involved(draft, run, "reopened", text)
    fire_what_is_due(draft, run.number)


def resume_unmerged(draft: Draft, why: str) -> None:
    """A run that a merge ended goes on with its case, as after a reopening (2.6 E, L6)."""
    run = draft.case.runs[-1] if draft.case.runs else None
    if run is None or run.is_going or run.ended_why != why or draft.case.has_ended:
        return
    _resume(draft, run, "The case is one of its own again.")


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
