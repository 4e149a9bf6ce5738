"""What changed the due of a promise on its way, one change after the other (2.6 A, D, E).

Each is found by folding the case before and after the event, so it can't differ from what was done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import NOWHERE, Charter, Place
from charterdesk.engine.explain.values import Step
from charterdesk.engine.explain.words import length
from charterdesk.engine.folding import VOIDING, fold
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase
from charterdesk.engine.promise import Basis, Promise

CHANGING = (
    ev.PrioritySet, ev.ContractChanged, ev.CharterChanged, ev.LadderStarted, ev.LadderEnded,
    ev.LadderResumed, ev.TookIn, ev.GaveBack,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """An event, and a promise before and after it."""

    event: ev.Event
    before: Promise
    after: Promise


def changes_of(charter: Charter, case: Case, promise: Promise) -> Iterator[Change]:
    """The events that gave the promise another term or due, in their order."""
    ordered = sorted(case.history, key=lambda event: event.at)
    number = _same(case, promise).index(promise)
    for place, event in enumerate(ordered):
        if not isinstance(event, CHANGING) or not _in_its_life(promise, event.at):
            continue
        before = _found(_folded(charter, case, ordered[:place]), promise, number)
        after = _found(_folded(charter, case, ordered[: place + 1]), promise, number)
        if before and after and before.is_open and _differ(before, after):
            yield Change(event, before, after)


def change_steps(charter: Charter, case: Case, promise: Promise) -> Iterator[Step]:
    """Each change in words: what happened, the old due, the new one, and which holds."""
    for change in changes_of(charter, case, promise):
        said = phrase("%(what)s: %(result)s", what=_what(change.event), result=_result(change))
        yield Step(phrase("Change"), said, _place(change), "sum")


def _in_its_life(promise: Promise, at: datetime) -> bool:
    return promise.start <= at and (promise.ended_at is None or at <= promise.ended_at)


def _folded(charter: Charter, case: Case, events: list[ev.Event]) -> Case:
    """The case by these events; a message that never arrived is void from the start (2.6 C)."""
    voiding = [event for event in case.history if isinstance(event, VOIDING)]
    others = [event for event in events if not isinstance(event, VOIDING)]
    return fold(charter, [*others, *voiding], lambda number: case.charters.get(number, charter))


def _same(case: Case, promise: Promise) -> list[Promise]:
    """The cycles that began at the same moment, in the order in which they did."""
    which = (promise.kind, promise.key, promise.start)
    return [p for p in case.promises if (p.kind, p.key, p.start) == which]


def _found(case: Case, promise: Promise, number: int) -> Promise | None:
    """The same cycle in another state of the case: the `number`th of its moment."""
    same = _same(case, promise)
    return same[number] if number < len(same) else None


def _differ(before: Promise, after: Promise) -> bool:
    return before.basis != after.basis or before.term != after.term


def _what(event: ev.Event) -> Phrase:
    match event:
        case ev.PrioritySet():
            return phrase(
                "The priority became %(priority)s at %(at)s", priority=event.priority, at=event.at
            )
        case ev.ContractChanged():
            return phrase(
                "The contract became %(contract)s at %(at)s", contract=event.to, at=event.at
            )
        case ev.CharterChanged():
            return phrase(
                "The case was moved to version %(version)d at %(at)s",
                version=event.version,
                at=event.at,
            )
        case ev.TookIn():
            return phrase(
                "Case %(number)s was merged in at %(at)s", number=event.number, at=event.at
            )
        case ev.GaveBack():
            return phrase(
                "The merge of case %(number)s was undone at %(at)s",
                number=event.number,
                at=event.at,
            )
        case ev.LadderEnded():
            return phrase("The ladder ended at %(at)s", at=event.at)
        case _:
            return phrase("The ladder began to run at %(at)s", at=event.at)


def _result(change: Change) -> Phrase:
    """Stricter, looser, or without a number: what holds from then on."""
    at, before, after = change.event.at, change.before, change.after
    old, new = before.due_at(at), after.due_at(at)
    said: dict[str, PhraseValue] = {"target": _target(after)}
    if new is None:
        return phrase("nothing with a number is promised from then on.")
    if after.basis.fixed is not None:
        return phrase("its due came along, %(new)s, being the sooner.", new=new)
    if old is None:
        return phrase("nothing with a number was promised before; now due %(new)s.", new=new)
    said |= {"old": old, "new": new}
    if after.basis.anchor == at:
        return _stricter(after, said)
    if after.basis == before.basis:
        fresh = Basis(at, after.term.target, after.basis.calendar).due(())
        return _unchanged(fresh, said)
    return phrase("%(target)s counts from the start; due %(new)s instead of %(old)s.", **said)


def _stricter(after: Promise, said: dict[str, PhraseValue]) -> Phrase:
    if after.basis.target.amount != after.term.target.amount:
        form = phrase(
            "it was in that row before, and what was left there counts from then: %(left)s; "
            "due %(new)s instead of %(old)s."
        )
        return Phrase(form.form, {**said, "left": length(after.basis.target.amount)})
    return phrase(
        "%(target)s from then gives %(new)s, sooner than the old due %(old)s: the sooner holds.",
        **said,
    )


def _unchanged(fresh: datetime | None, said: dict[str, PhraseValue]) -> Phrase:
    if fresh is None or said["new"] == fresh:
        return phrase("the due stays %(new)s.", **said)
    return phrase(
        "%(target)s from then would give %(fresh)s; the due %(new)s is the sooner and stays.",
        **{**said, "fresh": fresh},
    )


def _target(promise: Promise) -> Phrase:
    term = promise.term
    return phrase("%(target)s of %(hours)s", target=term.target.text, hours=term.hours)


def _place(change: Change) -> Place:
    return change.after.term.place if change.after.term.row else NOWHERE
