"""A mailbox over POP3, in the identifiers of UIDL; what is stored is deleted there.

POP deletes only at a proper end, so a mail whose deletion was lost is listed again, under the
same mark, and is finished without being fetched.
"""

import poplib
import ssl
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from charterdesk.channels.mail.headers import read_headers
from charterdesk.channels.mail.mailbox import Fetched, Listed, MailboxFailed, Server

HEADER_BYTES = 64_000


@dataclass
class PopBox:
    """A mailbox that is open."""

    server: Server
    _line: poplib.POP3 = field(init=False, repr=False)
    _numbers: dict[str, int] = field(default_factory=dict, init=False)

    def open(self) -> "PopBox":
        """Connect and sign in."""
        with self.server.spoken_to(poplib.error_proto):
            self._line = self._connected()
            try:
                self._line.user(self.server.user)
                self._line.pass_(self.server.secret)
            except BaseException:
                self._line.close()
                raise
        return self

    def listing(self) -> list[Listed]:
        """Every mail that lies there, in the server's order."""
        with self.server.spoken_to(poplib.error_proto):
            named = [line.split(None, 1) for line in self._line.uidl()[1]]
            sized = [line.split() for line in self._line.list()[1]]
        sizes = {int(line[0]): int(line[1]) for line in sized if len(line) > 1}
        if any(len(one) < 2 for one in named):
            raise MailboxFailed(f"{self.server.host} names no mails by UIDL, as POP3 may.")
        times: Counter[str] = Counter()
        self._numbers = {}
        for number, name in named:
            # Servers that name a mail by its contents give the same mail twice one name.
            word = name.strip().decode("ascii", "replace")[:180]
            times[word] += 1
            self._numbers[f"{word}#{times[word]}"] = int(number)
        return [Listed(mark, sizes.get(number, 0)) for mark, number in self._numbers.items()]

    def fetch(self, mark: str) -> Fetched | None:
        """The whole mail, with the line ends that the protocol has."""
        number = self._numbers.get(mark)
        if number is None:
            return None
        with self.server.spoken_to(poplib.error_proto):
            raw = b"\r\n".join(self._line.retr(number)[1]) + b"\r\n"
        return Fetched(raw, _arrived(raw))

    def finish(self, marks: Collection[str]) -> None:
        """Delete, and end the session properly, which alone makes the server do it."""
        with self.server.spoken_to(poplib.error_proto):
            for number in sorted(self._numbers[mark] for mark in marks if mark in self._numbers):
                self._line.dele(number)
            self._line.quit()

    def wait(self, longest: timedelta) -> bool:
        """POP tells of nothing."""
        return False

    def wake(self) -> None:
        """Nobody waits."""

    def close(self) -> None:
        """Let go of the line; what was not ended properly stays there."""
        self._line.close()

    def _connected(self) -> poplib.POP3:
        server, seconds = self.server, self.server.timeout.total_seconds()
        if server.tls == "implicit":
            return _SecurePop(server.host, server.port, context=server.secure, timeout=seconds)
        line = _Pop(server.host, server.port, seconds)
        if server.tls == "starttls":
            line.stls(server.secure)
        return line


class _Pop(poplib.POP3):
    """Leaves no socket open behind a greeting that did not come."""

    def __init__(self, host: str, port: int, timeout: float) -> None:
        try:
            super().__init__(host, port, timeout)
        except BaseException:
            if hasattr(self, "file"):
                self.close()
            raise


class _SecurePop(poplib.POP3_SSL):
    """The same over TLS from the first byte."""

    def __init__(self, host: str, port: int, timeout: float, context: ssl.SSLContext) -> None:
        try:
            super().__init__(host, port, timeout=timeout, context=context)
        except BaseException:
            if hasattr(self, "file"):
                self.close()
            raise


def _arrived(raw: bytes) -> datetime | None:
    """When its own server took the mail: the moment at the end of the top Received line."""
    headers, _ = read_headers(raw[:HEADER_BYTES], 0, min(len(raw), HEADER_BYTES))
    top = next(headers.lines("received"), "")
    try:
        moment = parsedate_to_datetime(top.rpartition(";")[2].strip()[:100])
    except ValueError:
        return None
    return moment if moment.tzinfo else None
