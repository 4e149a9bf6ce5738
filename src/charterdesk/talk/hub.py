"""One look at all chats for all who watch them in this process, four times a second.

Readers are asked what is new only where a chat's version, or a place in the queue, has changed;
all of it happens in one thread beside the event loop. Who is there is written down every few
seconds in two statements, and every reader's right is looked at again within five seconds.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple, Protocol, TypeVar

from django.db import InterfaceError, OperationalError, connections
from django.db.models import Q

from charterdesk.kit.wallclock import now
from charterdesk.talk.commands import keep_alive
from charterdesk.talk.models import Chat
from charterdesk.talk.queries import AWAY, GOING

LOOK_EVERY = 0.25
BREATH = 1.0
SIGNS_EVERY = timedelta(seconds=10)
RIGHTS_EVERY = timedelta(seconds=4)
STREAMS_OF_ONE = 8

T = TypeVar("T")

log = logging.getLogger(__name__)


class Seen(NamedTuple):
    """What one look shows of a chat; two that are equal have nothing new between them."""

    pk: int
    version: int
    state: str
    charter: str
    agent: int | None
    is_away: bool
    before: int


@dataclass(frozen=True, slots=True)
class View:
    """What one look shows: every chat that goes on, and of whom each is; None for who waits."""

    chats: Mapping[int, Seen]
    of: Mapping[int | None, tuple[Seen, ...]]


class Reader(Protocol):
    """Somebody with a stream: `owner` is whose it is, `chat` the one that its lines are of.

    `chat` is 0 where only the lists are shown; `agent` is the person's key, 0 for a customer.
    """

    owner: str
    chat: int
    agent: int

    @classmethod
    def welcome(cls, readers: "Sequence[Any]", view: View) -> "Collection[Any]":
        """Those of these readers of one kind whose right to listen still holds; few queries."""

    def news(self, view: View, at: datetime) -> bytes:
        """What changed for them since they were asked last, as it goes over the wire."""


Admit = Callable[[], Reader | int]


@dataclass(eq=False)
class Listener:
    """A reader with the way to its connection. None on the way says that it is over."""

    reader: Reader
    rights_at: datetime
    way: "asyncio.Queue[bytes | None]" = field(default_factory=asyncio.Queue)


class Hub:
    """The listeners of this process and the task that looks for them; it ends with the last."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="chats")
        self._task: asyncio.Task[None] | None = None
        self._signs_at: datetime | None = None

    async def join(self, admit: Admit) -> Listener | int:
        """A new listener, or the HTTP status with which it is turned away."""
        reader = await self._beside(admit)
        if isinstance(reader, int):
            return reader
        listener = Listener(reader, now() + RIGHTS_EVERY)
        own = [one for one in self._listeners if one.reader.owner == reader.owner]
        if len(own) >= STREAMS_OF_ONE:
            self._end(own[0])
        self._listeners.append(listener)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look())
        return listener

    def leave(self, listener: Listener) -> None:
        """The connection is gone."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def rest(self) -> None:
        """Give the thread and its connection back; the hub is not used after."""
        self._pool.submit(connections.close_all)
        self._pool.shutdown(wait=True)

    def close(self) -> None:
        """End every stream."""
        for listener in list(self._listeners):
            self._end(listener)

    async def _look(self) -> None:
        """Look until nobody listens; whatever ends it ends the streams, which come again."""
        try:
            while self._listeners:
                # Who has not taken the last news yet would only pile them up.
                ready = [one for one in self._listeners if one.way.empty()]
                for listener, news in await self._beside(partial(self._round, ready)):
                    if news is None:
                        self._end(listener)
                    elif news:
                        listener.way.put_nowait(news)
                await asyncio.sleep(LOOK_EVERY)
        except (OperationalError, InterfaceError) as error:
            log.error("The database does not answer (chats): %s", " ".join(str(error).split()))
            await asyncio.sleep(BREATH)
        finally:
            self.close()
            self._pool.submit(connections.close_all)

    def _round(self, ready: list[Listener]) -> list[tuple[Listener, bytes | None]]:
        """In the thread: what each has to be told, None for those whose right has ended."""
        at = now()
        self._give_signs(at)
        view = view_of({one.reader.chat for one in ready}, at)
        gone = _without_right(ready, view, at)
        return [(one, None if one in gone else one.reader.news(view, at)) for one in ready]

    def _give_signs(self, at: datetime) -> None:
        if self._signs_at is not None and at < self._signs_at:
            return
        self._signs_at = at + SIGNS_EVERY
        readers = [one.reader for one in self._listeners]
        keep_alive(
            customers_of={one.chat for one in readers if not one.agent},
            agents={one.agent for one in readers if one.agent}, at=at,
        )  # fmt: skip

    def _end(self, listener: Listener) -> None:
        self.leave(listener)
        listener.way.put_nowait(None)

    async def _beside(self, do: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, do)


def _without_right(ready: list[Listener], view: View, at: datetime) -> set[Listener]:
    """Of those whose right is due to be looked at, the ones that have none any more."""
    kinds: dict[type[Reader], list[Listener]] = defaultdict(list)
    for one in ready:
        if at >= one.rights_at:
            one.rights_at = at + RIGHTS_EVERY
            kinds[type(one.reader)].append(one)
    gone: set[Listener] = set()
    for kind, due in kinds.items():
        welcome = {id(reader) for reader in kind.welcome([one.reader for one in due], view)}
        gone |= {one for one in due if id(one.reader) not in welcome}
    return gone


def view_of(watched: set[int], at: datetime) -> View:
    """All chats that go on, and those that are watched; one query."""
    columns = ("pk", "version", "state", "charter", "agent", "agent_seen_at")
    found = Chat.objects.filter(GOING | Q(pk__in=watched)).order_by("begun_at", "pk")
    waiting: dict[str, int] = {}
    chats: dict[int, Seen] = {}
    of: dict[int | None, tuple[Seen, ...]] = defaultdict(tuple)
    for pk, version, state, charter, agent, seen_at in found.values_list(*columns):
        place = 0
        if state == Chat.State.WAITING:
            place = waiting.get(charter, 0)
            waiting[charter] = place + 1
        is_away = seen_at is not None and at - seen_at > AWAY
        seen = chats[pk] = Seen(pk, version, state, charter, agent, is_away, place)
        if state != Chat.State.ENDED:
            of[agent] += (seen,)
    return View(chats, of)
