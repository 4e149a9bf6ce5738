"""What undoing a merge or splitting a case does to it: each owes again what is its own (2.6 E)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from charterdesk.engine import events as ev
from charterdesk.engine import promise as pr
from charterdesk.engine.case import Case, Lent
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.folding_lent_bugs import bugs_are_back, bugs_go, own_bugs
from charterdesk.engine.folding_promises import (
    begin,
    begin_activation,
    end_waiting,
    pauses,
    terms_of,
)
from charterdesk.engine.promise import Promise

TO_THE_ASKER = ("response", "reply")
# Owed in the other case all along, so that its time went on; whatever else is owed stood still.
CARRIED = (*TO_THE_ASKER, "resolution")


def lent_by(case: Case, event: ev.TookIn) -> Lent:
    """What the merged case brings, and what this one has before it comes."""
    due = next((due for kind, _, _, due in event.promises if kind == "resolution"), None)
    keys = {key or event.number for kind, key, _, _ in event.promises if kind in TO_THE_ASKER}
    return Lent(
        keys=frozenset({*keys, event.number}),
        since=event.at,
        priority=case.priority,
        due=due,
        resolution=case.promise("resolution"),
        bugs=own_bugs(case, event),
        owed=tuple(one for one in event.promises if one[0] in pr.PER_BUG_KINDS),
        own=tuple(p for p in case.promises if p.is_open and p.kind in pr.PER_BUG_KINDS),
    )


def make_sooner(case: Case, which: tuple[str, str], due: datetime | None, at: datetime) -> None:
    """The promise (kind, key) is due with the sooner of the two (2.6 E)."""
    mine = case.promise(*which)
    if due is None or mine is None or not mine.is_open:
        return
    own = mine.due_at(at)
    if own is None or due < own:
        sooner = pr.brought(mine, due, at)
        case.promises = tuple(sooner if p is mine else p for p in case.promises)


def _gave_back(charter: Charter, case: Case, event: ev.GaveBack) -> None:
    """What the other case's askers are owed is owed there; the own resolution is as it was."""
    lent = case.lent.get(event.number)
    case.took_in = {number: of for number, of in case.took_in.items() if number != event.number}
    case.lent = {number: one for number, one in case.lent.items() if number != event.number}
    if lent is None:
        return
    case.promises = tuple(
        pr.ended(p, event.at, "not needed") if p.kind in TO_THE_ASKER and p.key in lent.keys else p
        for p in case.promises
    )
    bugs_go(case, event, lent)
    shared = [p for p in lent.own if lent.due_of(p.kind, p.key) is not None]
    for before in (lent.resolution if lent.due is not None else None, *shared):
        if before is not None:
            _take_back(case, lent, before)


def _take_back(case: Case, lent: Lent, before: Promise) -> None:
    """The due that it had `before`, moved by its pauses since; what came later still holds.

    In another row than then, the due has been judged anew (2.6 A), and stays.
    """
    mine = case.promise(before.kind, before.key)
    if mine is None or not mine.is_open or mine.term != before.term:
        return
    own = pr.taken_back(mine, before)
    case.promises = tuple(own if p is mine else p for p in case.promises)
    for later in case.lent.values():
        if later.since >= lent.since:
            due = later.due_of(before.kind, before.key)
            make_sooner(case, (before.kind, before.key), due, later.since)


def _merge_undone(charter: Charter, case: Case, event: ev.MergeUndone) -> None:
    """What was owed is owed again, unless it was decided in the other case: that stays there."""
    case.merged_into, was = "", case.put_aside
    case.put_aside = ()
    now = case.promises[len(was) :]
    ended = zip(was, case.promises, strict=False)
    case.promises = (*(_again(before, then, event) for before, then in ended), *now)
    if event.wrote_at is not None and case.waiting_on == "customer":
        end_waiting(charter, case, event.wrote_at)
    case.promises = tuple(_going_on(charter, case, p, event) for p in case.promises)
    _owe_anew(charter, case, event)
    bugs_are_back(case, event)
    if event.answered_at is not None and case.responded_at is None:
        case.responded_at = event.answered_at
        begin_activation(charter, case, event.at)
        if not case.is_resolved and "update" in terms_of(charter, case):
            begin(charter, case, "update", event.at)


def _again(before: Promise, then: Promise, event: ev.MergeUndone) -> Promise:
    """A promise that the other case carried goes on as it was, a breach there included."""
    if not before.is_open or not _was_carried(before, event):
        return then
    which = (before.kind, before.key, before.start)
    if before.kind != "resolution" and which not in event.owed:
        return then
    missed = (at for kind, key, at in event.missed if (kind, key) == (before.kind, before.key))
    at = next(missed, None)
    here = pr.come(before, event.at)
    return here if at is None else pr.breached(here, at)


def _was_carried(promise: Promise, event: ev.MergeUndone) -> bool:
    """Whether it was owed in the other case; a merge of before bugs went along took none."""
    if promise.kind in pr.PER_BUG_KINDS:
        return any(number == promise.key for number, _marks in event.bugs)
    return promise.kind in CARRIED


def _going_on(charter: Charter, case: Case, promise: Promise, event: ev.MergeUndone) -> Promise:
    """What ended with the merge and nobody carried stood still, and goes on now."""
    merged = promise.ended_at is not None and promise.verdict in ("not needed", "breached")
    if not merged or _was_carried(promise, event) or promise.ended_at != case.merged_at:
        return promise
    again = pr.reopened(promise, event.at)
    waits = case.waiting_on and pauses(charter, case.waiting_on, promise.kind)
    return pr.paused(again, event.at) if waits else again


def _owe_anew(charter: Charter, case: Case, event: ev.MergeUndone) -> None:
    """What came to be owed in the other case; a miss of it that was recorded there stays so."""
    known = {(p.kind, p.key, p.start) for p in case.promises if p.is_open}
    for kind, key, start in event.owed:
        if (kind, key, start) not in known:
            _begin_late(charter, case, (kind, key, start), event.at)
            missed = (at for *of, at in event.missed if of == [kind, key] and at > start)
            if (at := next(missed, None)) is not None:
                case.promises = (*case.promises[:-1], pr.breached(case.promises[-1], at))


def _split_off(charter: Charter, case: Case, event: ev.SplitOff) -> None:
    """The answer to what went is owed there; one to what stayed is owed here from then on."""
    if not event.reply_ends:
        return
    case.promises = tuple(
        pr.ended(p, event.at, "not needed") if (p.kind, p.key) == ("reply", "") else p
        for p in case.promises
    )
    if event.owed_since is not None:
        _begin_late(charter, case, ("reply", "", event.owed_since), event.at)


def _begin_late(
    charter: Charter, case: Case, which: tuple[str, str, datetime], at: datetime
) -> None:
    """It counts from its own start; nothing comes of it before the case got it, `at`."""
    kind, key, start = which
    begin(charter, case, kind, start, key)
    case.promises = (*case.promises[:-1], pr.come(case.promises[-1], at))


FOLDS: Mapping[type[ev.Event], Callable[[Charter, Case, Any], None]] = {
    ev.MergeUndone: _merge_undone,
    ev.GaveBack: _gave_back,
    ev.SplitOff: _split_off,
}
