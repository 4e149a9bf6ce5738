"""Rounds: a look every so often, and at once again while there was something.

How often is said beside the look itself; whoever runs the loops needs to know neither.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(slots=True)
class Rounds:
    """`look` does one thing at a moment and says whether there was any.

    Then the next look follows at once, and after a fault too; else after `every`. A `steady` one
    keeps its pace, whatever became of the last look. `beside` has rounds that are rarer: each goes
    before a look, when it is due.
    """

    look: Callable[[datetime], object]
    every: timedelta
    steady: bool = False
    beside: Sequence["Rounds"] = ()
    _look_at: datetime | None = field(default=None, init=False)

    def due(self) -> datetime | None:
        """When the next look is due; None for at once."""
        return self._look_at

    def step(self, at: datetime) -> bool:
        """Look, if a look is due; True where there was anything."""
        if self._look_at is not None and at < self._look_at:
            return False
        if self.steady:
            self._look_at = at + self.every
        for rarer in self.beside:
            rarer.step(at)
        found = bool(self.look(at))
        if not self.steady:
            self._look_at = None if found else at + self.every
        return found
