"""What comes if nobody acts: the engine's own ticks, one after another; nothing is saved."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import Tick
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.rota import Rota

MOST_TICKS = 300
FAR = timedelta(days=60)


def decisions_after(
    charter: Charter, decision: Decision, rota: Rota, until: datetime
) -> Iterator[Decision]:
    """The decisions of the wakes to come, until a moment or MOST_TICKS of them."""
    for _ in range(MOST_TICKS):
        wake = decision.next_wake
        if wake is None or wake > until:
            return
        decision = decide(charter, decision.case, Tick(), wake, rota)
        yield decision
