"""One folder of a mailbox over IMAP, in UIDs; nothing is marked that the caller has not stored.

A mark is UIDVALIDITY.UID, so that numbers which the server gives anew name other mails.
"""

import imaplib
import re
import select
import socket
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

from charterdesk.channels.mail.mailbox import Fetched, Listed, MailboxFailed, Server, Then

TAKEN = "$CharterdeskTaken"
LISTED = re.compile(rb"UID (\d+)\b.*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+)\b.*?UID (\d+)")
INTERNAL = re.compile(rb'INTERNALDATE "([^"]{1,40})"')
UID = re.compile(rb"\bUID (\d+)")
# A command's line must stay far below what servers take, 8 kB.
AT_ONCE = 200


@dataclass
class ImapBox:
    """A folder that is open. `folder` and `moved_to` are names as people see them."""

    server: Server
    folder: str = "INBOX"
    then: Then = "move"
    moved_to: str = "Taken"
    _line: imaplib.IMAP4 = field(init=False, repr=False)
    _validity: str = field(default="", init=False)
    _keywords: bool = field(default=False, init=False)
    _bell: tuple[socket.socket, socket.socket] = field(init=False, repr=False)

    def open(self) -> "ImapBox":
        """Connect, sign in and open the folder."""
        with self.server.spoken_to(imaplib.IMAP4.error):
            self._line = self._connected()
            try:
                self._sign_in()
                self._select()
            except BaseException:
                self._line.shutdown()
                raise
        self._bell = socket.socketpair()
        return self

    def listing(self) -> list[Listed]:
        """Every mail of the folder that carries no mark of ours, the oldest first."""
        with self.server.spoken_to(imaplib.IMAP4.error):
            # What we have marked as deleted ourselves may still want to be expunged.
            wanted = ("UNDELETED",) if self.then == "seen" else ("ALL",)
            unmarked = ("UNKEYWORD", TAKEN) if self._marks else ()
            found = self._uid("SEARCH", *wanted, *unmarked)
            uids = sorted({int(one) for line in found if line for one in line.split()})
            return [one for some in _pieces(uids) for one in self._sizes(some)]

    def fetch(self, mark: str) -> Fetched | None:
        """The whole mail, without \\Seen being set by reading it."""
        validity, _, uid = mark.partition(".")
        if validity != self._validity:
            return None
        with self.server.spoken_to(imaplib.IMAP4.error):
            said = self._uid("FETCH", uid, "(UID INTERNALDATE BODY.PEEK[])")
        for entry, after in zip(said, [*said[1:], b""], strict=True):
            if isinstance(entry, tuple):
                # Some servers name the mail behind its bytes.
                around = bytes(entry[0]) + (after if isinstance(after, bytes) else b"")
                if (named := UID.search(around)) and named[1].decode() == uid:
                    return Fetched(bytes(entry[1]), _arrived(around))
        return None

    def finish(self, marks: Collection[str]) -> None:
        """Move, delete or mark; those of another UIDVALIDITY are left alone."""
        ours = [mark.partition(".") for mark in marks]
        uids = sorted(int(uid) for validity, _, uid in ours if validity == self._validity)
        with self.server.spoken_to(imaplib.IMAP4.error):
            for some in _pieces(uids):
                self._finish(",".join(map(str, some)))

    def wait(self, longest: timedelta) -> bool:
        """IDLE until the server tells of something; what it says is not believed but looked at."""
        if "IDLE" not in self._line.capabilities:
            return False
        with self.server.spoken_to(imaplib.IMAP4.error):
            self._line.send(b"IDLE1 IDLE\r\n")
            self._until(b"+")
            self._listen(monotonic() + longest.total_seconds())
            self._line.send(b"DONE\r\n")
            self._until(b"IDLE1 ")
        return True

    def wake(self) -> None:
        """End the wait; a box that is closed waits no more."""
        with suppress(OSError):
            self._bell[1].send(b"!")

    def close(self) -> None:
        """Sign out without expunging what others have marked."""
        try:
            self._line.logout()
        except (imaplib.IMAP4.error, OSError):
            self._line.shutdown()
        for end in self._bell:
            end.close()

    @property
    def _marks(self) -> bool:
        return self.then == "seen" and self._keywords

    def _connected(self) -> imaplib.IMAP4:
        server, seconds = self.server, self.server.timeout.total_seconds()
        if server.tls == "implicit":
            return imaplib.IMAP4_SSL(
                server.host, server.port, ssl_context=server.secure, timeout=seconds
            )
        line = imaplib.IMAP4(server.host, server.port, timeout=seconds)
        if server.tls == "starttls":
            line.starttls(server.secure)
        return line

    def _sign_in(self) -> None:
        server = self.server
        if not server.token:
            self._line.login(server.user, server.secret)
        else:
            said = f"user={server.user}\x01auth=Bearer {server.secret}\x01\x01".encode()
            # A refusal comes as a challenge, which wants an empty answer.
            answers = iter((said,))
            self._line.authenticate("XOAUTH2", lambda _: next(answers, b""))
        # Some servers tell all that they can do only to those who have signed in.
        known = self._line.capability()[1][-1] or b""
        self._line.capabilities = tuple(known.decode("ascii", "replace").upper().split())

    def _select(self) -> None:
        status, said = self._line.select(_quoted(self.folder))
        if status != "OK":
            raise MailboxFailed(f"{self.server.host} has no folder {self.folder}: {_text(said)}")
        self._validity = _text(self._line.response("UIDVALIDITY")[1])
        if not self._validity.isdigit():
            raise MailboxFailed(f"{self.server.host} gives no UIDVALIDITY for {self.folder}.")
        self._keywords = "\\*" in _text(self._line.response("PERMANENTFLAGS")[1])

    def _sizes(self, uids: list[int]) -> list[Listed]:
        found = self._uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")
        sizes = dict(_uid_and_size(line) for line in found if isinstance(line, bytes))
        return [Listed(f"{self._validity}.{uid}", sizes[uid]) for uid in uids if uid in sizes]

    def _finish(self, uids: str) -> None:
        if self.then == "seen":
            marks = f"(\\Seen {TAKEN})" if self._keywords else "(\\Seen)"
            self._uid("STORE", uids, "+FLAGS.SILENT", marks)
            return
        if self.then == "move":
            self._line.create(_quoted(self.moved_to))
            if "MOVE" in self._line.capabilities:
                self._uid("MOVE", uids, _quoted(self.moved_to))
                return
            self._uid("COPY", uids, _quoted(self.moved_to))
        self._uid("STORE", uids, "+FLAGS.SILENT", "(\\Deleted)")
        if "UIDPLUS" in self._line.capabilities:
            self._uid("EXPUNGE", uids)
        else:
            self._line.expunge()

    def _uid(self, command: str, *words: str) -> list[Any]:
        """Do one command; a refusal is raised as the library raises it."""
        status, said = self._line.uid(command, *words)
        if status != "OK":
            raise imaplib.IMAP4.error(f"{command} was refused: {_text(said)}")
        return said

    def _until(self, start: bytes) -> None:
        while not (line := self._line.readline()).startswith(start):
            if not line:
                raise imaplib.IMAP4.abort("The connection was closed.")
            if line.startswith(b"IDLE1 ") or line.upper().startswith(b"* BYE"):
                raise imaplib.IMAP4.error(line)
        if line.startswith((b"IDLE1 NO", b"IDLE1 BAD")):
            raise imaplib.IMAP4.error(line)

    def _listen(self, until: float) -> None:
        line = self._line.socket()
        while (left := until - monotonic()) > 0:
            pending = getattr(line, "pending", int)()
            if not pending and line not in select.select([line, self._bell[0]], [], [], left)[0]:
                return
            said = self._line.readline()
            if not said:
                raise imaplib.IMAP4.abort("The connection was closed.")
            if said.rstrip().upper().endswith((b"EXISTS", b"RECENT")):
                return


