"""Doing what time brings: warnings, breaches, steps, repeats, reminders, closing by silence.

Everything is done in order of its own moment, once, with that moment as its time; what is late
says so, and repeats that nobody could give are not made up for (2.10).
"""

from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine.decide import ladder_calls, ladder_steps, moments
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.decide.gates import missing_to_close
from charterdesk.engine.decide.opinions import ask_for_score
from charterdesk.engine.decide.telling import Notice, tell
from charterdesk.engine.decide.timers import (
    BreachDue,
    DateDue,
    LimitDue,
    ReminderDue,
    RepeatDue,
    SilenceDue,
    StepDue,
    Timer,
    WarningDue,
    next_timer,
    timers,
)
from charterdesk.engine.intents import CONTACT


def advance(draft: Draft, *, including_now: bool) -> Timer | None:
    """Do all that was due before the draft's moment, or up to and including it; gives the next.

    Raises RuntimeError rather than doing one thing for ever, if what was done is still due.
    """
    done: Timer | None = None
    alike = 0
    while True:
        timer = next_timer(draft.charter, draft.case)
        if timer is None or timer.at > draft.at or (timer.at == draft.at and not including_now):
            return timer
        alike = _must_be_fewer(draft, timer, alike) if timer == done else 0
        _do(draft, timer)
        done = timer


def _must_be_fewer(draft: Draft, timer: Timer, before: int) -> int:
    """How many are due that are equal to the one just done: two cycles may begin at one moment."""
    alike = list(timers(draft.charter, draft.case)).count(timer)
    if before and alike >= before:
        raise RuntimeError(f"What came due at {timer.at} was done and is due still: {timer}")
    return alike


def _do(draft: Draft, timer: Timer) -> None:
    match timer:
        case WarningDue():
            _warn(draft, timer)
        case BreachDue():
            _breach(draft, timer)
        case LimitDue():
            ladder_steps.limit_passed(draft, timer.run, timer.step, timer.at)
        case StepDue():
            ladder_steps.fire(draft, timer.run, timer.step, timer.at)
        case RepeatDue():
            ladder_calls.repeat(draft, timer.calling, timer.at)
        case ReminderDue():
            _remind(draft, timer)
        case DateDue():
            _date_comes(draft, timer)
        case SilenceDue():
            _close_by_silence(draft, timer.at)


def _warn(draft: Draft, timer: WarningDue) -> None:
    promise = timer.promise
    draft.record(
        ev.PromiseWarned(
            at=timer.at,
            recorded_at=draft.at,
            promise=promise.kind,
            key=promise.key,
            start=promise.start,
        )
    )
    moments.promise_moment(draft, "warning", promise, timer.at)


def _breach(draft: Draft, timer: BreachDue) -> None:
    promise = timer.promise
    due = promise.due or timer.at
    draft.record(
        ev.PromiseBreached(
            at=timer.at,
            recorded_at=draft.at,
            promise=promise.kind,
            key=promise.key,
            start=promise.start,
            due_at=due,
        )
    )
    moments.promise_moment(draft, "breach", promise, timer.at)


def _remind(draft: Draft, timer: ReminderDue) -> None:
    draft.record(ev.Reminded(at=timer.at, recorded_at=draft.at, number=timer.number))
    waits_for = draft.case.waiting_for or "your answer"
    who = CONTACT if draft.case.waiting_on == "customer" else "owner"
    notice = Notice(
        rule=f"reminder {timer.number}",
        about="reminder",
        due_at=timer.at,
        always=True,
        text=f"Reminder {timer.number}: this case is waiting for {waits_for}.",
        words=(("number", str(timer.number)), ("what", draft.case.waiting_for)),
    )
    tell(draft, (who,), notice)


def _date_comes(draft: Draft, timer: DateDue) -> None:
    """The case waited until now: it goes on, and whoever owns it is told."""
    what = draft.case.waiting_for
    draft.record(ev.WaitingEnded(at=timer.at, recorded_at=draft.at))
    notice = Notice(
        rule=f"date {timer.at.isoformat()}",
        about="date",
        due_at=timer.at,
        text=f"The date has come until which this case waited: {what}".rstrip(": "),
        words=(("what", what),),
    )
    tell(draft, ("owner",), notice)


def _close_by_silence(draft: Draft, due: datetime) -> None:
    """Closed because nobody answered; a gate of the act close still holds it."""
    if missing_to_close(draft, silence=True):
        draft.record(ev.SilenceHeld(at=due, recorded_at=draft.at))
        return
    draft.record(ev.Closed(at=due, recorded_at=draft.at, silence=True))
    moments.moment(draft, "closed", "The case was closed, as nothing more was heard.", due)
    ask_for_score(draft)
