"""People serve a line: what happens at which moment, in order, one event after the other.

The law: nobody stands in line for a tier while somebody is free for it, and what was begun is
finished, also after the shift's end. Moments are anything that can be compared: the simulation
counts in datetimes, the proof against queueing theory in plain numbers.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from charterdesk.engine.simulate.line import Item, Key, Line

At = TypeVar("At", datetime, float)
Served = TypeVar("Served", contravariant=True)

# At one moment: shifts end and begin, then contacts end, then cases arrive, then callers give up.
GOES, COMES, ENDS, ARRIVES, STIRS = range(5)


class Place(NamedTuple):
    """Where an item stands in line: of which tier, and how strict."""

    tier: str
    key: Key


class Host(Protocol[Served, At]):
    """What is served, and how long it takes. Each call may plan more, by `Serving.plan`."""

    def arrives(self, item: Served, at: At) -> Place | None:
        """The item comes; None where nobody has to work on it."""
        ...

    def begins(self, item: Served, person: str, at: At) -> At:
        """A person begins to work on it; gives when that will be done."""
        ...

    def ends(self, item: Served, person: str, at: At) -> None:
        """The contact is over."""
        ...

    def stirs(self, item: Served, at: At) -> Place | None:
        """Something happened to it that was planned; its place now, None to leave the line."""
        ...


@dataclass(slots=True)
class Serving(Generic[Item, At]):
    """A line, its host, and all that is planned."""

    line: Line[Item]
    host: Host[Item, At]
    _planned: list[tuple[At, int, int, Any]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)
    _tickets: dict[int, int] = field(default_factory=dict)

    def plan(self, at: At, what: int, of: Item) -> None:
        """The item ARRIVES or STIRS at a moment that is still to come."""
        heapq.heappush(self._planned, (at, what, next(self._order), of))

    def plan_shift(self, person: str, shifts: Iterator[tuple[At, At]]) -> None:
        """The person's next shift, and after it the others."""
        shift = next(shifts, None)
        if shift is not None:
            self._push(shift[0], COMES, (person, shift[1], shifts))

    def run(self, arrivals: Iterable[tuple[At, Item]], until: At) -> Iterator[At]:
        """Let it all happen up to `until`; gives the moment of each event, once it has happened.

        `arrivals` are in order of time.
        """
        coming, planned = iter(arrivals), self._planned
        arrival = next(coming, None)
        while arrival is not None or planned:
            if arrival is not None and (not planned or (arrival[0], ARRIVES) < planned[0]):
                at, item = arrival
                if at > until:
                    return
                self._arrive(item, at)
                arrival = next(coming, None)
            else:
                at, what, _, of = heapq.heappop(planned)
                if at > until:
                    return
                self._happen(at, what, of)
            yield at

    def _push(self, at: At, what: int, of: object) -> None:
        heapq.heappush(self._planned, (at, what, next(self._order), of))

    def _happen(self, at: At, what: int, of: Any) -> None:
        if what == ENDS:
            item, person = of
            self.host.ends(item, person, at)
            following = self.line.done(person)
            if following is not None:
                self._begin(following, person, at)
        elif what == ARRIVES:
            self._arrive(of, at)
        elif what == STIRS:
            self._stir(of, at)
        elif what == COMES:
            person, until, shifts = of
            self._push(until, GOES, (person, shifts))
            self._begin(self.line.come(person), person, at)
        else:
            person, shifts = of
            self.line.go(person)
            self.plan_shift(person, shifts)

    def _arrive(self, item: Item, at: At) -> None:
        place = self.host.arrives(item, at)
        if place is None:
            return
        person = self.line.take(place.tier)
        if person:
            self._begin(item, person, at)
        else:
            self._tickets[id(item)] = self.line.stand(place.tier, place.key, item)

    def _stir(self, item: Item, at: At) -> None:
        """One in line leaves it, or stands where it belongs now."""
        place = self.host.stirs(item, at)
        ticket = self._tickets.pop(id(item), None)
        if ticket is None:
            return
        self.line.leave(ticket)
        if place is not None:
            self._tickets[id(item)] = self.line.stand(place.tier, place.key, item)

    def _begin(self, item: Item | None, person: str, at: At) -> None:
        if item is None:
            return
        if self._tickets:
            self._tickets.pop(id(item), None)
        until = self.host.begins(item, person, at)
        heapq.heappush(self._planned, (until, ENDS, next(self._order), (item, person)))
