"""A load as frozen values. Lengths are distributions, shares lie between 0 and 1."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from charterdesk.engine.calendar import Calendar
from charterdesk.engine.simulate.values import Axes

HOURS_OF_WEEK = 168
LengthKind = Literal["fixed", "exponential", "lognormal"]
_P90 = 1.2815515655446004  # the 90th percentile of the standard normal distribution


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time to draw: `middle` seconds are fixed, the mean, or the median with `p90`."""

    kind: LengthKind
    middle: float
    p90: float = 0.0

    @property
    def sigma(self) -> float:
        """The spread of the logarithm of a lognormal length."""
        return math.log(self.p90 / self.middle) / _P90


@dataclass(frozen=True, slots=True)
class Flow:
    """Cases of one kind: how many a week, and which part of them in which hour of the week."""

    per_week: float
    weights: tuple[float, ...]
    channel: str = ""
    priority: str = ""
    axes: Axes = ()
    contract: str = ""


@dataclass(frozen=True, slots=True)
class Handling:
    """The work on a case: up to the first answer, each later contact, how many contacts."""

    first: Length
    later: Length
    contacts: tuple[tuple[int, float], ...] = ((1, 1.0),)


@dataclass(frozen=True, slots=True)
class Sometimes:
    """What happens to a share of the cases, after a length of time."""

    share: float
    after: Length


@dataclass(frozen=True, slots=True)
class WaitRule:
    """Between two contacts a share of the cases waits on somebody so long."""

    on: str
    share: float
    length: Length


@dataclass(frozen=True, slots=True)
class Crew:
    """So many people for a tier in some hours, where there is no people file."""

    tier: str
    number: int
    hours: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """The whole document. `as_in_log` adds what a log shows to the flows."""

    name: str
    weeks: int
    since: datetime
    seed: int
    zone: str
    handling: Handling
    flows: tuple[Flow, ...] = ()
    as_in_log: bool = False
    handling_of: Mapping[str, Handling] = field(default_factory=dict)
    waits: tuple[WaitRule, ...] = ()
    acknowledges: Sometimes | None = None
    patience: Length | None = None
    reopens: Sometimes | None = None
    escalates: Sometimes | None = None
    agrees: Sometimes | None = None
    tiers: tuple[tuple[str, float], ...] = ()
    facts: tuple[tuple[str, float], ...] = ()
    crews: tuple[Crew, ...] = ()

    @property
    def expected(self) -> float:
        """How many cases one run has, about."""
        return self.weeks * sum(flow.per_week for flow in self.flows)

    def of_about(self, cases: int) -> "Load":
        """The load with as many whole weeks as bring about so many cases, at least one."""
        a_week = self.expected / self.weeks
        weeks = max(1, min(self.weeks, round(cases / max(a_week, 1))))
        return self if weeks == self.weeks else replace(self, weeks=weeks)

    def thinned(self, cases: int) -> "Load":
        """The load with at most about so many cases: fewer weeks, then fewer cases in a week."""
        short = self.of_about(cases)
        part = cases / short.expected if short.expected > cases else 1.0
        flows = tuple(replace(flow, per_week=flow.per_week * part) for flow in short.flows)
        return replace(short, flows=flows)
