"""Mail servers on the loopback that answer as they are told to."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult

CERTIFICATE = Path(__file__).parent / "samples" / "loopback.pem"


@dataclass
class Carrier:
    """Takes everything, except for what `answers` says by command or by recipient.

    The answer `hang` never comes; `drop` ends the connection.
    """

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)
    peers: set[tuple[str, int]] = field(default_factory=set)

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """The sender."""
        self.peers.add(session.peer)
        envelope.mail_from = address
        return await self.answer(server, "MAIL")

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """One recipient."""
        answer = await self.answer(server, address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """The message."""
        answer = await self.answer(server, "DATA")
        if answer.startswith("250"):
            self.taken.append((envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content))
        return answer

    async def answer(self, server: Any, about: str) -> str:
        """What was agreed for it."""
        told = self.answers.get(about, "250 2.0.0 OK queued as 4711")
        if told == "hang":
            await asyncio.Event().wait()
        if told == "drop":
            server.transport.abort()
        return told


def authenticator(
    server: Any, session: Any, envelope: Any, mechanism: str, data: Any
) -> AuthResult:
    """Knows one user."""
    right = (data.login, data.password) == (b"desk", b"right password")
    return AuthResult(success=right, handled=False)


@contextmanager
def serving(
    carrier: Carrier, *, implicit: ssl.SSLContext | None = None, **options: Any
) -> Iterator[int]:
    """The carrier on a free port; `implicit` speaks TLS from the first byte."""
    loop = asyncio.new_event_loop()
    made = loop.create_server(
        lambda: SMTP(carrier, hostname="mx.example", loop=loop, **options),
        "127.0.0.1",
        0,
        ssl=implicit,
    )
    server = loop.run_until_complete(made)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(closed(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def closed(server: asyncio.Server) -> None:
    """End the server and the talks that still hang."""
    server.close()
    hanging = asyncio.all_tasks() - {task for task in [asyncio.current_task()] if task}
    for task in hanging:
        task.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)


def contexts() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for 127.0.0.1 and one of a client that trusts it.

    The key is published with these tests and good for nothing else.
    """
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(CERTIFICATE)
    return server, ssl.create_default_context(cafile=str(CERTIFICATE))
