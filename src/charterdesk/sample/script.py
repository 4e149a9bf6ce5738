"""What the sample is made of, as plain values: people, customers, and plots with lines in time.

Moments are counted back from the present: `1h30m` is ninety minutes ago, `2d` is 48 hours.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charterdesk.sample.scene import Scene

AGO = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")

Act = Callable[["Scene", datetime], None]
"""Does one thing on the case of a scene at a moment; raises Refused when the desk says no."""


def ago(text: str) -> timedelta:
    """How far back `text` says: days of 24 hours, hours, minutes.

    >>> ago("1d2h30m")
    datetime.timedelta(days=1, seconds=9000)
    """
    found = AGO.fullmatch(text)
    if not text or found is None:
        raise ValueError(f"'{text}' is no time ago: it wants days, hours, minutes, as 1d2h30m")
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the desk. `roles` are (charter, role) pairs filled by name."""

    username: str
    name: str
    zone: str = "Europe/Stockholm"
    language: str = "en"
    teams: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A rota of a charter: who takes turns of a week each, in this order."""

    charter: str
    rota: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turns:
    """A layer of a rota: turns of so many days, handed over at an hour of the zone's wall."""

    charter: str
    rota: str
    name: str
    people: tuple[str, ...]
    days: int = 7
    hour: int = 9
    level: int = 1
    zone: str = ""
    lines: tuple[str, ...] = ()
    away: str = "next"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a customer, by their registered address."""

    name: str
    address: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A customer under a charter; `contract` is empty where it has none."""

    name: str
    charter: str
    zone: str
    people: tuple[Person, ...]
    language: str = "en"
    contract: str = ""
    level: str = ""
    number: str = ""
    manager: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened on a case, so long ago."""

    ago: str
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A case: how it began, and what happened since.

    By mail where its channel has an address; `by` is who of us took the call where it is live.
    """

    charter: str
    asker: str
    ago: str
    channel: str
    subject: str
    text: str
    by: str = ""
    priority: str = ""
    axes: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    lines: tuple[Line, ...] = ()
