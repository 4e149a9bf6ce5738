"""What the pages of bulk acts draw, as frozen values."""

from dataclasses import dataclass
from typing import Literal

from charterdesk.look.values import Field, Link, Option

BulkOutcome = Literal["done", "skipped", "refused", "failed", ""]
BulkState = Literal["running", "stopped", "done"]


@dataclass(frozen=True, slots=True)
class Bulk:
    """What can be done to the ticked rows: each option names an act the bulk page knows.

    `labels_url` leads to the page of the labels, where there are any; `whole` offers all cases of
    the list, where it has more than the page shows. `watched`: it lists what its reader watches.
    """

    url: str
    assign_to: tuple[Option, ...]
    labels: tuple[Option, ...] = ()
    labels_url: str = ""
    states: tuple[Option, ...] = ()
    whole: str = ""
    watched: bool = False


@dataclass(frozen=True, slots=True)
class BulkRow:
    """What became of one case; `undo_url` leads to where it alone is taken back."""

    ref: str
    url: str
    outcome: BulkOutcome
    words: str
    undo_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPage:
    """An act on many cases, while it goes on and after, case by case (ux.md 1 no. 10).

    An address that is empty is not offered. `more` says that not every row is shown.
    """

    title: str
    sentence: str
    back_url: str
    back: str = ""
    rows: tuple[BulkRow, ...] = ()
    state: BulkState = "done"
    done: int = 0
    total: int = 0
    trouble: str = ""
    more: str = ""
    csv_url: str = ""
    cancel_url: str = ""
    again_url: str = ""
    again: str = ""
    undo_url: str = ""


@dataclass(frozen=True, slots=True)
class BulkSurePage:
    """The second look at an act on all cases of a list: how many they are, and what goes along."""

    title: str
    sentence: str
    button: str
    hidden: tuple[tuple[str, str], ...]
    action: str
    back_url: str
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkMorePage:
    """What an act on many cases still asks for, and what it will do to how many.

    `sample` is what the first of the cases would get, `doubts` what looks odd in it.
    """

    title: str
    sentence: str
    action: str
    back_url: str
    hidden: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...] = ()
    submit: str = ""
    look: Literal["primary", "note"] = "primary"
    lines: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    sample: str = ""
    sample_of: str = ""
    all: Link | None = None
