"""A run of a ladder, and the calling of people until they answer, as values (2.8)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from charterdesk.engine.calendar import Calendar, deadline, next_open
from charterdesk.engine.charter.values import ALWAYS_NAME, Ladder, Repeat, Step
from charterdesk.engine.promise import target_due

CALL = "step "
StepIs = Literal["waiting", "running", "taken", "breached", "skipped"]


@dataclass(frozen=True, slots=True)
class StepRun:
    """Where one step stands. `called` are (role, person) pairs; `taken_at` also where breached.

    `passed` are those who said when that they can't take it; they are not called again in it.
    """

    name: str
    is_: StepIs = "waiting"
    fired_at: datetime | None = None
    limit: datetime | None = None
    taken_at: datetime | None = None
    called: tuple[tuple[str, str], ...] = ()
    passed: tuple[tuple[datetime, str], ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(role for role, _ in self.called)

    @property
    def passers(self) -> frozenset[str]:
        return frozenset(who for _, who in self.passed)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: `since` is its start, `counted_from` the start or the latest reopening (L6).

    Nothing comes of it before it `arrived_at` the case with a merged one (2.6 E), nor while it is
    `carried_by` that of an outage (2.10).
    """

    number: int
    ladder: str
    trigger: str
    since: datetime
    counted_from: datetime
    steps: tuple[StepRun, ...]
    ended_at: datetime | None = None
    ended_why: str = ""
    arrived_at: datetime | None = None
    carried_by: str = ""

    @property
    def is_going(self) -> bool:
        return self.ended_at is None

    def here_at(self, at: datetime) -> datetime:
        """The moment itself, or that of the arrival where it lies before."""
        return at if self.arrived_at is None else max(at, self.arrived_at)

    def step(self, name: str) -> StepRun:
        """Where a step stands; one that a later version of the charter brought waits."""
        return next((step for step in self.steps if step.name == name), StepRun(name=name))

    def with_step(self, step: StepRun) -> "Run":
        if all(known.name != step.name for known in self.steps):
            return replace(self, steps=(*self.steps, step))
        return replace(self, steps=tuple(step if s.name == step.name else s for s in self.steps))

    def ended(self, at: datetime, why: str) -> "Run":
        return replace(self, ended_at=at, ended_why=why)

    def resumed(self, at: datetime) -> "Run":
        """The same run goes on; steps that were still open count from `at` (L6)."""
        again = (
            replace(s, is_="waiting", limit=None) if s.is_ == "running" else s for s in self.steps
        )
        return replace(self, ended_at=None, ended_why="", counted_from=at, steps=tuple(again))


@dataclass(frozen=True, slots=True)
class Calling:
    """People are called again until they answer (L3), in the ladder's hours.

    `name` is the rule's or the step's; `if_priority` ends it when the case leaves that row.
    `done` counts repeats given or missed; `fell_back` when the roles' `else` has been told.
    `step` is that of its run. Answers count from `answers_since`, else from `since`.
    """

    name: str
    roles: tuple[str, ...]
    means: tuple[str, ...]
    repeat: Repeat
    since: datetime
    about: str
    run: int = 0
    hours: str = ALWAYS_NAME
    if_priority: str = ""
    done: int = 0
    fell_back: bool = False
    step: str = ""
    answers_since: datetime | None = None

    def next_at(self, hours: Calendar) -> datetime | None:
        """The next repeat; after the last one the moment at which the `else` is told."""
        return deadline(hours, self.since, self.repeat.every * (self.done + 1))

    @property
    def is_spent(self) -> bool:
        return self.done >= self.repeat.times

    def without(self, roles: tuple[str, ...]) -> "Calling | None":
        """The calling of the other roles; None where there is no other."""
        left = tuple(role for role in self.roles if role not in roles)
        return replace(self, roles=left) if left else None


def begun(ladder: Ladder, number: int, trigger: str, at: datetime) -> Run:
    """A new run: every step waits."""
    steps = tuple(StepRun(name=step.name) for step in ladder.steps)
    return Run(
        number=number, ladder=ladder.name, trigger=trigger, since=at, counted_from=at, steps=steps
    )


def calling_name(run: int, step: str) -> str:
    """The name of the calling for a step of a run, and the beginning of its notices' keys."""
    return f"run{run}/{step}"


def call_occasion(step: str) -> str:
    """What a notice by which a step calls somebody is about (`Tell.about`)."""
    return f"{CALL}{step}"


def calling_step(about: str) -> str:
    """The step that calls somebody by a notice of this occasion; "" where it only tells."""
    return about.removeprefix(CALL) if about.startswith(CALL) else ""


def passed_name(run: int, step: str, number: int) -> str:
    """The name of the calling that follows the `number`th pass in a step."""
    return f"{calling_name(run, step)}/pass{number}"


def fires_at(run: Run, step: Step, hours: Calendar) -> datetime | None:
    """When a waiting step comes due (L2); None while that depends on something still to come.

    A start outside the hours counts from the next opening (T4), also for a step at 0m.
    """
    if not run.is_going or run.carried_by or run.step(step.name).is_ != "waiting":
        return None
    since, delay = run.counted_from, step.at
    if step.after:
        taken = run.step(step.after).taken_at
        if taken is None:
            return None
        since, delay = max(taken, since), step.delay
    start = next_open(hours, since)
    return None if start is None or delay is None else target_due(hours, start, delay)


def limit_of(step: Step, hours: Calendar, fired_at: datetime) -> datetime | None:
    """The moment by which all the step's people must have been reached (L3)."""
    return None if step.within is None else target_due(hours, fired_at, step.within)


def in_charge(case_runs: tuple[Run, ...], ladder: str) -> Run | None:
    """The run of that ladder that is going."""
    return next((run for run in case_runs if run.ladder == ladder and run.is_going), None)
