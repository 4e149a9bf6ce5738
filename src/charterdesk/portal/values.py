"""What the customers' pages show, as frozen values; texts arrive translated."""

from dataclasses import dataclass
from datetime import date

from charterdesk.look.pictures.flow import StepDrawn
from charterdesk.look.pictures.week import DayDrawn


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to ask: its name, what to write to (and the link), and what holds of it."""

    name: str
    address: str = ""
    href: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise of a priority, in words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Level:
    """A priority with its meaning and its promises; `contract` where it holds under one only."""

    name: str
    notes: tuple[str, ...]
    promises: tuple[Promised, ...]
    contract: str = ""


@dataclass(frozen=True, slots=True)
class HoursSaid:
    """Hours as a usual week, as written, as said for other zones, and the days that are closed."""

    name: str
    week: tuple[DayDrawn, ...]
    lines: tuple[str, ...]
    also: tuple[str, ...]
    closed: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class LadderSaid:
    """A ladder as a flow, with what starts it, the reasons to give, and when not to use it."""

    name: str
    starts: tuple[str, ...]
    steps: tuple[StepDrawn, ...]
    reasons: tuple[str, ...]
    not_for: tuple[str, ...]
    promises: tuple[Promised, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A version in the history of the charter."""

    version: int
    since: str
    published: str
    url: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPage:
    """A published charter for those whom it promises something."""

    name: str
    title: str
    version: int
    in_force: str
    edited: str
    editor: str
    zone: str
    is_former: bool
    case: str
    current_url: str
    contacts: tuple[Contact, ...]
    askers: tuple[str, ...]
    levels: tuple[Level, ...]
    hours: tuple[HoursSaid, ...]
    ladders: tuple[LadderSaid, ...]
    endings: tuple[str, ...]
    charges: tuple[str, ...]
    assumptions: tuple[str, ...]
    history: tuple[Edition, ...]
    helpful_url: str
    thanks: bool = False
    trouble: str = ""
    comment: str = ""
