"""The bridge: slow clients wait in it, Django sees whole requests and is never held up."""

import asyncio
from typing import Any

import pytest

from charterdesk.project.bridge import Buffered, Message, Receive, Send

HTTP: Message = {"type": "http", "method": "POST", "path": "/"}


class Echo:
    """An application that answers with the body it was given, and notes what it saw."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.ended = asyncio.Event()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Read all, answer all."""
        body, more = b"", scope["type"] == "http"
        while more:
            message = await receive()
            body, more = body + message["body"], message["more_body"]
        self.bodies.append(body)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})
        self.ended.set()


class Client:
    """The two ends of a connection; what it sends is put into `uplink`."""

    def __init__(self, *messages: Message) -> None:
        self.uplink: asyncio.Queue[Message] = asyncio.Queue()
        self.got: list[Message] = []
        self.reads = asyncio.Event()
        self.reads.set()
        for message in messages:
            self.uplink.put_nowait(message)

    async def receive(self) -> Message:
        """What the client sent next."""
        return await self.uplink.get()

    async def send(self, message: Message) -> None:
        """Take an answer, once the client reads at all."""
        await self.reads.wait()
        self.got.append(message)


def part(body: bytes, *, more: bool) -> Message:
    """A piece of a request's body."""
    return {"type": "http.request", "body": body, "more_body": more}


def statuses(client: Client) -> list[Any]:
    """The status lines that the client got."""
    return [message["status"] for message in client.got if "status" in message]


async def converse(app: Buffered, client: Client) -> None:
    """One whole connection."""
    await app(HTTP, client.receive, client.send)


@pytest.mark.parametrize("length", [0, 1, 64 * 1024, 64 * 1024 + 1, 3 * 1024 * 1024])
def test_a_body_arrives_as_it_was_sent(length: int) -> None:
    async def story() -> None:
        inner, body = Echo(), bytes(length)
        client = Client(part(body[:500], more=True), part(body[500:], more=False))
        await converse(Buffered(inner, most=4 * 1024 * 1024), client)
        assert inner.bodies == [body]
        assert client.got[-1]["body"] == body

    asyncio.run(story())


def test_half_a_request_does_not_reach_the_pages() -> None:
    async def story() -> None:
        inner, client = Echo(), Client(part(b"half", more=True))
        connection = asyncio.create_task(converse(Buffered(inner, most=100), client))
        other = Client(part(b"whole", more=False))
        await converse(Buffered(inner, most=100), other)
        assert inner.bodies == [b"whole"]
        client.uplink.put_nowait(part(b"!", more=False))
        await connection
        assert inner.bodies == [b"whole", b"half!"]

    asyncio.run(story())


def test_a_client_that_leaves_early_is_forgotten() -> None:
    async def story() -> None:
        inner, client = Echo(), Client(part(b"half", more=True), {"type": "http.disconnect"})
        await converse(Buffered(inner, most=100), client)
        assert (inner.bodies, client.got) == ([], [])

    asyncio.run(story())


def test_too_long_a_body_is_refused_before_the_pages_see_it() -> None:
    async def story() -> None:
        inner, client = Echo(), Client(part(bytes(60), more=True), part(bytes(60), more=True))
        await converse(Buffered(inner, most=100), client)
        assert inner.bodies == []
        assert statuses(client) == [413]

    asyncio.run(story())


def test_two_gigabytes_are_refused_before_they_come() -> None:
    async def story() -> None:
        inner, client = Echo(), Client()
        scope = {"type": "http", "headers": [(b"content-length", b"2147483648")]}
        await Buffered(inner, most=100)(scope, client.receive, client.send)
        assert (inner.bodies, statuses(client)) == ([], [413])

    asyncio.run(story())


def test_a_slow_reader_does_not_hold_the_pages_up() -> None:
    async def story() -> None:
        inner, client = Echo(), Client(part(b"body", more=False))
        client.reads.clear()
        connection = asyncio.create_task(converse(Buffered(inner, most=100), client))
        await asyncio.wait_for(inner.ended.wait(), timeout=5)
        assert client.got == []
        client.reads.set()
        await connection
        assert statuses(client) == [200]

    asyncio.run(story())


def test_other_kinds_of_connection_pass() -> None:
    async def story() -> None:
        inner, client = Echo(), Client()
        await Buffered(inner, most=100)({"type": "lifespan"}, client.receive, client.send)
        assert inner.bodies == [b""]

    asyncio.run(story())
