"""What the pages of the desk's own mail addresses show."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.look.values import Field, Link


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An address in the list. `state` is as on the page of the desk's health, `said` in words."""

    link: Link
    ways: tuple[str, ...]
    last_at: datetime | None
    icon: str
    said: str


@dataclass(frozen=True, slots=True)
class AddressesPage:
    """All of them. Where the reader manages the desk, `back` and `fields` are there; else neither.

    `open`: what was typed was not taken.
    """

    rows: tuple[AddressRow, ...]
    back: Link | None
    fields: tuple[Field, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class WayRow:
    """A channel of a charter, and what a mail to it brings."""

    charter: Link
    channel: str
    brings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoxRow:
    """How mail comes; `kind` is the banner's, "" where nothing is at fault."""

    sentence: str
    icon: str
    kind: str


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail and what became of it; `leads_to` its case, or where it is held."""

    at: datetime
    sender: str
    subject: str
    became: str
    leads_to: Link | None
    raw_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressPage:
    """One address. `left_out` says that mail of other charters is not shown."""

    address: str
    sentence: str
    back: Link
    ways: tuple[WayRow, ...]
    boxes: tuple[BoxRow, ...]
    waiting: str
    broken: tuple[MailRow, ...]
    mails: tuple[MailRow, ...]
    left_out: str
