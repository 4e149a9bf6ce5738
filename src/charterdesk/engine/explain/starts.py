"""From when a promise counts: from what, recorded when, and what does not count as an answer."""

from collections.abc import Iterator
from datetime import timedelta

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.explain.values import Step, tried
from charterdesk.engine.explain.words import length
from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.promise import PER_BUG_KINDS, Promise

LATE = timedelta(minutes=1)
ANSWERED = ("response", "reply", "update")


def start_steps(case: Case, promise: Promise) -> Iterator[Step]:
    """The start, whether it was recorded later (2.6 B), merged in (2.6 E), and void messages."""
    what = _update_of(case, promise) or _STARTS[promise.kind]
    said = phrase("It counts from %(what)s, %(start)s.", what=what, start=promise.start)
    yield Step(phrase("Start"), said, verdict="sum")
    yield from _recorded_later(case, promise)
    yield from _merged(case, promise)
    if promise.kind in ANSWERED:
        yield from _void(case, promise)


def _update_of(case: Case, promise: Promise) -> Phrase | None:
    """An update that no message of ours began: a ladder or a reopening did (2.6 F, 2.8)."""
    if promise.kind != "update":
        return None
    then = [event for event in case.history if event.at == promise.start]
    if any(isinstance(event, ev.Reopened) for event in then):
        return phrase("the reopening")
    spoke = any(isinstance(event, (ev.ReplySent, ev.Resolved)) for event in then)
    opened = any(isinstance(event, ev.CaseOpened) and event.answered for event in then)
    return None if spoke or opened else phrase("the beginning of the ladder")


def _recorded_later(case: Case, promise: Promise) -> Iterator[Step]:
    begun = (e for e in case.history if e.at == promise.start and type(e) in _BEGINNINGS)
    late = max((e.recorded_at for e in begun), default=promise.start)
    if late - promise.start > LATE:
        said = phrase(
            "That was recorded %(length)s later, at %(at)s; it counts from when it took place.",
            length=length(late - promise.start),
            at=late,
        )
        yield Step(phrase("Start"), said, verdict="sum")


def _merged(case: Case, promise: Promise) -> Iterator[Step]:
    number = _brought_by(case, promise)
    if promise.arrived_at is not None and not number:
        said = phrase(
            "It was owed in another case until the two were taken apart, %(at)s, and nothing came "
            "of it here before that.",
            at=promise.arrived_at,
        )
        yield Step(phrase("Merging"), said, verdict="sum")
    elif promise.arrived_at is not None:
        said = phrase(
            "It was owed in case %(number)s and came along when that was merged in, %(at)s, with "
            "the due that it had there.",
            number=number,
            at=promise.arrived_at,
        )
        yield Step(phrase("Merging"), said, verdict="sum")


def _brought_by(case: Case, promise: Promise) -> str:
    """The number of the merged case that it came with; "" where it came back from one."""
    if promise.kind not in PER_BUG_KINDS:
        return promise.key
    which = (promise.kind, promise.key, promise.start)
    merged = [event for event in case.history if isinstance(event, ev.TookIn)]
    came = [event for event in merged if event.at == promise.arrived_at]
    return next((e.number for e in came if which in [one[:3] for one in e.promises]), "")


def _void(case: Case, promise: Promise) -> Iterator[Step]:
    """Messages of ours that never arrived: the promise goes on as if never answered (2.6 C)."""
    for event in case.history:
        if not isinstance(event, ev.ReplySent) or event.message not in case.void:
            continue
        over = promise.ended_at is not None and event.at > promise.ended_at
        if event.at >= promise.start and not over:
            said = phrase(
                "Our message of %(at)s was not delivered: it counts as never sent.", at=event.at
            )
            yield tried(phrase("Answer"), said, holds=False)


_BEGINNINGS = (
    ev.CaseOpened, ev.ReplySent, ev.CustomerWrote, ev.Activated, ev.BugLinked, ev.BugCritical,
    ev.WaitingBegan, ev.Transferred,
)  # fmt: skip
_STARTS: dict[str, Phrase] = {
    "response": phrase("the contact"),
    "activation": phrase("the response"),
    "update": phrase("our last message"),
    "reply": phrase("the oldest unanswered message of the customer"),
    "diagnosis": phrase("the beginning of the work"),
    "indication": phrase("the bug being raised"),
    "patch": phrase("the bug being confirmed critical"),
    "workaround": phrase("the contact"),
    "resolution": phrase("the contact"),
    "takeover": phrase("the transfer"),
    "supplier": phrase("the waiting on the supplier"),
}
