"""Merging one case into another: nothing owed to anybody is lost (2.6 E)."""

from datetime import datetime
from typing import Any

from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.decide import moments
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.ladder import Run, calling_name, in_charge
from charterdesk.engine.phrase import phrase
from charterdesk.engine.promise import PER_BUG_KINDS, Promise
from charterdesk.engine.status import status_word

TO_THE_ASKER = ("response", "reply")
GOES_ALONG = (*TO_THE_ASKER, "resolution", *sorted(PER_BUG_KINDS))


def brought(case: Case, number: str, at: datetime | None = None) -> co.TakeIn:
    """What a case brings into another, as it stands before it is merged; `number` is its own.

    A due that waits for the customer counts as if the waiting ended `at`, else when it began.
    """
    owed = [p for p in case.promises if p.is_open and p.kind in GOES_ALONG]
    run = case.run_going
    return co.TakeIn(
        number=number,
        priority=case.priority,
        promises=tuple((p.kind, _key(p, number), p.start, _due(p, at)) for p in owed),
        breached=tuple(
            (p.kind, _key(p, number), p.breached_at) for p in owed if p.breached_at is not None
        ),
        asker=case.asker,
        bugs=tuple((bug.number, bug.marks) for bug in case.bugs.values() if not bug.taken_off),
        **(_run_brought(case, run) if run else {}),
    )


def _key(promise: Promise, number: str) -> str:
    return promise.key or number if promise.kind in TO_THE_ASKER else promise.key


def _due(promise: Promise, at: datetime | None) -> datetime | None:
    if not promise.is_paused:
        return promise.due
    return promise.due_at(max(at or promise.pauses[-1][0], promise.pauses[-1][0]))


def _run_brought(case: Case, run: Run) -> dict[str, Any]:
    calls = {calling.name: calling.done for calling in case.callings if not calling.fell_back}
    acknowledged = set(case.acknowledged)
    return {
        "ladder": run.ladder,
        "ladder_since": run.counted_from,
        "ladder_trigger": run.trigger,
        "steps": tuple(
            (s.name, s.is_, s.fired_at, s.limit, s.taken_at, s.called)
            for s in run.steps
            if s.is_ != "waiting"
        ),
        "calls": tuple(
            (step.name, calls[name])
            for step in run.steps
            if (name := calling_name(run.number, step.name)) in calls
        ),
        "answers": tuple((at, who, (at, who) in acknowledged) for at, who in case.reached),
        "passes": tuple((step.name, at, who) for step in run.steps for at, who in step.passed),
    }


def merge(draft: Draft, command: co.Merge) -> None:
    """This case ends in another one; its verdicts stay its own."""
    if draft.case.is_over:
        status = status_word(draft.case.status)
        draft.refuse(
            phrase("The case is %(status)s; only an open one can be merged.", status=status)
        )
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
            phrase(
                "The case is %(status)s; reopen it before another is merged into it.",
                status=status_word(draft.case.status),
            )
        )
        return
    if command.number in draft.case.took_in:
        number = command.number
        draft.refuse(
            phrase("The case %(number)s has been merged into this one already.", number=number)
        )
        return
    draft.record(_taken_in(draft, command))
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
        moments.raised(draft)


def _taken_in(draft: Draft, command: co.TakeIn) -> ev.TookIn:
    """The event; with the run only where that got further than the own one (2.6 E)."""
    mine = in_charge(draft.case.runs, command.ladder)
    done = [step for step in mine.steps if step.is_ != "waiting"] if mine else []
    further = command.ladder in draft.charter.ladders and len(command.steps) > len(done)
    return ev.TookIn(
        at=draft.at,
        recorded_at=draft.at,
        by=draft.actor,
        number=command.number,
        priority=command.priority,
        promises=command.promises,
        breached=command.breached,
        ladder=command.ladder if further else "",
        ladder_since=command.ladder_since if further else None,
        ladder_trigger=command.ladder_trigger if further else "",
        steps=command.steps if further else (),
        calls=command.calls if further else (),
        answers=command.answers if further else (),
        passes=command.passes if further else (),
        asker=command.asker,
        bugs=command.bugs,
    )
