"""What would be promised, and why: a case that does not exist yet, opened in thought.

The same `decide` opens it, so the answer can't differ from what the desk will do.
"""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import OpenCase
from charterdesk.engine.decide import Because, Decision, decide
from charterdesk.engine.events import Told
from charterdesk.engine.explain import Explained, explain_promise
from charterdesk.engine.rota import Rota
from charterdesk.engine.standing import Standing, standings


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer: priority and why, each promise with its explanation, and who is told at once."""

    decision: Decision
    because: tuple[Because, ...]
    promises: tuple[tuple[Standing, tuple[Explained, ...]], ...]
    told: tuple[Told, ...]

    @property
    def priority(self) -> str:
        return self.decision.case.priority


def what_if(charter: Charter, command: OpenCase, at: datetime, rota: Rota, zone: str) -> WhatIf:
    """Open a case in thought at `at`; times in the explanations are shown in `zone`."""
    decision = decide(charter, None, command, at, rota)
    case = decision.case
    shown = standings(charter, case, at) if case.exists else ()
    explained = tuple(
        (standing, explain_promise(charter, case, standing.promise, zone))
        for standing in shown
        if standing.promise is not None
    )
    told = tuple(event for event in decision.events if isinstance(event, Told))
    return WhatIf(decision, decision.because, explained, told)
