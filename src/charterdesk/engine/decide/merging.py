"""Merging one case into another: nothing owed to anybody is lost (2.6 E)."""

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.decide import ladders, moments
from charterdesk.engine.decide.draft import Draft

OWED_TO_THE_ASKER = ("response", "reply")


def brought(case: Case, number: str) -> co.TakeIn:
    """What a case brings into another, as it stands before it is merged; `number` is its own."""
    run = case.run_going
    owed = tuple(
        (p.kind, p.key or number if p.kind in OWED_TO_THE_ASKER else p.key, p.start, p.due)
        for p in case.promises
        if p.is_open and (p.kind in OWED_TO_THE_ASKER or p.kind == "resolution")
    )
    fired = [step.name for step in run.steps if step.is_ != "waiting"] if run else []
    return co.TakeIn(
        number=number,
        priority=case.priority,
        promises=owed,
        asker=case.asker,
        ladder=run.ladder if run else "",
        ladder_since=run.since if run else None,
        steps=tuple(fired),
    )


def merge(draft: Draft, command: co.Merge) -> None:
    """This case ends in another one; its verdicts stay its own."""
    if draft.case.is_over:
        draft.refuse(f"The case is {draft.case.status}; only an open one can be merged.")
        return
    run = draft.case.run_going
    if run is not None:
        why = f"merged into {command.into}"
        draft.record(ev.LadderEnded(at=draft.at, recorded_at=draft.at, run=run.number, why=why))
    draft.record(
        ev.MergedInto(at=draft.at, recorded_at=draft.at, by=draft.actor, into=command.into)
    )


def take_in(draft: Draft, command: co.TakeIn) -> None:
    """The stricter priority, each asker's own promises, the furthest ladder run."""
    if draft.case.is_over:
        draft.refuse(
            f"The case is {draft.case.status}; reopen it before another is merged into it."
        )
        return
    draft.record(
        ev.TookIn(
            at=draft.at,
            recorded_at=draft.at,
            by=draft.actor,
            number=command.number,
            priority=command.priority,
            promises=command.promises,
            ladder=command.ladder,
            ladder_since=command.ladder_since,
            steps=command.steps,
            asker=command.asker,
        )
    )
    ranks = {priority.name: priority.rank for priority in draft.charter.priorities}
    if ranks.get(command.priority, len(ranks)) < ranks[draft.case.priority]:
        draft.record(
            ev.PrioritySet(
                at=draft.at,
                recorded_at=draft.at,
                by=draft.actor,
                priority=command.priority,
                reason=f"merged from {command.number}",
            )
        )
        moments.entered_priority(draft, draft.at)
    _take_run(draft, command)


def _take_run(draft: Draft, command: co.TakeIn) -> None:
    """The run that had got further goes on; nobody is called again for its steps."""
    ladder = draft.charter.ladders.get(command.ladder)
    mine = draft.case.run_going
    done = [s for s in mine.steps if s.is_ != "waiting"] if mine else []
    if ladder is None or command.ladder_since is None or len(done) >= len(command.steps):
        return
    number = mine.number if mine else len(draft.case.runs) + 1
    if mine is None:
        draft.record(
            ev.LadderStarted(
                at=command.ladder_since,
                recorded_at=draft.at,
                run=number,
                ladder=ladder.name,
                trigger=ladders.FORMAL,
            )
        )
    for name in command.steps:
        run = draft.case.runs[number - 1]
        if run.step(name).is_ == "waiting":
            at = draft.at
            draft.record(ev.StepFired(at=at, recorded_at=at, run=number, step=name))
            draft.record(ev.StepTaken(at=at, recorded_at=at, run=number, step=name))
