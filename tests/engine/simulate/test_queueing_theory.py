"""The line is right: its waits are those of Erlang's formulas, within one in a hundred.

Poisson arrivals, exponential lengths, c people (M/M/c). Each run also gives what the same draws
do in two systems that are known exactly, one person who is c times as fast and as many people as
cases; as far as these differ from their own means, the line's is corrected. So a few hundred
thousand cases are enough: each run's standard error is held below half of one in a hundred.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from charterdesk.engine.simulate.plain import starts

Numbers = NDArray[np.floating[Any]]

WITHIN = 0.01
# Left out at the beginning, while the line fills up.
WARMING_UP = 5_000
BATCHES = 80

# People, load of each, thousands of cases: more of them where the wait spreads more.
COMBINATIONS = [
    (1, 0.4, 200), (1, 0.5, 200), (1, 0.6, 200), (1, 0.7, 300), (1, 0.8, 400), (1, 0.85, 500),
    (2, 0.4, 500), (2, 0.5, 300), (2, 0.6, 300), (2, 0.7, 300), (2, 0.8, 400), (2, 0.85, 500),
    (3, 0.5, 900), (3, 0.6, 600), (3, 0.7, 400), (3, 0.8, 400), (3, 0.85, 500),
    (4, 0.6, 900), (4, 0.7, 600), (4, 0.75, 600), (4, 0.8, 500), (4, 0.85, 500),
    (5, 0.7, 800), (5, 0.75, 700), (5, 0.8, 700), (5, 0.85, 600), (5, 0.9, 600),
    (6, 0.8, 900), (6, 0.85, 800), (8, 0.9, 800),
]  # fmt: skip


@dataclass(frozen=True)
class Theory:
    """M/M/c with lengths of mean 1: `people`, and the `load` of each (below 1)."""

    people: int
    load: float

    @property
    def share_that_waits(self) -> float:
        """Erlang C, from Erlang B by its recursion."""
        blocked, offered = 1.0, self.people * self.load
        for number in range(1, self.people + 1):
            blocked = offered * blocked / (number + offered * blocked)
        return blocked / (1 - self.load * (1 - blocked))

    @property
    def rate(self) -> float:
        """How fast the line gets shorter while everybody works."""
        return self.people * (1 - self.load)

    @property
    def mean_wait(self) -> float:
        return self.share_that_waits / self.rate

    def within(self, target: float) -> float:
        """The service level: the share that waits no longer than the target."""
        return 1 - self.share_that_waits * exp(-self.rate * target)

    def longer_than(self, target: float) -> float:
        """The same, with one person who is as fast as all: the share that waits longer."""
        return self.load * exp(-self.rate * target)

    def above(self, number: int) -> float:
        """With people for everybody: by how many there are more than `number`, on average."""
        offered = self.people * self.load
        counts = np.arange(10 * self.people + 60)
        logs = [-offered + n * log(offered) - lgamma(n + 1) for n in counts]
        return float(np.exp(logs) @ np.maximum(counts - number, 0))


@dataclass(frozen=True)
class Drawn:
    """One run: the waits in the line, and what the same draws do elsewhere, with its means."""

    waits: Numbers
    controls: Sequence[Numbers]
    means: Sequence[float]

    def estimate(self, measured: Numbers) -> tuple[float, float]:
        """The mean of something measured of each case, and its standard error."""
        means = _batches(measured)
        off = np.array([_batches(c) for c in self.controls]).T - np.array(self.means)
        columns = np.column_stack([np.ones(BATCHES), off])
        factors = np.linalg.lstsq(columns, means)[0]
        spread = means - columns @ factors
        variance = spread @ spread / (BATCHES - columns.shape[1])
        return float(factors[0]), sqrt(variance * np.linalg.pinv(columns.T @ columns)[0, 0])


def _batches(measured: Numbers) -> Numbers:
    whole = len(measured) // BATCHES * BATCHES
    means: Numbers = measured[:whole].reshape(BATCHES, -1).mean(axis=1)
    return means


def drawn(theory: Theory, cases: int, targets: Sequence[float]) -> Drawn:
    people, load = theory.people, theory.load
    draw = np.random.default_rng([2026, people, round(load * 100)])
    between, work = draw.exponential(1 / (people * load), cases), draw.exponential(1, cases)
    arrivals = np.cumsum(between)
    waits = np.array(starts(arrivals.tolist(), work.tolist(), people)) - arrivals
    fast = _waits_for_one(arrivals, work / people)
    there = np.arange(cases) - np.searchsorted(np.sort(arrivals + work), arrivals)
    crowds = (people, people + round(sqrt(people)))
    controls = [fast, *((fast > target) * 1.0 for target in targets), work, between, 1.0 * there]
    controls += [np.maximum(there - crowd, 0.0) for crowd in crowds]
    means = [load / theory.rate, *map(theory.longer_than, targets), 1, 1 / (people * load)]
    means += [people * load, *map(theory.above, crowds)]
    return Drawn(waits[WARMING_UP:], [c[WARMING_UP:] for c in controls], means)


def _waits_for_one(arrivals: Numbers, work: Numbers) -> Numbers:
    """The waits before one person, by Lindley's recursion."""
    walk = np.concatenate([[0.0], np.cumsum(work[:-1] - np.diff(arrivals))])
    waits: Numbers = walk - np.minimum(np.minimum.accumulate(walk), 0)
    return waits


@pytest.mark.parametrize(("people", "load", "thousands"), COMBINATIONS)
def test_waits_and_service_levels_are_those_of_erlang_c(
    people: int, load: float, thousands: int
) -> None:
    theory = Theory(people, load)
    targets = (0.0, 0.5 / theory.rate, 1.5 / theory.rate)
    run = drawn(theory, thousands * 1000, targets)
    mean, error = run.estimate(run.waits)
    assert mean == pytest.approx(theory.mean_wait, rel=WITHIN)
    assert error < WITHIN / 2 * theory.mean_wait
    for target in targets[1:]:
        level, error = run.estimate((run.waits <= target) * 1.0)
        assert level == pytest.approx(theory.within(target), rel=WITHIN)
        assert error < WITHIN / 2 * theory.within(target)


def test_the_share_that_waits_is_known_from_tables() -> None:
    assert Theory(1, 0.5).share_that_waits == pytest.approx(0.5)
    assert Theory(2, 0.5).share_that_waits == pytest.approx(1 / 3)
    assert Theory(10, 0.8).share_that_waits == pytest.approx(0.4092, abs=1e-4)
