"""What an escalation would bring, for the page that asks before it is declared."""

from dataclasses import dataclass

from charterdesk.cases.store import moment
from charterdesk.desk.probing import Probe
from charterdesk.engine import commands as co
from charterdesk.engine.ahead import Firing, firings
from charterdesk.engine.decide import Decision
from charterdesk.engine.intents import CONTACT, Tell

SOON_TICKS = 50

__all__ = ["Firing", "Preview", "next_firing", "previewed"]


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
    told = [one.text for one in first.intents if isinstance(one, Tell) and one.person == CONTACT]
    steps = firings(probe.loaded.charter, first, probe.rota, moment(probe.at))
    return Preview(
        decision=first,
        ladder=run.ladder if run else "",
        firings=tuple(steps),
        customer_reads=tuple(told),
    )


def next_firing(probe: Probe) -> Firing | None:
    """The step that the running ladder comes to next, if nobody answers and nothing is resolved."""
    if probe.loaded.state.run_going is None:
        return None
    now = probe.decision(co.Tick())
    charter, at = probe.loaded.charter, moment(probe.at)
    return next(firings(charter, now, probe.rota, at, most=SOON_TICKS), None)
