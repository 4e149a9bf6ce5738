"""A ladder as a flow of boxes: the engine's steps in the reader's words."""

from dataclasses import dataclass

from charterdesk.engine.phrase import phrase
from charterdesk.engine.picture.flow import FlowState, FlowStep
from charterdesk.engine.picture.steps import people_of
from charterdesk.look.phrasing import worded


@dataclass(frozen=True, slots=True)
class StepDrawn:
    """A step as `look/_ladder_flow.html` draws it."""

    name: str
    when: str
    who: str
    notes: tuple[str, ...]
    state: FlowState
    at: str = ""


def flow_drawn(steps: tuple[FlowStep, ...], zone: str) -> tuple[StepDrawn, ...]:
    """The steps in the active language; who was called where they were, else the roles."""
    return tuple(_step(step, zone) for step in steps)


def _step(step: FlowStep, zone: str) -> StepDrawn:
    people = phrase("%(people)s", people=people_of(step.called)) if step.called else None
    return StepDrawn(
        name=step.name,
        when=worded(step.when, zone),
        who=worded(people, zone) if people else ", ".join(step.roles),
        notes=tuple(worded(note, zone) for note in step.notes),
        state=step.state,
        at=worded(phrase("%(at)s", at=step.at), zone) if step.at else "",
    )
