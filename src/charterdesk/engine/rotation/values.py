"""The parts of a rota as frozen values: layers, single shifts, stand-ins, absences.

A level is a place in the order of calling, from 1. Stretches are half-open, in UTC.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from charterdesk.engine.calendar import Calendar, is_open
from charterdesk.engine.people.values import Rotation
from charterdesk.engine.spans import Span

How = Literal["rotation", "shift", "override", "cover", "swap"]
TurnTaking = Literal["next", "gap"]


@dataclass(frozen=True, slots=True)
class Held:
    """A person on duty, how they came to it, and the whole turn, shift or stretch it is of."""

    person: str
    how: How
    span: Span


@dataclass(frozen=True)
class Layer:
    """A rotation on one level of a rota; of two on a level the higher `order` lies over.

    `hours` bound it: outside them the layer says nothing. Where the person of a turn is away the
    `next` of the rotation takes the place, or there is a `gap` in this layer.
    """

    name: str
    rotation: Rotation
    order: int = 0
    level: int = 1
    hours: Calendar | None = None
    away: TurnTaking = "next"

    def held(self, at: datetime, missing: frozenset[str]) -> Held | None:
        """Who has this layer at a moment; nobody of `missing`."""
        if self.hours is not None and not is_open(self.hours, at):
            return None
        turn = self.rotation.turn(at)
        if turn is None:
            return None
        for person in self._from(turn):
            if person not in missing:
                return Held(person, "rotation", self.rotation.stretch(turn))
        return None

    def _from(self, turn: int) -> Iterator[str]:
        people = self.rotation.people
        for step in range(len(people) if self.away == "next" else 1):
            yield people[(turn + step) % len(people)]


@dataclass(frozen=True, slots=True)
class SingleShift:
    """A turn written by hand: over the layers of its level. Several at one time all count.

    Of these the lower `number` is called first.
    """

    person: str
    span: Span
    level: int = 1
    number: int = 0


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody takes a stretch. The higher `number` was made later and lies over.

    Level 0 is all levels. With `instead_of` only where that person would be on duty: cover and
    swaps hold also after the plan beneath them has changed.
    """

    person: str
    span: Span
    number: int
    how: How = "override"
    level: int = 0
    instead_of: str = ""


@dataclass(frozen=True)
class RotaPlan:
    """All that decides who is on duty. `gone` are people whose accounts are closed."""

    layers: tuple[Layer, ...] = ()
    shifts: tuple[SingleShift, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    away: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    def missing(self, at: datetime) -> frozenset[str]:
        """Who can't be on duty at a moment."""
        away = (name for name, spans in self.away.items() if any(_in(at, one) for one in spans))
        return self.gone.union(away)

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels that layers and shifts are on, from the first to be called."""
        of_layers = {layer.level for layer in self.layers}
        return tuple(sorted(of_layers | {shift.level for shift in self.shifts}))


@dataclass(frozen=True, slots=True)
class Cell:
    """One level of a stretch: who has it, first to be called first; empty: nobody."""

    level: int
    held: tuple[Held, ...]

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.person for one in self.held))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Who is on duty from one change until the next, by level."""

    span: Span
    cells: tuple[Cell, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody on duty, first to be called first."""
        return tuple(dict.fromkeys(one.person for cell in self.cells for one in cell.held))


def _in(at: datetime, span: Span) -> bool:
    return span.since <= at < span.until
