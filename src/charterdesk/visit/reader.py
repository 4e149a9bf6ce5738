"""For whom a page is drawn, and when: zone, own name, the moment that its clocks start from."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from charterdesk.accounts.models import Person
from charterdesk.look.moments import moment_words, short_words


@dataclass(frozen=True)
class Reader:
    """Somebody of the desk at a moment. `names` are people's, by user name, where known."""

    person: Person
    at: datetime
    names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which this reader is shown times."""
        return ZoneInfo(self.person.zone)

    def full(self, at: datetime) -> str:
        """A moment with its date and zone: `Thu 12 Mar, 12:00 MSK`."""
        return moment_words(at, self.at, self.zone)

    def short(self, at: datetime) -> str:
        """`12:00` today, else `12 Mar`."""
        return short_words(at, self.at, self.zone)

    def name(self, username: str) -> str:
        """The name of a person whom the engine knows as `username`."""
        return self.names.get(username, username)
