"""Streams of server-sent events, answered by the event loop itself: Django never waits for one.

A door lets a reader in by the cookies, the query and the last event that the request names. Where
there is no door the request goes on inward, as does every other method than GET.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from charterdesk.desk import chat_reader as desk
from charterdesk.portal import chat_reader as portal
from charterdesk.project.bridge import Application, Message, Receive, Send
from charterdesk.talk.frames import HEADERS, RETRY, SIGN_OF_LIFE
from charterdesk.talk.hub import Hub, Listener, Reader

SILENCE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Knock:
    """What a request for a stream says."""

    cookies: Mapping[str, str]
    query: Mapping[str, str]
    last_event: str


Door = Callable[[Mapping[str, str], Mapping[str, str], str], Reader | int]
DOORS: Mapping[str, Door] = {
    "/chat/stream": portal.admit,
    "/desk/chats/stream": desk.admit,
}


class Streams:
    """An ASGI application that answers the doors' addresses and hands all else to `inner`."""

    def __init__(self, inner: Application, doors: Mapping[str, Door]) -> None:
        self._inner = inner
        self._doors = doors
        self.hub = Hub()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        door = self._doors.get(scope.get("path", "")) if scope["type"] == "http" else None
        if door is None or scope["method"] != "GET":
            await self._inner(scope, receive, send)
            return
        knock = knock_of(scope)
        listener = await self.hub.join(lambda: door(knock.cookies, knock.query, knock.last_event))
        if isinstance(listener, int):
            await _turn_away(send, listener)
            return
        try:
            await _stream(listener, receive, send)
        finally:
            self.hub.leave(listener)


def knock_of(scope: Message) -> Knock:
    """What the request says; of headers that come twice, the last."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(headers.get("cookie", ""))
    except CookieError:
        cookies = SimpleCookie()
    return Knock(
        cookies={name: morsel.value.replace("\0", "") for name, morsel in cookies.items()},
        query=dict(parse_qsl(_asked(scope))),
        last_event=headers.get("last-event-id", ""),
    )


def _asked(scope: Message) -> str:
    """The query, without the character that PostgreSQL keeps in no text."""
    return str(scope.get("query_string", b"").decode("latin-1")).replace("%00", "")


async def _stream(listener: Listener, receive: Receive, send: Send) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS]
    # Whose stream was ended shall not wait for more on the same connection.
    headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await _send(send, RETRY)
    gone = asyncio.create_task(_until_gone(receive))
    try:
        while (news := await _next(listener, gone)) is not None:
            await _send(send, news)
        if not gone.done():
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


async def _next(listener: Listener, gone: "asyncio.Task[None]") -> bytes | None:
    """The next bytes for the connection; None where it is over, on either side."""
    waiting = asyncio.create_task(listener.way.get())
    await asyncio.wait(
        {waiting, gone}, timeout=SILENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    if waiting.done() and not gone.done():
        return waiting.result()
    waiting.cancel()
    return None if gone.done() else SIGN_OF_LIFE


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _turn_away(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
