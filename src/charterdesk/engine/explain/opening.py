"""What would be promised to a case that is not there yet, clause by clause (product.md 2).

The same `decide` opens it in thought, so the answer can't differ from what the desk will do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import OpenCase
from charterdesk.engine.decide import Because, Decision, decide
from charterdesk.engine.events import Told
from charterdesk.engine.explain.clauses import open_step, unpromised_steps
from charterdesk.engine.explain.gates import explain_refusal, gate_steps
from charterdesk.engine.explain.promises import explain_promise
from charterdesk.engine.explain.tells import tell_steps
from charterdesk.engine.explain.values import Audience, Explanation, Step, tried
from charterdesk.engine.explain.words import kind_name
from charterdesk.engine.phrase import Phrase, PhraseValue, phrase
from charterdesk.engine.rota import Rota
from charterdesk.engine.standing import Standing, standings


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise of the answer, and why."""

    standing: Standing
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer in its parts: how the priority came, each promise, what else would follow.

    `head` is the answer without the dues.
    """

    decision: Decision
    head: Phrase
    answer: Phrase
    priority_steps: tuple[Step, ...]
    promises: tuple[Promised, ...]
    further_steps: tuple[Step, ...]
    told: tuple[Told, ...]

    @property
    def priority(self) -> str:
        return self.decision.case.priority

    @property
    def explanation(self) -> Explanation:
        """The whole as one row of steps; those of a promise bear its kind in their heading."""
        steps = [*self.priority_steps]
        for one in self.promises:
            steps += (_of_kind(one.standing, step) for step in one.explanation.steps)
        return Explanation(self.answer, (*steps, *self.further_steps))


def explain_what_if(
    charter: Charter,
    command: OpenCase,
    at: datetime,
    rota: Rota,
    zone: str = "",
    audience: Audience = "desk",
) -> Explanation:
    """What opening a case at `at` would promise, and every step to it.

    `zone` is the one in which the days of the arithmetic are meant; "" for the charter's.
    """
    return what_if(charter, command, at, rota, zone, audience).explanation


def what_if(
    charter: Charter,
    command: OpenCase,
    at: datetime,
    rota: Rota,
    zone: str = "",
    audience: Audience = "desk",
) -> WhatIf:
    """The same in its parts."""
    decision = decide(charter, None, command, at, rota)
    case, shown_in = decision.case, zone or charter.zone
    promises = tuple(
        _promised(charter, case, standing, shown_in, audience)
        for standing in (standings(charter, case, at) if case.exists else ())
        if standing.promise is not None and not (audience == "customer" and standing.is_internal)
    )
    return WhatIf(
        decision=decision,
        head=_head(charter, decision.case),
        answer=_answer(charter, decision, promises),
        priority_steps=tuple(_tried("priority", decision.because)),
        promises=promises,
        further_steps=tuple(_further(charter, decision, audience)),
        told=tuple(event for event in decision.events if isinstance(event, Told)),
    )


def _promised(
    charter: Charter, case: Case, standing: Standing, zone: str, audience: Audience
) -> Promised:
    promise = standing.promise
    if promise is None:
        raise ValueError(f"nothing is promised of the kind {standing.kind}")
    whole = explain_promise(charter, case, promise, zone, audience)
    measured = not promise.term.target.has_due
    closed = tuple(open_step(charter, case, promise.term, promise.start)) if measured else ()
    aims = _aim(charter, case, standing) if audience == "desk" else ()
    return Promised(standing, replace(whole, steps=(*whole.steps, *closed, *aims)))


def _aim(charter: Charter, case: Case, standing: Standing) -> Iterator[Step]:
    """The internal aim beside the promise; never shown to a customer."""
    if standing.aim is not None:
        said = phrase("Internally aimed at by %(aim)s.", aim=standing.aim)
        yield Step(phrase("Aim"), said, charter.aims[case.priority].terms[standing.kind].place)


def _head(charter: Charter, case: Case) -> Phrase:
    if not case.exists:
        return phrase("No case is opened.")
    return phrase(
        "Opened %(at)s under %(charter)s, version %(version)d: priority %(priority)s.",
        at=case.opened_at,
        charter=charter.name,
        version=charter.version,
        priority=case.priority,
    )


def _answer(charter: Charter, decision: Decision, promises: tuple[Promised, ...]) -> Phrase:
    case = decision.case
    if decision.refused is not None:
        return explain_refusal(decision.refused).answer
    if not case.exists:
        return phrase("No case is opened: the message is held, for its sender may not ask.")
    said: dict[str, PhraseValue] = {
        "at": case.opened_at,
        "charter": charter.name,
        "version": charter.version,
        "priority": case.priority,
    }
    dues = tuple(
        phrase("%(kind)s by %(due)s", kind=kind_name(one.standing.kind), due=one.standing.due)
        for one in promises
        if one.standing.due is not None
    )
    if not dues:
        return phrase(
            "Opened %(at)s under %(charter)s, version %(version)d: priority %(priority)s; "
            "nothing is promised with a time.",
            **said,
        )
    return phrase(
        "Opened %(at)s under %(charter)s, version %(version)d: priority %(priority)s; "
        "promised: %(dues)s.",
        **{**said, "dues": dues},
    )


def _tried(about: str, because: tuple[Because, ...]) -> Iterator[Step]:
    heading = phrase("Ladder") if about == "ladder" else phrase("Priority")
    for one in because:
        if one.about == about:
            yield tried(heading, one.said, one.place, holds=one.held)


def _further(charter: Charter, decision: Decision, audience: Audience) -> Iterator[Step]:
    """What else follows: kinds not promised, ladders, notices, gates before later acts."""
    if not decision.case.exists:
        return
    yield from unpromised_steps(charter, decision.case)
    if audience == "customer":
        return
    yield from _tried("ladder", decision.because)
    yield from tell_steps(charter, decision.case, decision.events)
    yield from gate_steps(charter)


def _of_kind(standing: Standing, step: Step) -> Step:
    name = kind_name(standing.kind, standing.key)
    return replace(step, heading=phrase("%(heading)s (%(kind)s)", heading=step.heading, kind=name))
