"""Chat rooms and push services by their addresses in the library's notation, the operator's own.

A person gives only the place within a service (a topic, a room, a user), which is escaped, so
that nobody but the operator says where a message may go.
"""

import importlib
import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

from charterdesk.channels.mail.carriage import PermanentFailure, Receipt, TemporaryFailure
from charterdesk.channels.short import ShortMessage
from charterdesk.channels.short.verdict import Allowing, failure_of

PLACE = "{to}"
# The schemes whose services are spoken to over HTTP alone; others could not pass the door.
SPOKEN_BY_HTTP = """
    bark barks discord gchat gotify gotifys hassio hassios join line mastodon mastodons matrix
    matrixs mmost mmosts msteams nctalk nctalks ncloud nclouds ntfy ntfys pbul pover ppush prowl
    pushdeer pushdeers pushed pushy rocket rockets ryver signal signals simplepush slack tgram
    threema twist webex workflow workflows wxteams zulip
"""
SCHEMES = frozenset(SPOKEN_BY_HTTP.split())


class NoLibrary(Exception):
    """The extra `notify` is not installed."""


@dataclass(frozen=True)
class Services:
    """The operator's services by their names; addresses hold secrets and are never shown."""

    addresses: Mapping[str, str] = field(repr=False)
    allowing: Allowing = field(repr=False)

    def bring(self, message: ShortMessage) -> Receipt:
        """Hand it to the service; raises TemporaryFailure or PermanentFailure with its words."""
        address = self.addresses.get(message.service)
        if address is None:
            raise PermanentFailure(f"There is no service {message.service} at this desk any more.")
        place = service_at(address, message.to)
        if place is None:
            raise PermanentFailure(f"{message.to} is no place in the service {message.service}.")
        from charterdesk.channels.chat.door import through_the_door

        text = "\n".join(part for part in (message.text, message.link) if part)
        with through_the_door(self.allowing) as trip:
            kind = "warning" if message.urgent else "info"
            taken = place.notify(title=message.title, body=text, notify_type=kind)
        if taken and trip.statuses:
            status, words = trip.statuses[-1]
            return Receipt(f"{status} {words}".strip())
        raise _failure(f"The service {message.service}", trip)


def service_at(address: str, to: str) -> Any:
    """The library's service for a place in an address; None where it can make nothing of it.

    Raises NoLibrary.
    """
    made = _library().Apprise.instantiate(
        address.replace(PLACE, quote(to, safe="")), suppress_exceptions=True
    )
    return made or None


@cache
def _library() -> Any:
    """The library, with the door hung before it speaks and its own log closed (secrets)."""
    try:
        with warnings.catch_warnings():
            # It reads all its services at the first use, some of them with what Python retires.
            warnings.simplefilter("ignore")
            library = importlib.import_module("apprise")
            library.Apprise.instantiate("ntfy://localhost/x")
        door = importlib.import_module("charterdesk.channels.chat.door")
    except ImportError as error:
        raise NoLibrary from error
    door.hang_the_door()
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    return library


def _failure(name: str, trip: Any) -> TemporaryFailure | PermanentFailure:
    if trip.refused:
        return PermanentFailure(trip.refused[-1])
    if trip.failed:
        return TemporaryFailure(trip.failed[-1])
    if trip.statuses:
        return failure_of(name, *trip.statuses[-1])
    return PermanentFailure(f"{name} can't be spoken to: its address says too little.")
