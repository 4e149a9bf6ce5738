"""What a rehearsed night is made of, and what comes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Refusal
from charterdesk.engine.events import Event
from charterdesk.engine.intents import Tell
from charterdesk.engine.rota import Rota
from charterdesk.notifications.routes import Way

Answering = Literal["nobody", "first", "everybody"]
Ways = Callable[[Tell], Sequence[Way]]
HAVE, PASS, FIXED = "have", "pass", "fixed"


@dataclass(frozen=True, slots=True)
class Manners:
    """How people and carriers behave. `away` can't be called; means of a `failing` kind refuse.

    `answering` say so `after` their first message. `every_means`: as if each kind had a carrier.
    """

    answering: Answering = "nobody"
    after: timedelta = timedelta(minutes=2)
    away: frozenset[str] = frozenset()
    failing: frozenset[str] = frozenset()
    fixed_after: timedelta | None = None
    every_means: bool = False

    def stored(self) -> dict[str, Any]:
        """As JSON; lengths in seconds."""
        fixed = self.fixed_after
        return {
            "answering": self.answering, "after": self.after.total_seconds(),
            "away": sorted(self.away), "failing": sorted(self.failing),
            "fixed_after": None if fixed is None else fixed.total_seconds(),
            "every_means": self.every_means,
        }  # fmt: skip

    @classmethod
    def from_stored(cls, said: Mapping[str, Any]) -> "Manners":
        """What `stored` gave."""
        fixed = said["fixed_after"]
        return cls(
            answering=said["answering"], after=timedelta(seconds=said["after"]),
            away=frozenset(said["away"]), failing=frozenset(said["failing"]),
            fixed_after=None if fixed is None else timedelta(seconds=fixed),
            every_means=said["every_means"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doing:
    """What is done by hand: `have` (`who` has it), `pass` (`who` can't take it), or `fixed`."""

    at: datetime
    what: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """All that a night follows from. `ways` gives the ways to the person of a notice, in order."""

    charter: Charter
    rota: Rota
    ladder: str
    subject: str
    begins_at: datetime
    manners: Manners
    ways: Ways
    asker: str = ""
    doings: tuple[Doing, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a means said to the notice `key` at a moment: a word of `Attempt.What`."""

    key: str
    at: datetime
    means: str
    what: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Played:
    """The whole night to its end, events and receipts in order; or why the ladder never starts."""

    events: tuple[Event, ...]
    receipts: tuple[Receipt, ...]
    over_at: datetime
    refused: Refusal | None = None
