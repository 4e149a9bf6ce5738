"""One case on its own way through time: its ticks, and the calls that people acknowledge.

Cases meet only in the people who work on them, never in `decide`; so a case is ticked just
before its own next command, each tick at its own moment, and that is as good as in the order of
all cases.
"""

import heapq
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from charterdesk.engine import commands as co
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Decision, Refusal, decide
from charterdesk.engine.events import Event, Told
from charterdesk.engine.intents import CONTACT
from charterdesk.engine.ladder import calling_step
from charterdesk.engine.rota import Rota
from charterdesk.engine.simulate.values import Acknowledging

MOST_TICKS = 100_000
_TICK = co.Tick()


@dataclass(slots=True)
class Life:
    """A case, its next wake and the acknowledgements to come.

    `waited` is the time spent waiting so far, by on whom; `refused` what the engine refused.
    """

    charter: Charter
    rota: Rota
    acknowledges: Acknowledging = ()
    case: Case = field(default_factory=Case)
    wake: datetime | None = None
    waited: dict[str, timedelta] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    _answers: list[tuple[datetime, str]] = field(default_factory=list)
    _calls: int = 0

    def give(self, command: co.Command, at: datetime) -> Decision:
        """All that comes first, then the command. A refusal is kept."""
        self.until(at)
        decision = self._decide(command, at)
        if decision.refused is not None:
            self.refused.append(decision.refused)
        return decision

    def until(self, at: datetime) -> None:
        """What time brings up to `at`: ticks before it, acknowledgements up to and including."""
        wake = self.wake
        if (wake is None or wake >= at) and not self._answers:
            return
        self._go_on(at, including=False)

    def to_the_end(self, until: datetime) -> None:
        """All that still comes up to and including `until`, with nothing done any more."""
        self._go_on(until, including=True)
        self._count_waiting(self.case.waiting_on, self.case.waiting_since, until)

    def _go_on(self, at: datetime, *, including: bool) -> None:
        for _ in range(MOST_TICKS):
            wake, answers = self.wake, self._answers
            if answers and answers[0][0] <= at and (wake is None or answers[0][0] <= wake):
                self._acknowledge(*heapq.heappop(answers))
            elif wake is None or wake > at or (wake == at and not including):
                return
            else:
                self._decide(_TICK, wake)
        raise RuntimeError(f"time does not move on at {at.isoformat()}")

    def _acknowledge(self, at: datetime, person: str) -> None:
        if not self.case.has_ended:
            self._decide(co.Acknowledge(who=(person,)), at)

    def _decide(self, command: co.Command, at: datetime) -> Decision:
        on, since = self.case.waiting_on, self.case.waiting_since
        decision = decide(self.charter, self.case, command, at, self.rota)
        self.case, self.wake = decision.case, decision.next_wake
        if on and self.case.waiting_since != since:
            self._count_waiting(on, since, at)
        for event in decision.events if self.acknowledges else ():
            self._hear(event)
        return decision

    def _count_waiting(self, on: str, since: datetime | None, until: datetime) -> None:
        if on and since is not None and since < until:
            self.waited[on] = self.waited.get(on, timedelta()) + (until - since)

    def _hear(self, event: Event) -> None:
        """Who is called by a step, or called until they answer, acknowledges when it was drawn."""
        if not isinstance(event, Told) or event.person == CONTACT:
            return
        if event.calling or calling_step(event.about):
            after = self.acknowledges[min(self._calls, len(self.acknowledges) - 1)]
            self._calls += 1
            if after is not None:
                heapq.heappush(self._answers, (event.at + after, event.person))
