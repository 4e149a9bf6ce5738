"""Who takes what: the people at work for some tiers, and what stands in line before them.

What arrives goes to whoever has been free longest; who becomes free takes the strictest of what
waits for their tiers. Knows no clock: moments come and go outside, in `serving`.
"""

import heapq
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")

# What stands in line in the order of keys, at equal keys in the order of coming.
Key = Any


@dataclass(slots=True)
class Line(Generic[Item]):
    """The line of each tier. `tiers_of` gives, by person, the tiers they work for.

    A person is off, free (at work, in no contact) or busy; one who goes home while busy
    finishes what was begun.
    """

    tiers_of: Mapping[str, tuple[str, ...]]
    _waiting: dict[str, list[tuple[Key, int, Item]]] = field(default_factory=dict)
    _free: dict[str, deque[tuple[str, int]]] = field(default_factory=dict)
    _free_since: dict[str, int] = field(default_factory=dict)
    _on: set[str] = field(default_factory=set)
    _busy: set[str] = field(default_factory=set)
    _gone: set[int] = field(default_factory=set)
    _order: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        tiers = {tier for of in self.tiers_of.values() for tier in of}
        self._waiting.update((tier, []) for tier in tiers)
        self._free.update((tier, deque()) for tier in tiers)

    def knows(self, tier: str) -> bool:
        """Whether anybody works for the tier at all."""
        return tier in self._waiting

    def next_free(self, tier: str) -> str:
        """Who would take what arrives for a tier now; "" for nobody."""
        free = self._free[tier]
        while free:
            person, since = free[0]
            if self._free_since.get(person) == since:
                return person
            free.popleft()
        return ""

    def take(self, tier: str) -> str:
        """Whoever has been free longest becomes busy; "" for nobody."""
        person = self.next_free(tier)
        if person:
            self._free[tier].popleft()
            del self._free_since[person]
            self._busy.add(person)
        return person

    def stand(self, tier: str, key: Key, item: Item) -> int:
        """The item waits; gives the ticket with which it can leave again."""
        ticket = next(self._order)
        heapq.heappush(self._waiting[tier], (key, ticket, item))
        return ticket

    def leave(self, ticket: int) -> None:
        """The item of that ticket waits no more."""
        self._gone.add(ticket)

    def come(self, person: str) -> Item | None:
        """The person is at work from now on; gives what they take."""
        self._on.add(person)
        return None if person in self._busy else self._next_for(person)

    def go(self, person: str) -> None:
        """The person is at work no more."""
        self._on.discard(person)
        self._free_since.pop(person, None)

    def done(self, person: str) -> Item | None:
        """The person's contact is over; gives what they take next."""
        self._busy.discard(person)
        return self._next_for(person) if person in self._on else None

    def _next_for(self, person: str) -> Item | None:
        tiers = self.tiers_of[person]
        tier = self._strictest(tiers)
        if tier:
            self._busy.add(person)
            return heapq.heappop(self._waiting[tier])[2]
        since = self._free_since[person] = next(self._order)
        for tier in tiers:
            self._free[tier].append((person, since))
        return None

    def _strictest(self, tiers: tuple[str, ...]) -> str:
        """The tier at whose head the strictest stands; "" where nobody waits."""
        first, found = None, ""
        for tier in tiers:
            line = self._head(tier) if self._gone else self._waiting[tier]
            if line and (first is None or line[0] < first):
                first, found = line[0], tier
        return found

    def _head(self, tier: str) -> list[tuple[Key, int, Item]]:
        """The line of a tier without those at its head who have left."""
        line = self._waiting[tier]
        while line and line[0][1] in self._gone:
            self._gone.discard(heapq.heappop(line)[1])
        return line


def tiers_by_person(people_of: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """By person, the tiers in their order, from the people of each tier."""
    found: dict[str, tuple[str, ...]] = {}
    for tier, people in people_of.items():
        for person in people:
            found[person] = (*found.get(person, ()), tier)
    return found
