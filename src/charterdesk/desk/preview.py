"""What a ladder will do, found by letting the engine do it: time goes on, nothing is saved.

Nobody answers and nothing is resolved in it, so it shows the longest way that it can go.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.cases.store import moment
from charterdesk.desk.probing import Probe
from charterdesk.engine import commands as co
from charterdesk.engine import events as ev
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.intents import CONTACT, Tell

MOST_TICKS = 200
SOON_TICKS = 50
AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Firing:
    """A step as it would fire: when, and the roles with the people behind them."""

    step: str
    at: datetime
    called: tuple[tuple[str, str], ...]
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What an escalation would bring. `decision` is the first one, which may be a refusal."""

    decision: Decision
    ladder: str
    firings: tuple[Firing, ...]
    customer_reads: tuple[str, ...]


def previewed(probe: Probe, command: co.Escalate) -> Preview:
    """The escalation and a week of what follows from it."""
    first = probe.decision(command)
    run = first.case.run_going
    number = run.number if run else 0
    told = [one.text for one in first.intents if isinstance(one, Tell) and one.person == CONTACT]
    return Preview(
        decision=first,
        ladder=run.ladder if run else "",
        firings=tuple(_firings(_events(probe, first), number)),
        customer_reads=tuple(told),
    )


def next_firing(probe: Probe) -> Firing | None:
    """The step that the running ladder comes to next, if nobody answers and nothing is resolved."""
    run = probe.loaded.state.run_going
    if run is None:
        return None
    events = _events(probe, probe.decision(co.Tick()), most=SOON_TICKS)
    return next(_firings(events, run.number), None)


def _events(probe: Probe, decision: Decision, most: int = MOST_TICKS) -> Iterator[ev.Event]:
    """The events of the decision and of the ticks after it."""
    yield from decision.events
    until = moment(probe.at) + AHEAD
    for _ in range(most):
        at = decision.next_wake
        if at is None or at > until or decision.case.run_going is None:
            return
        charter = probe.loaded.charter
        decision = decide(charter, decision.case, co.Tick(), at, probe.rota)
        yield from decision.events


def _firings(events: Iterator[ev.Event], run: int) -> Iterator[Firing]:
    for event in events:
        if isinstance(event, ev.StepFired) and event.run == run:
            yield Firing(event.step, event.at, event.called, event.skipped)
