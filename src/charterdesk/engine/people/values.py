"""Who stands behind a charter's roles, as frozen values: what the reader makes of a people file.

Rotas are operating data, not charter (2.6 D): the same people may be tried under two charters.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

from charterdesk.engine.calendar import Calendar, open_spans
from charterdesk.engine.calendar_line import DAY, zone_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of, seconds_of, wall_of
from charterdesk.engine.charter.values import NOWHERE, Place
from charterdesk.engine.spans import Span, subtract


@dataclass(frozen=True)
class Person:
    """One person: the charter's roles that they fill, when they work, how they are reached."""

    name: str
    roles: tuple[str, ...]
    works: Calendar
    by: frozenset[str]
    away: tuple[Span, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def is_away(self, at: datetime) -> bool:
        return any(span.since <= at < span.until for span in self.away)

    def spans(self, since: datetime, until: datetime) -> tuple[Span, ...]:
        """The working time between two moments, without the time away, in order."""
        return tuple(subtract(open_spans(self.works, since, until), self.away))


@dataclass(frozen=True)
class Turn:
    """A person's stretch of a rota, half-open."""

    person: str
    span: Span


@dataclass(frozen=True)
class Rotation:
    """Turns that follow each other without a gap, handed over at a wall time (2.9, T2).

    `first` counts wall seconds of `zone` since the midnight that begins ordinal 0, `each` is the
    length of a turn by the clock on the wall. A hand-over time that the wall shows twice is its
    first, one that it never shows is the end of the gap. Nothing stands before `since` or from
    `until` on.
    """

    people: tuple[str, ...]
    each: timedelta
    first: int
    zone: str
    until: datetime | None = None

    def at(self, at: datetime) -> str | None:
        """Whose turn it is at a moment."""
        number = self.turn(at)
        return None if number is None else self.people[number % len(self.people)]

    def turn(self, at: datetime) -> int | None:
        """Which turn it is at a moment, counted from 0; None before the first and at the end."""
        number = self._number(at)
        return None if number < 0 or (self.until is not None and at >= self.until) else number

    def stretch(self, number: int) -> Span:
        """The time of a turn, cut at `until`; ValueError for one that would begin after it."""
        ends = self._begins(number + 1)
        return Span(self._begins(number), ends if self.until is None else min(ends, self.until))

    def changes(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """The hand-overs strictly between two moments, in order."""
        last = until if self.until is None else min(until, self.until)
        number = max(0, self._number(since) + 1)
        while (begins := self._begins(number)) < last:
            yield begins
            number += 1
        if self.until is not None and since < self.until < until:
            yield self.until

    def _begins(self, number: int) -> datetime:
        wall = self.first + number * int(self.each.total_seconds())
        return datetime_of(instant_of(wall // DAY, wall % DAY, zone_of(self.zone), last=False))

    def _number(self, at: datetime) -> int:
        """The last turn that has begun; below 0: none has."""
        passed = wall_of(seconds_of(at), zone_of(self.zone)) - self.first
        number = passed // int(self.each.total_seconds()) + 1
        while number >= 0 and self._begins(number) > at:
            number -= 1
        return number


@dataclass(frozen=True)
class Plan:
    """A rota: a rotation or single shifts, and who takes it instead for a stretch (2.9).

    Of several shifts at one time the first written is called first; of several who stand in at
    one time the last written counts.
    """

    name: str
    rotation: Rotation | None = None
    shifts: tuple[Turn, ...] = ()
    instead: tuple[Turn, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def at(self, at: datetime) -> tuple[str, ...]:
        """The people whose turn it is, first to be called first."""
        stand_in = self._standing_in.at(at)
        if stand_in:
            return stand_in[-1:]
        if self.rotation is not None:
            person = self.rotation.at(at)
            return () if person is None else (person,)
        return self._shifted.at(at)

    @property
    def people(self) -> frozenset[str]:
        """All who ever have a turn."""
        turning = self.rotation.people if self.rotation else ()
        return frozenset({*turning, *(turn.person for turn in (*self.shifts, *self.instead))})

    def changes(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """The moments strictly between two at which `at` may change; not in order."""
        if self.rotation is not None:
            yield from self.rotation.changes(since, until)
        for edge in (*self._shifted.edges, *self._standing_in.edges):
            if since < edge < until:
                yield edge

    @cached_property
    def _shifted(self) -> "_Pieces":
        return _Pieces.of(self.shifts)

    @cached_property
    def _standing_in(self) -> "_Pieces":
        return _Pieces.of(self.instead)


@dataclass(frozen=True)
class _Pieces:
    """Turns cut at each edge, so that one bisection says who has a turn at a moment."""

    edges: tuple[datetime, ...]
    people: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, turns: tuple[Turn, ...]) -> "_Pieces":
        edges = sorted({edge for turn in turns for edge in (turn.span.since, turn.span.until)})
        opening: dict[datetime, list[int]] = {}
        closing: dict[datetime, list[int]] = {}
        for number, turn in enumerate(turns):
            opening.setdefault(turn.span.since, []).append(number)
            closing.setdefault(turn.span.until, []).append(number)
        here: set[int] = set()
        people = []
        for edge, _ in pairwise(edges):
            here = (here - set(closing.get(edge, ()))) | set(opening.get(edge, ()))
            people.append(tuple(dict.fromkeys(turns[number].person for number in sorted(here))))
        return cls(tuple(edges), tuple(people))

    def at(self, at: datetime) -> tuple[str, ...]:
        number = bisect_right(self.edges, at) - 1
        return self.people[number] if 0 <= number < len(self.people) else ()


@dataclass(frozen=True)
class People:
    """The whole document: the people by name and the rotas by name, of one charter."""

    charter: str
    zone: str
    persons: Mapping[str, Person]
    rotas: Mapping[str, Plan]
    file: str = ""
