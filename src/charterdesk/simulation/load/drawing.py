"""Draws the cases of a load: the same seed and run give the same cases, on any machine.

Each flow has a stream of its own, so that a flow that is added changes no other.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.random import Generator, SeedSequence, default_rng

from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.simulate.values import Acknowledging, Arrival
from charterdesk.simulation.load.values import Flow, Handling, Length, Load, Sometimes

CALLS = 3
_HOUR = 3600


def drawn(load: Load, seed: int, run: int) -> list[Arrival]:
    """The cases of one run, in order of time."""
    found: list[Arrival] = []
    for number, flow in enumerate(load.flows):
        rng = default_rng(SeedSequence([seed, run, number]))
        found.extend(_cases(load, flow, rng, number))
    found.sort(key=lambda arrival: (arrival.at, arrival.ref))
    return found


def _cases(load: Load, flow: Flow, rng: Generator, number: int) -> Iterator[Arrival]:
    times = _times(load, flow, rng)
    handling = load.handling_of.get(flow.priority, load.handling)
    draws = _Draws(load, handling, rng, len(times))
    for place, at in enumerate(times):
        yield draws.arrival(flow, at, f"{number + 1}-{place + 1}", place)


def _times(load: Load, flow: Flow, rng: Generator) -> list[datetime]:
    """Poisson arrivals with a rate for each hour of the wall's week."""
    rates = flow.per_week * np.asarray(flow.weights)
    counts = rng.poisson(np.tile(rates, load.weeks))
    first_day, first_hour = _first(load)
    times: list[datetime] = []
    for hour in np.flatnonzero(counts):
        begins = first_day * 24 + int(hour)
        if int(hour) < first_hour:
            begins += load.weeks * 168
        instant = _instant(load.zone, begins)
        into = np.sort(rng.integers(0, _HOUR, int(counts[hour])))
        times.extend(datetime_of(instant + int(second)) for second in into)
    return sorted(times)


def _first(load: Load) -> tuple[int, int]:
    """The Monday of the load's first week, and the hour of that week in which it begins."""
    local = load.since.astimezone(zone_of(load.zone))
    return local.toordinal() - local.weekday(), local.weekday() * 24 + local.hour


@lru_cache(maxsize=200_000)
def _instant(zone: str, hour: int) -> int:
    return instant_of(hour // 24, hour % 24 * _HOUR, zone_of(zone), last=False)


class _Draws:
    """All draws of one flow's cases, made at once; a case takes what stands at its place."""

    def __init__(self, load: Load, handling: Handling, rng: Generator, cases: int) -> None:
        self._load = load
        self._handling = handling
        numbers, shares = zip(*handling.contacts, strict=True)
        self._contacts = rng.choice(np.asarray(numbers), size=cases, p=np.asarray(shares))
        self._first = _lengths(handling.first, rng, cases)
        later = int(self._contacts.sum()) - cases
        self._later = iter(_lengths(handling.later, rng, later))
        self._waits = _waits(load, rng, later)
        self._patience = _lengths(load.patience, rng, cases) if load.patience else None
        self._escalates = _after(load.escalates, rng, cases)
        self._agrees = _after(load.agrees, rng, cases)
        self._reopens = _after(load.reopens, rng, cases)
        self._again = _lengths(handling.later, rng, cases)
        self._tiers = rng.random(cases)
        self._facts = rng.random((cases, max(1, len(load.facts))))
        self._calls = _after(load.acknowledges, rng, cases * CALLS)

    def arrival(self, flow: Flow, at: datetime, ref: str, place: int) -> Arrival:
        contacts = int(self._contacts[place])
        reopens, load = self._reopens[place], self._load
        return Arrival(
            ref=ref,
            at=at,
            work=(self._first[place], *(next(self._later) for _ in range(contacts - 1))),
            channel=flow.channel,
            priority=flow.priority,
            axes=flow.axes,
            contract=flow.contract,
            waits=tuple(next(self._waits) for _ in range(contacts - 1)),
            tiers=self._tiers_of(place, contacts),
            patience=self._patience[place] if self._patience else None,
            reopens=((reopens, self._again[place]),) if reopens is not None else (),
            escalates_after=self._escalates[place],
            agrees_after=self._agrees[place],
            facts=tuple(
                word
                for (word, share), drawn in zip(load.facts, self._facts[place], strict=False)
                if drawn < share
            ),
            acknowledges=self._acknowledges(place),
        )

    def _tiers_of(self, place: int, contacts: int) -> tuple[str, ...]:
        """A case that another tier takes goes there after its first contact."""
        below = 0.0
        for tier, share in self._load.tiers:
            below += share
            if self._tiers[place] < below:
                return ("", *(tier,) * max(1, contacts - 1))
        return ()

    def _acknowledges(self, place: int) -> Acknowledging:
        if self._load.acknowledges is None:
            return ()
        return tuple(self._calls[place * CALLS : place * CALLS + CALLS])


def _waits(load: Load, rng: Generator, pauses: int) -> Iterator[tuple[str, timedelta]]:
    """One pause for each later contact: on the first wait whose share the draw falls in."""
    which = rng.random(pauses)
    lengths = [_lengths(rule.length, rng, pauses) for rule in load.waits]
    for place in range(pauses):
        below = 0.0
        for number, rule in enumerate(load.waits):
            below += rule.share
            if which[place] < below:
                yield rule.on, lengths[number][place]
                break
        else:
            yield "", timedelta()


def _after(rule: Sometimes | None, rng: Generator, cases: int) -> Sequence[timedelta | None]:
    if rule is None:
        return [None] * cases
    happens = rng.random(cases) < rule.share
    return [
        length if yes else None
        for length, yes in zip(_lengths(rule.after, rng, cases), happens, strict=True)
    ]


def _lengths(length: Length, rng: Generator, count: int) -> list[timedelta]:
    """So many lengths, in whole seconds and at least one."""
    match length.kind:
        case "fixed":
            seconds = np.full(count, length.middle)
        case "exponential":
            seconds = rng.exponential(length.middle, count)
        case "lognormal":
            seconds = rng.lognormal(np.log(length.middle), length.sigma, count)
    whole = np.clip(np.rint(seconds), 1, 3.15e8)
    return [timedelta(seconds=float(second)) for second in whole]
