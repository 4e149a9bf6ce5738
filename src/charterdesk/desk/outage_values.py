"""The frozen values of the pages of an outage: its cases, and what can be done to all of them."""

from dataclasses import dataclass
from typing import Literal

from charterdesk.desk.values import QueueRow
from charterdesk.look.values import Field, Link, Refusal


@dataclass(frozen=True, slots=True)
class OutageForm:
    """One thing to do; `name` goes with it as `do`."""

    name: str
    title: str
    sentence: str
    fields: tuple[Field, ...]
    submit: str
    look: Literal["primary", "note", "escalate"] = "primary"
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class OutagePage:
    """A case with the outage that it is of, or with the cases of it; `refs` are ticked cases."""

    title: str
    sentence: str
    action: str
    back: Link
    forms: tuple[OutageForm, ...]
    parent: Link | None = None
    rows: tuple[QueueRow, ...] = ()
    refs: tuple[str, ...] = ()
