"""A listener for LMTP (RFC 2033), or SMTP from a relay: bytes in, envelopes out, replies back.

It says 250 only with the words of the function that it hands mail to (trust.md R2).
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from charterdesk.channels.lmtp.batches import BATCH_MAILS, Batches
from charterdesk.channels.lmtp.session import (
    SIZE_LIMIT,
    Busy,
    LmtpSession,
    Protocol,
    Session,
    SmtpSession,
)
from charterdesk.channels.lmtp.values import (
    Admits,
    DeliverMany,
    Envelope,
    Reply,
    Room,
    accepted,
    try_again,
    unknown,
)

__all__ = [
    "Admits",
    "DeliverMany",
    "Envelope",
    "Listener",
    "Reply",
    "Room",
    "accepted",
    "try_again",
    "unknown",
]

CONNECTIONS = 50
HELD_LIMIT = 400_000_000
GOODBYE = timedelta(seconds=5)


@dataclass
class Listener:
    """Listens on `host`:`port` once started; port 0 takes a free one, `port` then says which.

    `deliver` gets one envelope and answers with one reply for each recipient, after its
    commit. `deliver_many`, if given, is called instead with everything that came while the
    last batch was stored. Both run in one thread, not in the loop's: they may block and use
    a database. `admits` is asked for each recipient, in another thread. All connections
    together keep at most `held_limit` bytes of mail that is not stored yet.
    """

    host: str
    port: int
    deliver: Callable[[Envelope], list[Reply]]
    protocol: Protocol = "lmtp"
    size_limit: int = SIZE_LIMIT
    held_limit: int = HELD_LIMIT
    held: int = field(default=0, init=False)
    deliver_many: DeliverMany | None = None
    admits: Admits | None = None
    hostname: str = "localhost"
    idle: timedelta = timedelta(minutes=5)
    longest_wait: timedelta = timedelta(minutes=2)
    connections: int = CONNECTIONS
    _batches: Batches = field(init=False, repr=False)
    _loop: asyncio.AbstractEventLoop = field(init=False, repr=False)
    _server: asyncio.Server = field(init=False, repr=False)
    _thread: threading.Thread = field(init=False, repr=False)
    _asking: ThreadPoolExecutor = field(init=False, repr=False)
    _open: set[Session] = field(default_factory=set, init=False, repr=False)

    def start(self) -> None:
        """Bind and listen; raises OSError where the address can't be had."""
        self._loop = asyncio.new_event_loop()
        try:
            self._server = self._loop.run_until_complete(
                self._loop.create_server(self._session, self.host, self.port)
            )
        except BaseException:
            self._loop.close()
            raise
        self.port = self._server.sockets[0].getsockname()[1]
        self._asking = ThreadPoolExecutor(1, thread_name_prefix="recipients")
        self._batches = Batches(
            self.deliver_many or self._each, BATCH_MAILS if self.deliver_many else 1
        )
        self._batches.start()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail-listener")
        self._thread.daemon = True
        self._thread.start()

    def stop(self) -> None:
        """Take no more connections, store and answer what was received, then close."""
        self._in_loop(self._close_door())
        self._batches.stop()
        self._in_loop(self._hang_up())
        self._asking.shutdown()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def replies(self, envelope: Envelope) -> list[Reply]:
        """What became of an envelope; after `longest_wait` nobody knows, so: come again."""
        stored = asyncio.wrap_future(self._batches.put(envelope))
        try:
            return await asyncio.wait_for(stored, self.longest_wait.total_seconds())
        except TimeoutError:
            late = try_again("4.3.0 The desk takes too long to store mail; try again later")
            return [late] * len(envelope.recipients)

    async def room_for(self, recipient: str) -> Reply | Room | None:
        """Why a recipient is not taken, or how large a mail it takes."""
        if self.admits is None:
            return None
        return await self._loop.run_in_executor(self._asking, self.admits, recipient)

    def hold(self, count: int) -> bool:
        """Whether so many more bytes can be kept; they are then, until they are let go."""
        if self.held + count > self.held_limit:
            return False
        self.held += count
        return True

    def let_go(self, count: int) -> None:
        """So many bytes are stored, or not wanted."""
        self.held -= count

    def opened(self, session: Session) -> None:
        """A session began."""
        self._open.add(session)

    def closed(self, session: Session) -> None:
        """A session ended."""
        self._open.discard(session)

    def _each(self, envelopes: list[Envelope]) -> list[list[Reply]]:
        return [self.deliver(envelope) for envelope in envelopes]

    def _session(self) -> asyncio.Protocol:
        if len(self._open) >= self.connections:
            return Busy()
        kind = LmtpSession if self.protocol == "lmtp" else SmtpSession
        return kind(self, self._loop)

    def _in_loop(self, task: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(task, self._loop).result()

    async def _close_door(self) -> None:
        self._server.close()

    async def _hang_up(self) -> None:
        await _all(session.answered for session in self._open)
        sessions = list(self._open)
        for session in sessions:
            session.hang_up()
        await _all(session.ended for session in sessions)
        for session in list(self._open):
            session.cut_off()


async def _all(events: Iterable[asyncio.Event]) -> None:
    """Until all have happened, but not for those who never come to an end."""
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    if waiting:
        _, late = await asyncio.wait(waiting, timeout=GOODBYE.total_seconds())
        for task in late:
            task.cancel()
