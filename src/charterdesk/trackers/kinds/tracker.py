"""What every kind of tracker does. Addresses are made here, never taken from an answer."""

import re
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from charterdesk.kit.egress import Allowance
from charterdesk.trackers.values import NoSuchBug, Remark, Ticket, TrackerAway
from charterdesk.trackers.web import Web

# A bug that was raised a moment ago is among so many of the newest.
NEWEST = 50


@dataclass(frozen=True)
class Place:
    """A tracker as its operator describes it; `fields` go along with each bug that is raised."""

    name: str
    url: str
    project: str = ""
    user: str = ""
    secret: str = field(default="", repr=False)
    fields: Mapping[str, Any] = field(default_factory=dict)


class Tracker(ABC):
    """One tracker. Every call may raise TrackerAway, TrackerRefuses or NoSuchBug."""

    needs_project = True
    numbers = re.compile(r"#?(\d{1,12})")
    # Behind the tracker's own address: where its interface begins.
    interface = ""

    def __init__(self, place: Place, allowance: Allowance) -> None:
        self.place = place
        base = f"{self.api_base_of(place)}{self.interface}"
        self.web = Web(place.name, base, allowance, self.headers(), place.secret)

    @classmethod
    def api_base_of(cls, place: Place) -> str:
        """Where the machine's side of such a tracker is."""
        return place.url

    @abstractmethod
    def headers(self) -> dict[str, str]:
        """What lets the desk in."""

    @abstractmethod
    def path(self, number: str) -> str:
        """The path of a bug's page for people."""

    @abstractmethod
    def raise_bug(self, title: str, text: str) -> str:
        """Raise a bug; its number."""

    @abstractmethod
    def find(self, mark: str) -> str | None:
        """The number of the bug whose text holds the mark; None where there is none."""

    @abstractmethod
    def ticket(self, number: str) -> Ticket:
        """The bug as it stands."""

    @abstractmethod
    def remarks(self, number: str) -> tuple[Remark, ...]:
        """Its comments, oldest first, as many of the newest as one answer holds."""

    @abstractmethod
    def write(self, number: str, text: str) -> None:
        """Add a comment."""

    def address(self, number: str) -> str:
        """Where people read the bug."""
        return f"{self.place.url}{self.path(number)}"

    def label(self, number: str) -> str:
        """The bug's number on a case."""
        return f"{self.place.name}#{number}"

    def number_in(self, typed: str) -> str | None:
        """The number that somebody typed: bare, with a sign, as a label or as an address."""
        typed = typed.strip().removeprefix(self.place.name)
        page = self.address("\0").partition("\0")[0]
        if typed.startswith(page):
            typed = re.split(r"[/?#&]", typed[len(page) :])[0]
        found = self.numbers.fullmatch(typed)
        return (found.group(1).lstrip("0") or "0") if found else None

    def same(self, number: str, said: object) -> None:
        """Raises NoSuchBug where the tracker speaks of another bug than it was asked for."""
        if str(said) != number:
            raise NoSuchBug(f"{self.place.name} answered about {str(said)[:60]}, not {number}.")

    def basic(self) -> dict[str, str]:
        """A user and a password, or token."""
        pair = f"{self.place.user}:{self.place.secret}".encode()
        return {"Authorization": f"Basic {b64encode(pair).decode('ascii')}"}

    @property
    def project_path(self) -> str:
        """The project as one part of a path."""
        return quote(self.place.project, safe="")


def got(said: object, *keys: str | int) -> Any:
    """What stands there in an answer; raises TrackerAway where nothing does."""
    found: Any = said
    for key in keys:
        try:
            found = found[key]
        except (KeyError, IndexError, TypeError) as error:
            raise TrackerAway(f"The answer has no '{key}', as such trackers have.") from error
    return found


def maybe(said: object, *keys: str | int) -> Any:
    """What stands there in an answer, "" where nothing does."""
    try:
        return got(said, *keys) or ""
    except TrackerAway:
        return ""


def listed(said: object, *keys: str | int) -> list[Any]:
    """A list of objects that stands there in an answer; raises TrackerAway where it is none."""
    found = got(said, *keys)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise TrackerAway("The answer has no list where such trackers have one.")
    return found


def holding(mark: str, rows: list[Any], text: str, number: str) -> str | None:
    """The number of the first row whose text holds the mark."""
    for row in rows:
        if mark in str(got(row, text)):
            return str(got(row, number))
    return None
