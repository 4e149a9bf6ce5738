"""One connection's talk, as aiosmtpd leads it, with our own reading of the mail itself.

aiosmtpd keeps each line of a mail as an object, fifty times the size of an empty one, and
gives one answer where LMTP wants one for each recipient; both are done here.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal
from typing import Protocol as Interface

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

from charterdesk.channels.lmtp.coming import Coming, Holder
from charterdesk.channels.lmtp.values import Envelope, Reply, Room, try_again
from charterdesk.channels.mail.bounds import RAW_BYTES
from charterdesk.channels.mail.encoded_words import header_text

log = logging.getLogger(__name__)
# The library writes each command with its addresses at the level INFO; those are not for logs.
logging.getLogger("mail.log").setLevel(logging.WARNING)

Protocol = Literal["lmtp", "smtp"]

SIZE_LIMIT = RAW_BYTES
RECIPIENTS = 100
PIECE = 65_536
TOO_MANY_CONNECTIONS = b"421 4.3.2 Too many connections; try again later\r\n"


class Host(Holder, Interface):
    """What a session asks of its listener."""

    hostname: str
    idle: timedelta

    async def replies(self, envelope: Envelope) -> list[Reply]:
        """One for each recipient of the envelope."""

    async def room_for(self, recipient: str) -> Reply | Room | None:
        """Why a recipient is not taken, or how large a mail it takes."""

    def opened(self, session: "Session") -> None:
        """A session began."""

    def closed(self, session: "Session") -> None:
        """A session ended."""


class Busy(asyncio.Protocol):
    """One connection too many: told so and closed."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Answer before anything was asked."""
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(TOO_MANY_CONNECTIONS)
        transport.close()


class Hooks:
    """What aiosmtpd calls for each recipient, and when a command fails."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.rooms: dict[str, Room] = {}

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take the recipient or say why not."""
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not envelope.rcpt_tos:
            self.rooms.clear()
        known = clean_address(address)
        room = await self.host.room_for(known)
        if isinstance(room, Reply):
            return room.line
        if room is not None:
            self.rooms[known] = room
            if _declared_size(envelope.mail_options) > room.most_bytes:
                return room.too_large.line
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours is never the sender's, and its text is not for strangers."""
        log.error("A command of a mail session failed", exc_info=error)
        return try_again("4.3.0 The desk failed at this; try again later").line


class Session(SMTP):
    """A connection; `answered` is set except while a received mail waits for its replies.

    `ended` is set once the connection is gone.
    """

    line_length_limit = PIECE

    def __init__(self, host: Host, loop: asyncio.AbstractEventLoop) -> None:
        self.hooks = Hooks(host)
        super().__init__(
            self.hooks,
            data_size_limit=host.size_limit,
            enable_SMTPUTF8=True,
            hostname=host.hostname,
            ident="Charterdesk",
            timeout=host.idle.total_seconds(),
            loop=loop,
        )
        self.host = host
        self.answered = asyncio.Event()
        self.answered.set()
        self.ended = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count the session in."""
        self.host.opened(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Count the session out."""
        self.host.closed(self)
        self.ended.set()
        super().connection_lost(error)

    def hang_up(self) -> None:
        """Close the connection behind what was already written to it."""
        if self.transport is not None:
            self.transport.close()

    def cut_off(self) -> None:
        """Close the connection of a client that does not read what is written to it."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    async def smtp_DATA(self, arg: str | None) -> None:
        """Receive the mail, have it stored, and answer with what came of that."""
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        assert self.session is not None
        recipients = tuple(map(clean_address, self.envelope.rcpt_tos))
        if not recipients:
            await self.push("503 5.5.1 Name a recipient first: RCPT TO")
            return
        if arg:
            await self.push("501 5.5.4 DATA takes nothing behind it")
            return
        await self.push("354 Send the mail; end it with a dot on its own line")
        coming = Coming(self.host)
        try:
            await self._receive(coming)
            sender = clean_address(self.envelope.mail_from or "")
            peer = str(self.session.peer[0]) if self.session.peer else ""
            self.envelope = self._create_envelope()
            self.answered.clear()
            answers = await self._answers(
                Envelope(sender, recipients, coming.whole(), peer), coming
            )
            await self.push(self.final(answers))
        finally:
            coming.let_go()
            self.answered.set()

    async def _answers(self, envelope: Envelope, coming: Coming) -> tuple[Reply, ...]:
        """One for each recipient: the mail is stored for those who take one of its size."""
        if coming.refused is not None:
            return (coming.refused,) * len(envelope.recipients)
        size, rooms = len(envelope.data), self.hooks.rooms
        refused = {
            one: room.too_large
            for one in envelope.recipients
            if (room := rooms.get(one)) and size > room.most_bytes
        }
        taking = tuple(one for one in envelope.recipients if one not in refused)
        stored = await self.host.replies(replace(envelope, recipients=taking)) if taking else []
        answers = {**refused, **dict(zip(taking, stored, strict=True))}
        return tuple(answers[one] for one in envelope.recipients)

    def final(self, replies: tuple[Reply, ...]) -> str:
        """SMTP has one answer: come again if that may help anybody, else any success."""
        temporary = [r for r in replies if 400 <= r.code < 500]
        taken = [r for r in replies if r.code < 400]
        return (temporary or taken or list(replies))[0].line

    async def _receive(self, coming: Coming) -> None:
        """The mail up to the lone dot, dots undone.

        Only CR LF dot CR LF ends it: what others take for an end stays inside.
        """
        at_line_start = True
        while True:
            line = await self._piece()
            if at_line_start and line == b".\r\n":
                return
            if at_line_start and line.startswith(b"."):
                line = line[1:]
            at_line_start = line.endswith(b"\r\n")
            coming.add(line)

    async def _piece(self) -> bytes:
        """A line, or a piece of one that is very long."""
        try:
            return await self._reader.readuntil(b"\r\n")
        except asyncio.LimitOverrunError as overrun:
            return await self._reader.read(overrun.consumed)


class SmtpSession(Session):
    """SMTP from a relay."""


class LmtpSession(Session, LMTP):
    """LMTP: one answer for each recipient."""

    def final(self, replies: tuple[Reply, ...]) -> str:
        """A line each, in the order in which the recipients were named (RFC 2033 4.2)."""
        return "\r\n".join(reply.line for reply in replies)


def _declared_size(options: list[str]) -> int:
    """The size that MAIL FROM declared (RFC 1870), checked by aiosmtpd; 0 where it said none."""
    said = next((one for one in options if one.startswith("SIZE=")), "").removeprefix("SIZE=")
    return int(said) if said.isdecimal() else 0


def clean_address(address: str) -> str:
    """An envelope's address without anything that could not be stored or sent back."""
    return header_text(address.strip("<>"), most=500)
