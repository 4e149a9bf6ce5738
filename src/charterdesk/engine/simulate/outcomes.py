"""What became of a case, read from the case itself at the end of its simulated life."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from charterdesk.engine.case import Case
from charterdesk.engine.ladder import Run
from charterdesk.engine.measures import call_of, first_contact_of
from charterdesk.engine.simulate.life import Life
from charterdesk.engine.simulate.values import (
    Charged,
    Climbed,
    Handled,
    Notified,
    Outcome,
    Promised,
)


def outcome_of(
    life: Life,
    ref: str,
    *,
    handled: tuple[Handled, ...] = (),
    queue_wait: timedelta | None = None,
    abandoned: bool = False,
) -> Outcome:
    """The outcome of a case that was opened. Raises ValueError for one that was not."""
    case = life.case
    return Outcome(
        ref=ref,
        priority=case.priority,
        contract=case.contract,
        channel=case.channel,
        opened_at=case.opened_at,
        status=case.status,
        promises=tuple(_promises(case)),
        queue_wait=queue_wait,
        answered_live=bool(case.opening and case.opening.answered),
        call=call_of(life.charter, case),
        first_contact=first_contact_of(life.charter, case),
        abandoned=abandoned,
        told=tuple(_notices(case)),
        steps=tuple(step for run in case.runs for step in _steps(run)),
        handled=handled,
        waiting=tuple(sorted(life.waited.items())),
        charges=tuple(Charged(c.name, c.because, c.amount) for c in case.charges),
        resolved_at=case.resolved_at or case.last_resolved_at,
        closed_at=case.closed_at,
        defects=case.defects,
        refused=tuple(life.refused),
    )


def refused_outright(life: Life, ref: str, channel: str, at: datetime) -> Outcome:
    """The outcome of a case that the engine would not even open."""
    return Outcome(
        ref=ref,
        priority="",
        contract="",
        channel=channel,
        opened_at=at,
        status=life.case.status,
        refused=tuple(life.refused),
    )


def _promises(case: Case) -> Iterator[Promised]:
    for promise in case.promises:
        yield Promised(
            promise.kind,
            promise.key,
            promise.term.row,
            promise.term.hours,
            promise.start,
            promise.due,
            promise.ended_at,
            promise.verdict,
            promise.breached_at,
        )


def _notices(case: Case) -> Iterator[Notified]:
    for told in case.notices:
        yield Notified(told.at, told.person, told.roles, told.means, told.about, told.late)


def _steps(run: Run) -> Iterator[Climbed]:
    for step in run.steps:
        if step.fired_at is not None:
            yield Climbed(
                run.ladder,
                step.name,
                step.fired_at,
                step.fired_at - run.since,
                step.taken_at,
                step.is_ == "breached",
                step.called,
            )
