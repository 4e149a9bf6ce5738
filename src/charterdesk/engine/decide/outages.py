"""Several cases of one outage: the parent carries the ladder, its children call nobody (2.10).

A child keeps its own promises and verdicts. Its run is noted and stands still while the parent's
goes; taken out, it goes on from where it was, as after a reopening (L6).
"""

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.decide import ladders
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.ladder_steps import fire_by_event, fire_what_is_due
from charterdesk.engine.ladder import in_charge
from charterdesk.engine.phrase import phrase
from charterdesk.engine.status import status_word


def join(draft: Draft, command: co.JoinOutage) -> None:
    """The case goes under a parent; a run of its own is handed to that. Twice is once."""
    case = draft.case
    if case.parent == command.parent:
        return
    if case.is_over:
        status = status_word(case.status)
        draft.refuse(
            phrase("The case is %(status)s; only an open one has an outage.", status=status)
        )
    elif case.parent:
        draft.refuse(
            phrase("The case is of the outage %(number)s; take it out there.", number=case.parent)
        )
    elif case.children:
        said = phrase("The case is an outage itself, with %(numbers)s.", numbers=case.children)
        draft.refuse(said)
    else:
        _set_parent(draft, command.parent)
        for run in draft.case.runs:
            if run.is_going:
                ladders.call_by_parent(draft, run)


def leave(draft: Draft, command: co.LeaveOutage) -> None:
    """The case stands for itself again: a run that stood still goes on, counted from now."""
    if not draft.case.parent:
        draft.refuse(phrase("The case is of no outage."))
        return
    _set_parent(draft, "", command.reason)
    for run in draft.case.runs:
        if run.is_going:
            fire_what_is_due(draft, run.number)


def take_child(draft: Draft, command: co.TakeChild) -> None:
    """The case is the outage of another one. Twice is once."""
    case = draft.case
    if command.child in case.children:
        return
    if case.has_ended:
        status = status_word(case.status)
        draft.refuse(phrase("The outage is %(status)s; reopen it first.", status=status))
    elif case.parent:
        draft.refuse(
            phrase("That case is of the outage %(number)s itself; name this.", number=case.parent)
        )
    else:
        _set_child(draft, command.child, gone=False)


def release_child(draft: Draft, command: co.ReleaseChild) -> None:
    """A case is of this outage no more."""
    if command.child in draft.case.children:
        _set_child(draft, command.child, gone=True)


def carry(draft: Draft, command: co.CarryLadder) -> None:
    """A child's trigger joins the parent's run, or starts it: nobody is called twice (L1).

    The child has the contract that the ladder is for; the parent needs none of its own.
    """
    ladder = draft.charter.ladders.get(command.ladder)
    if draft.case.has_ended:
        status = status_word(draft.case.status)
        draft.refuse(phrase("The outage is %(status)s; reopen it first.", status=status))
    elif ladder is None:
        draft.refuse(phrase("The outage's charter has no ladder %(word)s.", word=command.ladder))
    else:
        run = in_charge(draft.case.runs, ladder.name)
        _note(draft, command, noted=run is not None)
        if run is None:
            ladders.start(draft, ladder, f"case {command.child}", draft.at)
            run = in_charge(draft.case.runs, ladder.name)
        if run is not None and command.step:
            fire_by_event(draft, run, command.step)


def _note(draft: Draft, command: co.CarryLadder, *, noted: bool) -> None:
    draft.record(
        ev.Escalated(
            at=draft.at,
            recorded_at=draft.at,
            ladder=command.ladder,
            reason=f"{command.child}: {command.reason}",
            step=command.step,
            noted=noted,
        )
    )


def _set_parent(draft: Draft, parent: str, reason: str = "") -> None:
    draft.record(
        ev.ParentSet(
            at=draft.at, recorded_at=draft.at, by=draft.actor, parent=parent, reason=reason
        )
    )


def _set_child(draft: Draft, child: str, *, gone: bool) -> None:
    draft.record(
        ev.ChildSet(at=draft.at, recorded_at=draft.at, by=draft.actor, child=child, gone=gone)
    )
