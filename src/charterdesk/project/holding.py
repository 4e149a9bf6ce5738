"""A runner's question stays open until there is work: the event loop waits, Django never does.

Whoever hangs up meanwhile is given nothing. Where too many wait, the next are answered at once.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import parse_qsl

from charterdesk.automation.waiting import has_work, rest, waits_for
from charterdesk.project.bridge import Application, Message, Receive, Send

DOOR = "/in/runner/ask/"
LONGEST = 25.0
LOOK_EVERY = 1.0
MOST_HELD = 200
BEARER = "Bearer "


class Held:
    """An ASGI application that hands `inner` a runner's question once there is an answer."""

    def __init__(self, inner: Application) -> None:
        self._inner = inner
        self._one = ThreadPoolExecutor(1, thread_name_prefix="runners")
        self._held = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] != "http" or scope.get("path") != DOOR or scope["method"] != "POST":
            await self._inner(scope, receive, send)
            return
        line = _Line(receive)
        if await self._wait(scope, line):
            await self._inner(scope, line.receive, send)

    def close(self) -> None:
        """End the thread, with its connection to the database."""
        self._one.submit(rest).result(10)
        self._one.shutdown()

    async def _wait(self, scope: Message, line: "_Line") -> bool:
        """False where the runner has hung up."""
        until = monotonic() + min(_asked_for(scope), LONGEST)
        if self._held >= MOST_HELD or until <= monotonic():
            return True
        self._held += 1
        try:
            return await self._hold(_key_in(scope), until, line)
        finally:
            self._held -= 1

    async def _hold(self, key: str, until: float, line: "_Line") -> bool:
        here = asyncio.get_running_loop()
        name = await here.run_in_executor(self._one, waits_for, key)
        while name and monotonic() < until:
            if await line.is_cut(LOOK_EVERY):
                return False
            if await here.run_in_executor(self._one, has_work, name):
                break
        return True


@dataclass
class _Line:
    """A connection whose words are kept while it waits."""

    inner: Receive
    kept: list[Message] = field(default_factory=list)
    coming: "asyncio.Task[Message] | None" = None

    async def is_cut(self, seconds: float) -> bool:
        """Whether the other side hangs up within that time."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            self.coming = self.coming or asyncio.ensure_future(_next(self.inner))
            done, _ = await asyncio.wait({self.coming}, timeout=left)
            if done:
                message = self.coming.result()
                self.coming = None
                if message["type"] == "http.disconnect":
                    return True
                self.kept.append(message)
                if len(self.kept) > 1000:
                    return False
        return False

    async def receive(self) -> Message:
        """What came while it waited, then what comes."""
        if self.kept:
            return self.kept.pop(0)
        if self.coming is not None:
            coming, self.coming = self.coming, None
            return await coming
        return await self.inner()


async def _next(receive: Receive) -> Message:
    return await receive()


def _asked_for(scope: Message) -> float:
    """How long the question may stay open; a runner that names no time is answered at once."""
    query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    seconds = query.get("hold", "")
    return float(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 4 else 0.0


def _key_in(scope: Message) -> str:
    named = {name.lower(): value for name, value in scope.get("headers") or ()}
    text = str(named.get(b"authorization", b"").decode("latin-1"))
    return text.removeprefix(BEARER).strip() if text.startswith(BEARER) else ""