def _uid_and_size(line: bytes) -> tuple[int, int]:
    found = LISTED.search(line)
    if found is None:
        return 0, 0
    return int(found[1] or found[4]), int(found[2] or found[3])


def _arrived(said: bytes) -> datetime | None:
    """INTERNALDATE: when the server itself took the mail (semantics.md 2.6 B)."""
    found = INTERNAL.search(said)
    if found is None:
        return None
    try:
        moment = parsedate_to_datetime(found[1].decode("ascii").strip().replace("-", " ", 2))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _pieces(uids: list[int]) -> list[list[int]]:
    return [uids[at : at + AT_ONCE] for at in range(0, len(uids), AT_ONCE)]


def _text(said: Any) -> str:
    last = said[-1] if said else b""
    return last.decode("utf-8", "replace") if isinstance(last, bytes) else ""


def _quoted(name: str) -> str:
    """A folder's name as the protocol has it: UTF-7 with a difference, in quotes (RFC 3501)."""
    coded = re.sub(r"[^ -~]+", _shifted, name.replace("&", "&-"))
    return '"' + coded.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _shifted(found: "re.Match[str]") -> str:
    coded = found[0].encode("utf-7").decode("ascii")
    return "&" + coded[1:].rstrip("-").replace("/", ",") + "-"
