"""What became of a delivery, told to the case: a person was reached, or a message came back.

It is owed from the moment the carrier answered until it is on the case, so that a worker that
dies in between leaves it to the next one; each is told once.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from charterdesk.cases.store import Loaded, decide_loaded, load, moment
from charterdesk.engine.case import Case as State
from charterdesk.engine.commands import Command, ConfirmReached, ReportBounce
from charterdesk.engine.ladder import Run, StepRun, calling_step
from charterdesk.notifications.models import Notice


def next_owed(passed_over: Collection[int] = ()) -> Notice | None:
    """The first notice whose outcome its case has not been told; without those passed over."""
    owed = Notice.objects.exclude(owed=Notice.Owed.NOTHING).exclude(pk__in=passed_over)
    return owed.order_by("id").first()


@transaction.atomic
def settle(notice: Notice, at: datetime) -> None:
    """Tell the case, and owe it nothing any more, in one transaction."""
    loaded = load(notice.case_id, for_update=True) if notice.case_id else None
    still = Notice.objects.filter(pk=notice.pk, owed=notice.owed)
    if not still.update(owed=Notice.Owed.NOTHING) or loaded is None:
        return
    command = _command(loaded, notice)
    if command is not None:
        decide_loaded(loaded, command, at)


def no_longer_wanted(notice: Notice) -> str:
    """Why a call need not go on over the next means: a sentence, or "" where it must (L4, L5).

    One that asks again counts from when it was made, as it was acknowledged before that.
    """
    if notice.case_id is None or notice.person is None:
        return ""
    state = load(notice.case_id).state
    if state.is_resolved or state.is_over:
        return "The case has been resolved in the meantime."
    if calling_step(notice.about) and state.run_going is None:
        return "The escalation has ended in the meantime."
    first = notice.follows or notice
    if calling_step(notice.about) and any(run.carried_by for run in state.runs if run.is_going):
        return "The case is of an outage, whose ladder calls in its place."
    since = moment(first.queued_at)
    names = frozenset({notice.person.username, *notice.words.get("roles", [])})
    if state.has_acknowledged(names, since):
        return "The person has acknowledged in the meantime."
    if has_passed(state, notice, since):
        return "The person can't take it; the next has been called."
    return ""


def has_passed(state: State, notice: Notice, since: datetime) -> bool:
    """Whether the person of this call has said, since it was made, that they can't take it."""
    step, who = calling_step(notice.about), notice.person.username if notice.person else ""
    return any(
        passer == who and at >= since for run in state.runs for at, passer in run.step(step).passed
    )


def _command(loaded: Loaded, notice: Notice) -> Command | None:
    if notice.owed == Notice.Owed.BOUNCED and notice.reply is not None:
        return ReportBounce(of=notice.reply.ref)
    person = notice.person.username if notice.person else ""
    return ConfirmReached(who=(person,)) if _is_awaited(loaded.state, person) else None


def _is_awaited(state: State, person: str) -> bool:
    """Whether the case waits to hear that the person, called by a step, was reached: a step that
    still runs, or one that has called them in somebody's place, who gets the all-clear (L5).
    """
    run = state.run_going
    return run is not None and any(
        step.fired_at is not None
        and _matters(state, run, step, person)
        and not state.has_reached(frozenset({person}), step.fired_at)
        for step in run.steps
    )


def _matters(state: State, run: Run, step: StepRun, person: str) -> bool:
    if any(called == person for _, called in step.called):
        return step.is_ == "running"
    return person in state.called_in(run, step)
