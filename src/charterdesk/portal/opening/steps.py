"""Which pages an inquiry has, by its charter and what was answered; pure.

A page that the charter has no question for is left out, so that nobody is asked for nothing.
"""

from collections.abc import Mapping
from typing import Any

from charterdesk.engine.charter.values import Charter
from charterdesk.intake.questions import asked_axes, asked_marks, choices_of, emergency_words

SEND = "send"
ORDER = ("what", "urgency", "emergency", "reason", "details", SEND)
Answers = Mapping[str, Any]


def steps_of(charter: Charter, answers: Answers) -> tuple[str, ...]:
    """The pages after the charter was chosen, in their order."""
    priority = str(answers.get("priority", ""))
    steps = ["what"]
    if choices_of(charter) or asked_axes(charter) or asked_marks(charter):
        steps.append("urgency")
    if emergency_words(charter, priority):
        steps.append("emergency")
    if is_by_escalation(charter, priority):
        steps.append("reason")
    return (*steps, "details", SEND)


def is_by_escalation(charter: Charter, priority: str) -> bool:
    """Whether asking for that priority is a formal escalation (2.6 J)."""
    return any(one.name == priority and one.only_by_escalation for one in charter.priorities)


def step_after(step: str, charter: Charter, answers: Answers) -> str:
    """The page to go on with; an answer may have made the page itself needless."""
    later = ORDER[ORDER.index(step) + 1 :]
    return next((one for one in steps_of(charter, answers) if one in later), SEND)


def step_before(step: str, charter: Charter, answers: Answers) -> str:
    """The page to go back to; "" before the first."""
    earlier = ORDER[: ORDER.index(step)]
    return next((one for one in reversed(steps_of(charter, answers)) if one in earlier), "")


def first_unanswered(charter: Charter, answers: Answers) -> str:
    """The first page that was not answered; the last one where all are."""
    answered = set(answers.get("answered", ()))
    return next((one for one in steps_of(charter, answers) if one not in answered), SEND)
