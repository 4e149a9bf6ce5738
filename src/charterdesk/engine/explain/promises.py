"""Why a promise is due when it is: clause, hours, start, changes, pauses, sum, what came of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import NOWHERE, Charter
from charterdesk.engine.explain.arithmetic import sum_words, used_words
from charterdesk.engine.explain.changes import change_steps
from charterdesk.engine.explain.clauses import clause_steps, hours_step, open_step
from charterdesk.engine.explain.pauses import pause_steps
from charterdesk.engine.explain.starts import start_steps
from charterdesk.engine.explain.values import Audience, Explanation, Step
from charterdesk.engine.explain.words import length
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase
from charterdesk.engine.promise import Promise


def explain_promise(
    charter: Charter, case: Case, promise: Promise, zone: str, audience: Audience = "desk"
) -> Explanation:
    """Every step that leads to the due of one promise, as the case stands.

    Days are those of `zone`. For a past moment give the case of `past.as_of`.
    """
    steps = [*clause_steps(charter, case, promise)]
    if promise.term.target.has_due:
        steps += hours_step(charter, case, promise.term)
    steps += start_steps(case, promise)
    steps += change_steps(charter, case, promise)
    steps += pause_steps(charter, case, promise)
    if promise.term.target.has_due and promise.basis.fixed is None:
        steps += open_step(charter, case, promise.term, promise.basis.anchor)
    steps += _arithmetic(promise, zone)
    steps += _outcome(case, promise, audience)
    return Explanation(answer_of(promise), tuple(steps))


def answer_of(promise: Promise) -> Phrase:
    """The sum of it in one sentence."""
    if not promise.is_named:
        return phrase("The charter promises nothing of this kind here.")
    if not promise.term.target.has_due:
        return phrase("No time is promised for this; it is measured and shown.")
    if promise.is_paused:
        left = length(promise.left(promise.pauses[-1][0]) or timedelta())
        return phrase("Nothing is due while it is paused; %(left)s are left of it.", left=left)
    said: dict[str, PhraseValue] = {
        "target": promise.term.target.text,
        "hours": promise.term.hours,
        "start": promise.start,
        "due": promise.due or promise.start,
    }
    if promise.ended_at is not None:
        return _answer_of_ended(promise, {**said, "ended": promise.ended_at})
    if promise.breached_at is not None:
        return phrase("It was due %(due)s: %(target)s of “%(hours)s” from %(start)s.", **said)
    return phrase("It is due %(due)s: %(target)s of “%(hours)s” from %(start)s.", **said)


def _answer_of_ended(promise: Promise, said: dict[str, PhraseValue]) -> Phrase:
    match promise.verdict:
        case "not needed" | "handed back":
            return phrase("It was due %(due)s and is not owed any more since %(ended)s.", **said)
        case _:
            return phrase("It was due %(due)s and was done %(ended)s.", **said)


def _arithmetic(promise: Promise, zone: str) -> Iterator[Step]:
    """The sum to the due; of a clock that stands, what is used and what is left."""
    heading = phrase("Arithmetic")
    if promise.basis.fixed is not None:
        if promise.due is not None:
            yield Step(heading, phrase("Due %(due)s.", due=promise.due), verdict="sum")
    elif promise.due is not None:
        yield Step(heading, sum_words(promise, promise.due, zone), verdict="sum")
    elif promise.is_paused and (left := promise.left(promise.pauses[-1][0])) is not None:
        since = max(promise.pauses[-1][0], promise.basis.anchor)
        yield Step(heading, used_words(promise, since, left, zone), verdict="sum")


def _outcome(case: Case, promise: Promise, audience: Audience) -> Iterator[Step]:
    """Warning, breach and end (T8, T9)."""
    warns = promise.is_open and promise.breached_at is None
    if audience == "desk" and warns and promise.warn_at is not None:
        part = f"{promise.warn_part * 100:.0f} %"
        said = phrase(
            "A warning when %(part)s of the time is used: %(at)s.", part=part, at=promise.warn_at
        )
        yield Step(phrase("Warning"), said)
    if promise.breached_at is not None:
        said = phrase("Missed: recorded at the first open moment, %(at)s.", at=promise.breached_at)
        yield Step(phrase("Breach"), said, verdict="not matched")
    if promise.ended_at is not None:
        yield _ended(case, promise, promise.ended_at)


def _ended(case: Case, promise: Promise, at: datetime) -> Step:
    taken = length(promise.taken(at))
    by = _ended_by(case, at, promise)
    form = _RESULTS[promise.verdict]
    said = Phrase(form.form, {"at": at, "taken": taken, "by": by})
    missed = promise.verdict == "breached"
    return Step(phrase("Result"), said, NOWHERE, "not matched" if missed else "matched")


def _ended_by(case: Case, at: datetime, promise: Promise) -> Phrase:
    """What kept or ended it: the event of that moment that speaks of it."""
    for event in case.history:
        if event.at == at and type(event) in _ENDS and not _is_void(case, event):
            return _ENDS[type(event)]
    return phrase("the event of that moment")


def _is_void(case: Case, event: ev.Event) -> bool:
    sent = isinstance(event, ev.ReplySent)
    return sent and (event.automatic or event.message in case.void)  # type: ignore[attr-defined]  # a reply


_RESULTS = {
    "met": phrase("Met at %(at)s by %(by)s, after %(taken)s."),
    "breached": phrase("Done at %(at)s by %(by)s, after %(taken)s: too late."),
    "met recorded late": phrase(
        "Met at %(at)s by %(by)s, after %(taken)s; recorded only after the breach, and both stay."
    ),
    "measured": phrase("Measured: done at %(at)s by %(by)s, after %(taken)s."),
    "not needed": phrase("Not needed any more since %(at)s: %(by)s."),
    "handed back": phrase("Handed back at %(at)s, so that nothing is owed any more."),
    "": phrase("Ended at %(at)s."),
}
_ENDS: dict[type[ev.Event], Phrase] = {
    ev.ReplySent: phrase("our answer to the customer"),
    ev.CaseOpened: phrase("the talk in which the case was opened"),
    ev.Resolved: phrase("the resolution"),
    ev.Activated: phrase("the beginning of the work"),
    ev.ActDone: phrase("the diagnosis"),
    ev.IndicationGiven: phrase("the indication given"),
    ev.PatchGiven: phrase("the patch given"),
    ev.WorkaroundGiven: phrase("the workaround given"),
    ev.BugTakenOff: phrase("the bug being taken off"),
    ev.WaitingEnded: phrase("the end of the waiting"),
    ev.OwnerSet: phrase("a person taking the case"),
    ev.Closed: phrase("the closing"),
    ev.MergedInto: phrase("the merging into another case"),
    ev.GaveBack: phrase("the undoing of a merge"),
    ev.SplitOff: phrase("the messages that became another case"),
    ev.HandedBack: phrase("the handing back"),
    ev.ReopeningUndone: phrase("the customer's agreement"),
    ev.CustomerWrote: phrase("the customer's message"),
}
