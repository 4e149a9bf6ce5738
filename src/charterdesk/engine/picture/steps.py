"""The steps of a ladder in a picture: those that were, those that come, those that wait (2.8)."""

from collections.abc import Iterator
from datetime import datetime

from charterdesk.engine.charter.values import Charter, Ladder, Step
from charterdesk.engine.ladder import Run, StepRun
from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.picture.values import StepRow


def step_rows(charter: Charter, runs: tuple[Run, ...], until: datetime) -> Iterator[StepRow]:
    """The steps of every run, as they stand at the end of the picture."""
    for run in runs:
        ladder = charter.ladders.get(run.ladder)
        if ladder is not None:
            yield from (_row(ladder, step, run, until) for step in ladder.steps)


def _row(ladder: Ladder, step: Step, run: Run, until: datetime) -> StepRow:
    stands = run.step(step.name)
    at = stands.fired_at if stands.fired_at is None or stands.fired_at <= until else None
    limit, taken = stands.limit, stands.taken_at
    return StepRow(
        ladder=ladder.name,
        step=step.name,
        remark=_remark(step, stands, run, at),
        at=at,
        limit=limit if at is not None and limit is not None and limit <= until else None,
        taken=taken if at is not None and taken is not None and taken <= until else None,
        skipped=stands.is_ == "skipped",
        called=stands.called,
        unless=step.unless,
    )


def _remark(step: Step, stands: StepRun, run: Run, at: datetime | None) -> Phrase:
    """When it comes, or what it waits for."""
    if stands.is_ == "skipped":
        return phrase("left out, for the case is %(unless)s", unless=step.unless)
    if at is not None:
        return phrase("%(at)s: %(people)s", at=at, people=people_of(stands.called))
    if step.when:
        return phrase("comes by: %(what)s", what=tuple(need.text for need in step.when))
    if not run.is_going:
        return phrase("never came: the ladder ended %(at)s", at=run.ended_at or run.since)
    if step.after:
        return phrase("comes after the step %(step)s", step=step.after)
    return phrase("comes later than this picture")


def people_of(called: tuple[tuple[str, str], ...]) -> tuple[str, ...] | Phrase:
    """The people, each with the roles they are called for, unless a role has no other name."""
    if not called:
        return phrase("nobody is found")
    roles: dict[str, list[str]] = {}
    for role, person in called:
        roles.setdefault(person, []).append(role)
    return tuple(
        person if own == [person] else f"{person} ({', '.join(own)})"
        for person, own in roles.items()
    )
