"""A merge is undone: each case goes on by itself; what was decided stays decided (2.6 E)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from charterdesk.engine import commands_splitting as sp
from charterdesk.engine import events as ev
from charterdesk.engine.case import Case, Lent
from charterdesk.engine.decide import ladders
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.folding_giving_back import TO_THE_ASKER
from charterdesk.engine.folding_lent_bugs import coming_back
from charterdesk.engine.phrase import phrase
from charterdesk.engine.promise import Promise

UNDO_WITHIN = timedelta(days=14)


def returned(into: Case, number: str) -> sp.UndoMerge:
    """What `into` gives back to the case `number`, as it stands before it does.

    Kept there is decided there; what is still owed, or fell away there, is owed in its own case.
    """
    lent = into.lent.get(number)
    if lent is None:
        return sp.UndoMerge(into="")
    brought = [p for p in into.promises if p.kind in TO_THE_ASKER and p.key in lent.keys]
    owed = [p for p in brought if p.is_open or p.verdict == "not needed"]
    for_bugs = (which for p, which in coming_back(into, lent) if p.is_open)
    return sp.UndoMerge(
        into="",
        owed=(*((p.kind, _own_key(p, number), p.start) for p in owed), *for_bugs),
        missed=tuple(_missed(into, number, lent)),
        answered_at=_answered(into, lent.since),
        wrote_at=_wrote(into, number, lent.since),
        bugs=tuple((bug, into.bugs[bug].marks) for bug in lent.bugs if bug in into.bugs),
    )


def give_back(draft: Draft, command: sp.GiveBack) -> None:
    """The merged case leaves; the priority that it brought leaves with it if nobody set another."""
    case, lent = draft.case, draft.case.lent.get(command.number)
    if lent is None:
        said = phrase(
            "The case %(number)s is not merged into this one, or not any more.",
            number=command.number,
        )
        draft.refuse(said)
    elif case.merged_into:
        into = case.merged_into
        said = phrase(
            "This case was merged into %(into)s itself: undo that merge first.", into=into
        )
        draft.refuse(said)
    elif draft.at - lent.since > UNDO_WITHIN:
        draft.refuse(TOO_LATE)
    else:
        _give_back(draft, command.number, lent)


def undo_merge(draft: Draft, command: sp.UndoMerge) -> None:
    """This case is one of its own again; its ladder goes on as after a reopening (L6)."""
    merged_at = draft.case.merged_at
    if not draft.case.merged_into or merged_at is None:
        draft.refuse(phrase("The case is not merged into another one, or not any more."))
        return
    if draft.at - merged_at > UNDO_WITHIN:
        draft.refuse(TOO_LATE)
        return
    into = draft.case.merged_into
    draft.record(
        ev.MergeUndone(
            at=draft.at,
            recorded_at=draft.at,
            by=draft.actor,
            into=into,
            owed=command.owed,
            missed=command.missed,
            answered_at=command.answered_at,
            wrote_at=command.wrote_at,
            bugs=command.bugs,
        )
    )
    ladders.resume_unmerged(draft, f"merged into {into}")


TOO_LATE = phrase("The merge was more than 14 days ago: it can't be undone any more.")


def _give_back(draft: Draft, number: str, lent: Lent) -> None:
    if _is_of_the_merge(draft.case, number):
        draft.record(
            ev.PrioritySet(
                at=draft.at,
                recorded_at=draft.at,
                by=draft.actor,
                priority=lent.priority,
                reason=f"the merge of {number} is undone",
            )
        )
        ladders.end_by_lowering(draft)
    draft.record(ev.GaveBack(at=draft.at, recorded_at=draft.at, by=draft.actor, number=number))
    if draft.case.waiting_on == "bug" and lent.bugs and not draft.case.open_bugs:
        draft.record(ev.WaitingEnded(at=draft.at, recorded_at=draft.at, by=draft.actor))
    for run in draft.case.runs:
        if run.is_going and run.arrived_at == lent.since and not _is_own(draft.case, run.number):
            why = f"the merge of {number} is undone"
            draft.record(ev.LadderEnded(at=draft.at, recorded_at=draft.at, run=run.number, why=why))


def _is_of_the_merge(case: Case, number: str) -> bool:
    """Whether the present priority is the one that the merge of that case brought."""
    changes = [event for event in case.history if isinstance(event, ev.PrioritySet)]
    return bool(changes) and changes[-1].reason == f"merged from {number}"


def _is_own(case: Case, run: int) -> bool:
    """Whether a run began here, before one that had got further took its place."""
    return any(isinstance(event, ev.LadderStarted) and event.run == run for event in case.history)


def _own_key(promise: Promise, number: str) -> str:
    return "" if promise.key == number else promise.key


def _missed(into: Case, number: str, lent: Lent) -> Iterator[tuple[str, str, datetime]]:
    """Breaches recorded in the other case; that of a resolution only if its due was this one's."""
    for p in into.promises:
        if p.breached_at is None or p.breached_at < lent.since:
            continue
        if p.kind in TO_THE_ASKER and p.key in lent.keys:
            yield p.kind, _own_key(p, number), p.breached_at
        elif p.kind == "resolution" and lent.due is not None and p.basis.fixed == lent.due:
            yield p.kind, p.key, p.breached_at
    for p, (kind, key, start) in coming_back(into, lent):
        is_its_own = p.start == start or p.basis.fixed == lent.due_of(kind, key)
        if p.breached_at is not None and p.breached_at >= lent.since and is_its_own:
            yield kind, key, p.breached_at


def _answered(into: Case, since: datetime) -> datetime | None:
    """Our last human, public word to the customer since the merge."""
    sent = (event for event in into.history if isinstance(event, ev.ReplySent))
    heard = [e.at for e in sent if not e.automatic and e.message not in into.void and e.at >= since]
    return max(heard, default=None)


def _wrote(into: Case, number: str, since: datetime) -> datetime | None:
    """The last message since the merge of whoever asked in the merged case."""
    asker = into.took_in[number]
    wrote = (event for event in into.history if isinstance(event, ev.CustomerWrote))
    own = [e.at for e in wrote if not e.automatic and (e.asker or into.asker) == asker]
    return max((at for at in own if at >= since), default=None)
