"""Bugs that go along when a case is merged, and come back when that is undone (2.6 E).

A bug is once on a case. What its askers are owed for it goes along with it, under the due that it
had; where both cases have the bug, by the sooner of the two.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine import promise as pr
from charterdesk.engine.case import Bug, Case, Lent
from charterdesk.engine.promise import PER_BUG_KINDS, Promise

Owed = tuple[str, str]


def owed_for_bugs(case: Case) -> set[Owed]:
    """What the case itself owes for bugs: (kind, number of the bug)."""
    return {(p.kind, p.key) for p in case.promises if p.is_open and p.kind in PER_BUG_KINDS}


def own_bugs(case: Case, event: ev.TookIn) -> Mapping[str, Bug | None]:
    """Of the bugs that come along those that the case has itself; None for the others."""
    known = {number: case.bugs.get(number) for number, _marks in event.bugs}
    return {number: None if bug and bug.taken_off else bug for number, bug in known.items()}


def bugs_come(case: Case, event: ev.TookIn, own: Mapping[str, Bug | None]) -> None:
    """The merged case's bugs are on this one; one that both have is closed once both say so."""
    came = {number: Bug.of(number, marks) for number, marks in event.bugs}
    case.bugs = {**case.bugs, **{n: _joined(own[n], bug) for n, bug in came.items()}}


def bugs_go(case: Case, event: ev.GaveBack, lent: Lent) -> None:
    """What came along goes, unless the case had it itself or another merged one brought it, too.

    `case.lent` is without `lent` already.
    """
    leaving = _leaving(case, lent)
    case.bugs = {number: bug for number, bug in case.bugs.items() if number not in leaving}
    case.promises = tuple(
        pr.ended(p, event.at, "not needed") if _is_lent(p, lent, leaving) else p
        for p in case.promises
    )


def bugs_are_back(case: Case, event: ev.MergeUndone) -> None:
    """Each as it stood in the other case: closed there is closed here."""
    case.bugs = {**case.bugs, **{number: Bug.of(number, marks) for number, marks in event.bugs}}


def coming_back(into: Case, lent: Lent) -> Iterator[tuple[Promise, tuple[str, str, datetime]]]:
    """Promises for bugs of a merged case, as they stand in `into`, with what they are there."""
    starts = {(kind, key): start for kind, key, start, _due in lent.owed}
    for p in into.promises:
        if p.kind not in PER_BUG_KINDS or p.key not in lent.bugs:
            continue
        if (p.kind, p.key) in starts or lent.bugs[p.key] is None:
            yield p, (p.kind, p.key, starts.get((p.kind, p.key), p.start))


def _leaving(case: Case, lent: Lent) -> set[str]:
    leaving = {number for number, own in lent.bugs.items() if own is None}
    for other, one in case.lent.items():
        if shared := leaving & one.bugs.keys():
            passed = replace(one, bugs={**one.bugs, **dict.fromkeys(shared)})
            case.lent = {**case.lent, other: passed}
            leaving -= shared
    return leaving


def _is_lent(promise: Promise, lent: Lent, leaving: set[str]) -> bool:
    """With the bug goes all that is owed for it; else what this case never owed itself."""
    if promise.kind not in PER_BUG_KINDS:
        return False
    own = {(p.kind, p.key) for p in lent.own}
    came = any(
        (kind, key, start) == (promise.kind, promise.key, promise.start)
        for kind, key, start, _due in lent.owed
        if lent.bugs.get(key) is not None and (kind, key) not in own
    )
    return promise.key in leaving or came


def _joined(own: Bug | None, came: Bug) -> Bug:
    if own is None:
        return came
    return replace(
        own,
        critical=own.critical or came.critical,
        closed=own.closed and came.closed,
        indicated=own.indicated or came.indicated,
        patched=own.patched or came.patched,
    )
