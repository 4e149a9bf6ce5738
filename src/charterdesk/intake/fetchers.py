"""The threads that read mailboxes: each its own, so that a hanging server holds up no other.

A reader that fails says so on the mailbox's row and comes again; nothing ends it but the end.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from charterdesk.channels.imap.box import ImapBox
from charterdesk.channels.mail.mailbox import Box, MailboxFailed, Server
from charterdesk.channels.pop.box import PopBox
from charterdesk.intake.fetching import mailbox_named, note_failure, read_mailbox
from charterdesk.intake.mailbox import Mailbox
from charterdesk.intake.mailbox_settings import NamedMailbox
from charterdesk.intake.mailbox_tokens import Tokens
from charterdesk.kit.wallclock import now

EVERY = timedelta(seconds=30)
# Short enough that a line which died in silence is noticed long before the alarm.
LISTENING = timedelta(seconds=60)
AFTER_FAILURE = timedelta(seconds=10)
GOODBYE = timedelta(seconds=5)

Put = Callable[[Iterable[tuple[int, str]]], None]

log = logging.getLogger(__name__)


@dataclass
class Fetcher:
    """Reads one mailbox until it is told to stop; what it stores goes to `put`."""

    named: NamedMailbox
    put: Put
    tokens: Tokens | None = None
    _stop: threading.Event = field(default_factory=threading.Event, init=False)
    _box: Box | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        if self.named.oauth and self.tokens is None:
            kept = Path(settings.DATA) / "mailboxes" / f"{self.named.name}.token"
            self.tokens = Tokens(self.named.oauth, kept)
        self._thread = threading.Thread(
            target=self._run, name=f"mailbox {self.named.name}", daemon=True
        )

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """Stop; whatever is cut off by that is read again at the next start."""
        self._stop.set()
        if box := self._box:
            box.wake()
        self._thread.join(GOODBYE.total_seconds())

    def read(self) -> timedelta:
        """Read once, then listen where the server tells of news; how long to rest after it."""
        try:
            self._box = box = self.open()
            self._store(box)
            while self._may_listen() and box.wait(LISTENING) and not self._stop.is_set():
                self._store(box)
        except MailboxFailed as failure:
            self._failed(str(failure))
            return AFTER_FAILURE
        finally:
            if self._box is not None:
                self._box.close()
                self._box = None
        return EVERY

    def open(self) -> Box:
        """The mailbox, signed in to. Raises MailboxFailed."""
        named = self.named
        secret = self.tokens.access(now()) if self.tokens else named.password
        server = Server(
            host=named.host, port=named.port, user=named.user, secret=secret, tls=named.tls,
            token=self.tokens is not None,
        )  # fmt: skip
        try:
            if named.kind == "pop":
                return PopBox(server).open()
            return ImapBox(server, named.folder, named.then, named.moved_to).open()
        except MailboxFailed:
            if self.tokens:
                self.tokens.forget()
            raise

    def _may_listen(self) -> bool:
        return self.named.kind == "imap" and not self._stop.is_set()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._stop.wait(self._round().total_seconds())
        finally:
            connection.close()

    def _round(self) -> timedelta:
        close_old_connections()
        try:
            return self.read()
        except (DatabaseError, InterfaceError) as error:
            log.error("Mailbox %s: the database does not answer: %s", self.named.name, error)
            connection.close()
        except Exception as fault:
            log.exception("Mailbox %s met a fault and is read again", self.named.name)
            self._failed_unseen(f"{type(fault).__name__}: {fault}")
        return AFTER_FAILURE

    def _store(self, box: Box) -> None:
        mailbox = self._row()
        rows = read_mailbox(mailbox, box, self.named.addresses, now)
        # Senders take turns; who sent these is read by the hands, so the mailbox has one turn.
        self.put((row.pk, row.brought_by) for row in rows)

    def _row(self) -> Mailbox:
        return mailbox_named(self.named.name, now(), self.named.addresses)

    def _failed_unseen(self, fault: str) -> None:
        try:
            self._failed(fault)
        except (DatabaseError, InterfaceError):
            log.exception("Mailbox %s: that could not be written down", self.named.name)

    def _failed(self, fault: str) -> None:
        log.warning("Mailbox %s can't be read: %s", self.named.name, fault)
        if note_failure(self._row(), fault, now()):
            log.error("Mailbox %s has not been read for five minutes.", self.named.name)
