"""The line alone, without charter and cases: who comes, how long it takes, how many serve.

It runs the very code that `play` runs, so that what is proved of the one holds for the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from charterdesk.engine.simulate.line import Line, tiers_by_person
from charterdesk.engine.simulate.serving import Place, Serving

_TIER = "all"
_FIRST_COME = Place(_TIER, ())
_FOREVER = float("inf")


@dataclass(slots=True)
class _Plain:
    """A host whose items are numbers."""

    work: Sequence[float]
    starts: list[float] = field(default_factory=list)

    def arrives(self, item: int, at: float) -> Place | None:
        return _FIRST_COME

    def begins(self, item: int, person: str, at: float) -> float:
        self.starts[item] = at
        return at + self.work[item]

    def ends(self, item: int, person: str, at: float) -> None:
        """Nothing follows."""

    def stirs(self, item: int, at: float) -> Place | None:
        """Nobody gives up."""
        return _FIRST_COME


def starts(arrivals: Sequence[float], work: Sequence[float], servers: int) -> list[float]:
    """When the work on each begins, where `servers` people are always there (first come first).

    `arrivals` are in order, `work` has a length for each. Raises ValueError without servers.

    >>> starts([0, 1, 2], [5, 1, 1], servers=1)
    [0, 5, 6]
    """
    if servers < 1:
        raise ValueError("Without anybody who serves, nothing ever begins.")
    people = [str(number) for number in range(servers)]
    line: Line[int] = Line(tiers_by_person({_TIER: people}))
    host = _Plain(work, [_FOREVER] * len(work))
    serving: Serving[int, float] = Serving(line, host)
    for person in people:
        serving.plan_shift(person, iter([(-_FOREVER, _FOREVER)]))
    for _ in serving.run(zip(arrivals, range(len(work)), strict=True), until=_FOREVER):
        pass
    return host.starts
