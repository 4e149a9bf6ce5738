"""Between the server and Django: slow clients wait here, never in Django's one thread.

A request goes on once its whole body has come; an answer is taken whole from Django and
sent at the pace of its reader.
"""

import asyncio
from collections.abc import Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import Any, Protocol

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

CHUNK = 64 * 1024
IN_MEMORY = 1024 * 1024


class Application(Protocol):
    """An ASGI application."""

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one connection."""


class ClientGone(Exception):
    """The client left before its request was whole."""


class BodyTooLarge(Exception):
    """The body is longer than the bound."""


class Buffered:
    """An ASGI application that gives `inner` whole requests of at most `most` bytes."""

    def __init__(self, inner: Application, *, most: int) -> None:
        self._inner = inner
        self._most = most

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one connection; too long a body is answered 413."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        if _stated(scope) > self._most:
            await _refuse(send, self._most)
            return
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                await _take_body(receive, body, self._most)
            except ClientGone:
                return
            except BodyTooLarge:
                await _refuse(send, self._most)
                return
            await self._answer(scope, body, send)

    async def _answer(self, scope: Message, body: SpooledTemporaryFile[bytes], send: Send) -> None:
        waiting: asyncio.Queue[Message | None] = asyncio.Queue()

        async def keep(message: Message) -> None:
            waiting.put_nowait(message)

        sending = asyncio.create_task(_send_all(waiting, send))
        try:
            await self._inner(scope, _replay(body), keep)
        finally:
            waiting.put_nowait(None)
            await sending


def _stated(scope: Message) -> int:
    """How long the body is said to be, so that 2 GB are refused before they come."""
    said = dict(scope.get("headers") or ()).get(b"content-length", b"")
    return int(said) if said.isdigit() and len(said) < 20 else 0


async def _take_body(receive: Receive, body: SpooledTemporaryFile[bytes], most: int) -> None:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body.write(message.get("body", b""))
        if body.tell() > most:
            raise BodyTooLarge
        if not message.get("more_body", False):
            body.seek(0)
            return


def _replay(body: SpooledTemporaryFile[bytes]) -> Receive:
    ended = False

    async def receive() -> Message:
        nonlocal ended
        if ended:
            return {"type": "http.disconnect"}
        chunk = body.read(CHUNK)
        ended = len(chunk) < CHUNK
        return {"type": "http.request", "body": chunk, "more_body": not ended}

    return receive


async def _send_all(waiting: asyncio.Queue[Message | None], send: Send) -> None:
    while (message := await waiting.get()) is not None:
        await send(message)


async def _refuse(send: Send, most: int) -> None:
    text = f"The request is longer than {most // (1024 * 1024)} MB: send less at once.\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": text})
