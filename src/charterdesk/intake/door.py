"""The door for mail: listeners that store what comes, readers of mailboxes, hands that take it.

A mail is acknowledged when its bytes are committed, not before and not later (trust.md R2).
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal

from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from charterdesk.channels.lmtp.listener import Listener
from charterdesk.channels.lmtp.values import Envelope, Reply, Room, accepted, unknown
from charterdesk.intake.fetchers import Fetcher
from charterdesk.intake.hands import Hands
from charterdesk.intake.keeping import keep_mails
from charterdesk.intake.mailbox_settings import NamedMailbox
from charterdesk.intake.room import room_for
from charterdesk.intake.ways import is_known
from charterdesk.kit.wallclock import now

# One processor is left to the listener and the database.
HANDS = max(2, min(4, (os.cpu_count() or 2) - 1))
REMEMBERED_SECONDS = 5
REMEMBERED = 10_000


@dataclass
class Door:
    """Listens on the addresses that are given; port 0 takes a free one. No hands: mail waits.

    `mailboxes` are read by a thread each.
    """

    lmtp: tuple[str, int] | None = None
    smtp: tuple[str, int] | None = None
    hands: int = HANDS
    hostname: str = "localhost"
    mailboxes: Sequence[NamedMailbox] = ()
    _fetchers: list[Fetcher] = field(default_factory=list, init=False)
    _listeners: list[Listener] = field(default_factory=list, init=False)
    _hands: Hands = field(init=False)
    _connections: set[BaseDatabaseWrapper] = field(default_factory=set, init=False)
    _known: dict[str, tuple[float, Room]] = field(default_factory=dict, init=False)

    def start(self) -> None:
        """Listen; raises OSError where an address can't be had."""
        self._hands = Hands(self.hands)
        try:
            self._listen("lmtp", self.lmtp)
            self._listen("smtp", self.smtp)
        except BaseException:
            self.stop()
            raise
        self._hands.start()
        self._fetchers = [Fetcher(one, self._hands.put) for one in self.mailboxes]
        for fetcher in self._fetchers:
            fetcher.start()

    def stop(self) -> None:
        """Store and answer what was received, finish what is being taken, and close."""
        for fetcher in self._fetchers:
            fetcher.stop()
        for listener in self._listeners:
            listener.stop()
        self._listeners.clear()
        self._hands.stop()
        for connection in self._connections:
            connection.inc_thread_sharing()
            connection.close()
        self._connections.clear()

    @property
    def lmtp_port(self) -> int:
        """The port that LMTP is spoken on; 0 where it is not."""
        return next((one.port for one in self._listeners if one.protocol == "lmtp"), 0)

    @property
    def smtp_port(self) -> int:
        """The port that SMTP is spoken on; 0 where it is not."""
        return next((one.port for one in self._listeners if one.protocol == "smtp"), 0)

    def _listen(self, protocol: Literal["lmtp", "smtp"], address: tuple[str, int] | None) -> None:
        if address is None:
            return
        listener = Listener(
            address[0], address[1], deliver=lambda envelope: self._deliver([envelope])[0],
            deliver_many=self._deliver, protocol=protocol, admits=self._room_for,
            hostname=self.hostname,
        )  # fmt: skip
        listener.start()
        self._listeners.append(listener)

    def _deliver(self, envelopes: list[Envelope]) -> list[list[Reply]]:
        """Store a batch in one commit; what the database raises, the senders hear as 451."""
        self._use_database()
        rows = keep_mails(envelopes, at=now())
        self._hands.put((row.pk, row.envelope_sender) for row in rows)
        return [[accepted()] * len(envelope.recipients) for envelope in envelopes]

    def _room_for(self, recipient: str) -> Reply | Room:
        """Unknown addresses are refused; what known ones take is remembered for seconds."""
        moment = monotonic()
        since, room = self._known.get(recipient, (0.0, None))
        if room is not None and since > moment - REMEMBERED_SECONDS:
            return room
        self._use_database()
        if not is_known(recipient, now()):
            return unknown(recipient)
        room = room_for(recipient, now())
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[recipient] = moment, room
        return room

    def _use_database(self) -> None:
        close_old_connections()
        self._connections.add(connections[DEFAULT_DB_ALIAS])
