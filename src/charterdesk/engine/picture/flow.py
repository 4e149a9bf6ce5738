"""A ladder as a flow: its steps in words, and where a case stands on it (R-VOX-13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from charterdesk.engine.charter.values import Ladder, Repeat, Step, Target
from charterdesk.engine.ladder import Run, StepRun
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase

FlowState = Literal["", "waiting", "next", "running", "taken", "missed", "skipped"]


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A step: when it comes, the roles that are told, and what else holds of it.

    `state` is "" where no case stands on the ladder; then `at` is None too. `called` are the
    (role, person) pairs that were called.
    """

    name: str
    when: Phrase
    roles: tuple[str, ...]
    notes: tuple[Phrase, ...]
    state: FlowState = ""
    at: datetime | None = None
    called: tuple[tuple[str, str], ...] = ()


def flow_of(ladder: Ladder, run: Run | None = None) -> tuple[FlowStep, ...]:
    """The steps in the order of the charter; with a run, how each stands in it."""
    states = _states(ladder, run) if run is not None else {}
    return tuple(_step(step, run, states.get(step.name, "")) for step in ladder.steps)


def _step(step: Step, run: Run | None, state: FlowState) -> FlowStep:
    stands = run.step(step.name) if run is not None else StepRun(name=step.name)
    return FlowStep(
        name=step.name,
        when=_when(step),
        roles=step.notify,
        notes=tuple(_notes(step)),
        state=state,
        at=stands.fired_at,
        called=stands.called,
    )


def _when(step: Step) -> Phrase:
    if step.when:
        return phrase("When: %(what)s", what=tuple(need.text for need in step.when))
    if step.after:
        return phrase(
            "%(delay)s after %(step)s was taken", delay=_length(step.delay), step=step.after
        )
    if step.at is None or (step.at.kind == "time" and not step.at.amount):
        return phrase("At the start")
    return phrase("%(delay)s after the start", delay=_length(step.at))


def _notes(step: Step) -> Iterator[Phrase]:
    if step.within is not None:
        yield phrase("All must be reached within %(length)s", length=_length(step.within))
    if step.means:
        yield phrase("By %(means)s", means=step.means)
    if step.repeat is not None:
        yield _again(step.repeat)
    if step.unless:
        yield phrase("Unless the case is %(unless)s", unless=step.unless)
    if step.owner_becomes:
        yield phrase("The case then belongs to %(role)s", role=step.owner_becomes)
    if step.keep_informed:
        yield phrase("Kept informed to the end")


def _again(repeat: Repeat) -> Phrase:
    return phrase(
        "Called again every %(every)s until %(until)s, at most %(times)d times",
        every=repeat.every,
        until=repeat.until,
        times=repeat.times,
    )


def _length(target: Target | None) -> PhraseValue:
    if target is None:
        return phrase("At once")
    return target.amount if target.kind == "time" and target.amount else target.text


def _states(ladder: Ladder, run: Run) -> dict[str, FlowState]:
    """The first step that waits is the next one, as long as the run goes on."""
    found: dict[str, FlowState] = {}
    next_is: FlowState = "next" if run.is_going else "waiting"
    for step in ladder.steps:
        match run.step(step.name).is_:
            case "waiting":
                found[step.name], next_is = next_is, "waiting"
            case "breached":
                found[step.name] = "missed"
            case "running" | "taken" | "skipped" as known:
                found[step.name] = known
    return found
