"""Events of what a case costs: time, quotes and their answers, charges decided (R-BIC-21, 39, 41).

Amounts are decimal numbers as text, such as "120.00", with the code of their currency.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from charterdesk.engine.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpent(Event):
    """`by` worked so many minutes, until `ended_at`; `work` is the kind of it (R-BIC-41)."""

    kind: ClassVar[str] = "time_spent"
    entry: str
    minutes: int
    work: str
    ended_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStruck(Event):
    """An entry of time was wrong; it counts no more."""

    kind: ClassVar[str] = "time_struck"
    entry: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeDecided(Event):
    """A proposed charge is charged or waived, by a person and with a reason (R-BIC-21)."""

    kind: ClassVar[str] = "charge_decided"
    name: str
    charged: bool
    reason: str
    amount: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteOffered(Event):
    """What would be done, at which price and in which time frame (R-BIC-39).

    `valid_until` is the first moment at which it can be accepted no more; None for always.
    """

    kind: ClassVar[str] = "quote_offered"
    quote: str
    text: str
    time_frame: str
    amount: str
    currency: str
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteAnswered(Event):
    """The customer accepts or declines a quote, by themselves or told to one of us (R-BIC-36)."""

    kind: ClassVar[str] = "quote_answered"
    quote: str
    accepted: bool
    says: str = ""
