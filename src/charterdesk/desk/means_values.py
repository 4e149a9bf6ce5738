"""The frozen values of the page of one's own means."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.look.values import Action, Field, Refusal


@dataclass(frozen=True, slots=True)
class MeansRow:
    """One means: what it is, when it is tried, whether it is known to work.

    `missing` says that the desk can't use it; `secret` is a hook's.
    """

    name: str
    address: str
    urgent: str
    ordinary: str
    verified: str
    test: Action
    remove: Action
    change: str
    fields: tuple[Field, ...]
    missing: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptStep:
    """One thing that became of a test."""

    word: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class CallResult:
    """The last test: what became of it so far; `running` while more may come."""

    sentence: str
    steps: tuple[ReceiptStep, ...]
    running: bool


@dataclass(frozen=True, slots=True)
class MeansPage:
    """My means: the list, a form for one more, the last test."""

    sentence: str
    rows: tuple[MeansRow, ...]
    fields: tuple[Field, ...]
    action: str
    test: CallResult | None = None
    refusal: Refusal | None = None
