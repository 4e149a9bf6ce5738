"""A simulation cut into pieces that cores work off one by one, in any order.

A piece holds all that it needs beside the `Stages`, so that it comes out the same on any core.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from charterdesk.engine.simulate.play import play
from charterdesk.engine.simulate.replay import replay
from charterdesk.engine.simulate.values import Outcome, Recorded
from charterdesk.simulation.answers.counting import Counting, Tally
from charterdesk.simulation.load.drawing import drawn
from charterdesk.simulation.load.values import Load
from charterdesk.simulation.stage import SideStage
from charterdesk.simulation.what_ifs import AS_USUAL, Day, what_if

PART = 500
TICK = 20
SAMPLED = 300
WHAT_IF_CASES = 2000


class Cancelled(Exception):
    """The simulation was asked to stop; raised inside a piece at its next case."""


Tick = Callable[[int], None]


@dataclass(frozen=True)
class Stages:
    """What all pieces share: the sides, when a run begins and ends, the load if there is one."""

    sides: tuple[SideStage, ...]
    since: datetime
    until: datetime
    load: Load | None = None
    seed: int = 0


@dataclass(frozen=True)
class Counts:
    """What a piece gives: whose it is, and its counts."""

    side: int
    run: int
    tally: Tally
    what_if: str = ""


@dataclass(frozen=True)
class ReplayPart:
    """Some recorded cases under one charter."""

    side: int
    cases: tuple[Recorded, ...]

    @property
    def size(self) -> int:
        return len(self.cases)

    def work(self, stages: Stages, tick: Tick) -> Counts:
        """Replay the cases; what was counted before a cancellation counts."""
        side = stages.sides[self.side]
        counting = Counting(side.charter, stages.until, keep_cases=True)
        outcomes = replay(side.charter, self.cases, side.rota, until=stages.until)
        try:
            return Counts(self.side, 0, counting.count_all(ticking(outcomes, tick)))
        except Cancelled:
            return Counts(self.side, 0, counting.tally)


@dataclass(frozen=True)
class PlayRun:
    """One run of the drawn load under one charter, with its own draws; perhaps with a what-if.

    `load` is another one than that of the stages: a shortened one.
    """

    side: int
    run: int
    size: int
    what_if: str = ""
    load: Load | None = None

    def work(self, stages: Stages, tick: Tick) -> Counts:
        """Draw the cases and play them; a cancelled run gives nothing, as its end is missing."""
        side, load = stages.sides[self.side], self.load or stages.load
        if load is None or side.workers is None:
            raise ValueError("a run needs a load and people")
        keep = self.run == 0 and not self.what_if
        counting = Counting(side.charter, stages.until, keep_cases=keep)
        arrivals = drawn(load, stages.seed, self.run)
        day = Day(arrivals, side.workers, side.rota)
        if self.what_if:
            day = what_if(self.what_if, side.charter, load, day, stages.until)
        outcomes = play(side.charter, day.arrivals, day.workers, day.rota, until=stages.until)
        tally = counting.count_all(ticking(outcomes, tick))
        return Counts(self.side, self.run, tally, self.what_if)

    def sample(self, stages: Stages) -> "PlayRun":
        """A run of few cases, by which to tell how long the whole one takes."""
        load = self.load or stages.load
        return replace(self, load=load.thinned(SAMPLED)) if load is not None else self


def ticking(outcomes: Iterator[Outcome], tick: Tick) -> Iterator[Outcome]:
    """The outcomes, with a tick for each few of them."""
    since = 0
    for outcome in outcomes:
        yield outcome
        since += 1
        if since == TICK:
            tick(since)
            since = 0
    tick(since)


def replay_parts(cases: tuple[tuple[Recorded, ...], ...]) -> Iterator[ReplayPart]:
    """The cases of each side in parts, each part under every charter before the next."""
    for begin in range(0, max(map(len, cases), default=0), PART):
        for side, own in enumerate(cases):
            if part := own[begin : begin + PART]:
                yield ReplayPart(side, part)


def play_runs(
    load: Load, runs: int, sides: int, what_ifs: tuple[str, ...] = ()
) -> Iterator[PlayRun]:
    """The runs, each under every charter before the next; then the what-ifs.

    A what-if is told by fewer cases than a year has, so its runs are short; what they are held
    against are runs as short, without it.
    """
    short = load.of_about(WHAT_IF_CASES)
    compared = (AS_USUAL, *what_ifs) if what_ifs and short.weeks < load.weeks else what_ifs
    for name in ("", *compared):
        own = short if name else load
        for run in range(runs):
            for side in range(sides):
                yield PlayRun(side, run, max(1, round(own.expected)), name, own)
