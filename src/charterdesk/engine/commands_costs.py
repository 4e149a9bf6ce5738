"""What is asked of a case about its cost: time, charges, quotes (R-BIC-21, 39, 41)."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendTime(Command):
    """`ended_at` is when the work ended; None for now. `entry` names it for ever."""

    entry: str
    minutes: int
    work: str
    note: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeTime(Command):
    entry: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCharge(Command):
    """`amount` is a decimal number as text; it is wanted where the charge is made."""

    name: str
    charged: bool
    reason: str
    amount: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferQuote(Command):
    text: str
    time_frame: str
    amount: str
    currency: str
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuote(Command):
    """`by` is "customer", or the person of ours whom the customer told."""

    quote: str
    accepted: bool
    says: str = ""
