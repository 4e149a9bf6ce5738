"""Somebody who is called can't take it: at once the next is called for the same roles (2.9, L3).

Passing is no acknowledgement. Who passes was reached (R-VOX-8), so that neither the step's limit
nor the steps after it move; nobody is asked twice in one step.
"""

from collections.abc import Iterator

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.telling import OWNER, Notice, tell
from charterdesk.engine.ladder import Run, StepRun, call_occasion, passed_name
from charterdesk.engine.phrase import phrase


def pass_call(draft: Draft, command: co.PassCall) -> None:
    """Each of them passes on each step that calls them, or on the one that is named."""
    if draft.case.run_going is None:
        draft.refuse(phrase("No escalation is going on in this case, so that nobody is called."))
        return
    for who in command.who:
        _pass(draft, who, command.step)


def _pass(draft: Draft, who: str, step: str) -> None:
    mine = [one for one in _calls_of(draft, who) if step in ("", one[1].name)]
    if not mine:
        draft.refuse(phrase("%(person)s is not called here; there is nothing to pass.", person=who))
    for run, stands, roles in mine:
        if who in stands.passers:
            continue
        if stands.fired_at and draft.case.has_acknowledged(frozenset({who}), stands.fired_at):
            draft.refuse(
                phrase(
                    "%(person)s has acknowledged already; give the case to somebody instead.",
                    person=who,
                )
            )
            continue
        _pass_on(draft, run, stands, who, roles)


def _calls_of(draft: Draft, who: str) -> Iterator[tuple[Run, StepRun, tuple[str, ...]]]:
    """The steps that have called this person in the runs that go on, and for which roles."""
    for run in draft.case.runs:
        calls = run.is_going and not run.carried_by
        for step in run.steps if calls else ():
            roles = draft.case.called_in(run, step).get(who, ()) if step.fired_at else ()
            if roles:
                yield run, step, roles


def _pass_on(draft: Draft, run: Run, stands: StepRun, who: str, roles: tuple[str, ...]) -> None:
    """It is recorded, and the next is told for each role; nobody left is a defect."""
    draft.record(
        ev.CallPassed(
            at=draft.at,
            recorded_at=draft.at,
            by=who,
            who=who,
            run=run.number,
            step=stands.name,
            roles=roles,
        )
    )
    notice = _notice(draft, run, stands, who)
    found = {role for role, _ in tell(draft, roles, notice)}
    left = [role for role in roles if role in draft.charter.roles and role not in found]
    if left:
        text = f"Nobody is left to call for {', '.join(left)} at step {stands.name}; see to it."
        rule = f"{notice.rule}/nobody"
        about = "nobody left"
        words = (("roles", ", ".join(left)), ("step", stands.name))
        last = Notice(rule=rule, about=about, text=text, due_at=draft.at, words=words)
        tell(draft, (OWNER,), last)


def _notice(draft: Draft, run: Run, stands: StepRun, who: str) -> Notice:
    step = draft.charter.ladders[run.ladder].step(stands.name)
    passers = stands.passers | {who}
    name = passed_name(run.number, stands.name, len(passers))
    text = f"{who} can't take it. Escalation, step {stands.name} of ladder {run.ladder}"
    return Notice(
        rule=name,
        about=call_occasion(stands.name),
        text=f"{text}: {draft.case.subject}".rstrip(": ") + ".",
        due_at=draft.at,
        means=step.means if step else (),
        calling=name if step and step.repeat else "",
        always=True,
        words=(("step", stands.name), ("ladder", run.ladder), ("passed", who)),
        without=passers,
        passed=True,
    )
