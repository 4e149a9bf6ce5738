"""When the steps of a ladder fire, as far as the text alone can say it (2.8 L2).

A moment is a base and a time since it: the start of the run, or an event that only a run knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from charterdesk.engine.charter.values import ALWAYS_NAME, Ladder, Step, Target

START = "start"


@dataclass(frozen=True, slots=True)
class StepMoment:
    """`since` after `base`; two moments with one base can be compared."""

    base: str
    since: timedelta = timedelta()

    def later(self, delay: Target | None, name: str, hours: str) -> "StepMoment":
        """The moment after a delay; days depend on the day of the start, so they are a new base."""
        if delay is None:
            return StepMoment(f"the event of {name}")
        counted = counted_time(delay, hours)
        if counted is not None:
            return StepMoment(self.base, self.since + counted)
        return StepMoment(f"{self.base}, {self.since}, {delay.kind} {delay.days}")


def counted_time(delay: Target, hours: str) -> timedelta | None:
    """How much time a delay is whatever its start; in `always` a day is 24 h (T5)."""
    if delay.kind == "days" and hours == ALWAYS_NAME:
        return timedelta(days=delay.days)
    return delay.amount if delay.kind == "time" else None


def moments_of(ladder: Ladder, *, unanswered: bool) -> Mapping[str, StepMoment]:
    """When each step fires. `unanswered`: nobody is reached, so a step is taken at its limit;
    else a step with a limit is taken at a moment that only the run knows.
    """
    found: dict[str, StepMoment] = {}
    for step in ladder.steps:
        found[step.name] = _moment(ladder, step, found, unanswered)
    return found


def _moment(
    ladder: Ladder, step: Step, earlier: Mapping[str, StepMoment], unanswered: bool
) -> StepMoment:
    if not step.after:
        return StepMoment(START).later(step.at, step.name, ladder.hours)
    former = ladder.step(step.after)
    taken = earlier[step.after]
    if former is not None and former.within is not None:
        limit = former.within if unanswered else None
        taken = taken.later(limit, f"{former.name} taken", ladder.hours)
    return taken.later(step.delay, step.name, ladder.hours)
