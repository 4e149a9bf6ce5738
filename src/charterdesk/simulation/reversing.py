"""The reverse question as pieces of work: the strictest target of a priority that is kept."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from charterdesk.engine.charter.values import Charter, Contract, Row
from charterdesk.engine.simulate.play import play
from charterdesk.engine.simulate.replay import replay
from charterdesk.engine.simulate.reverse import Strictest as Found
from charterdesk.engine.simulate.reverse import share_kept, strictest
from charterdesk.engine.simulate.values import Outcome, Recorded
from charterdesk.engine.simulate.variants import judged_on
from charterdesk.simulation.answers.values import Strictest, TriedTarget
from charterdesk.simulation.load.drawing import drawn
from charterdesk.simulation.load.values import Load
from charterdesk.simulation.pieces import Stages, Tick, ticking

KIND = "response"
# A share of 95 % is told by this many cases; a bisection tries about so many targets.
MOST_CASES, TRIES = 1500, 6


@dataclass(frozen=True)
class Answer:
    """What a piece gives."""

    side: int
    strictest: Strictest


@dataclass(frozen=True)
class ReverseRecorded:
    """The question about recorded cases: how strict a target their answers would have kept."""

    side: int
    priority: str
    cases: tuple[Recorded, ...]

    @property
    def size(self) -> int:
        return len(self.cases) * TRIES

    def work(self, stages: Stages, tick: Tick) -> Answer:
        side = stages.sides[self.side]
        # What was recorded was done whatever was promised, so no other promise matters here.
        charter = judged_on(side.charter, [KIND])
        cases = tuple(map(_first_answer, self.cases))

        def outcomes(tried: Charter) -> Iterator[Outcome]:
            return replay(tried, cases, side.rota, until=stages.until)

        return Answer(self.side, _asked(charter, self.priority, outcomes, tick))


def _first_answer(case: Recorded) -> Recorded:
    """The case without what comes after its first answer and can't change its promise."""
    if case.reopened_at:
        return case
    return replace(case, replied_at=(), wrote_at=(), closed_at=None)


@dataclass(frozen=True)
class ReversePlayed:
    """The question about a drawn load, shortened to what a share needs.

    All other promises stay: what is due for them stands in the same line.
    """

    side: int
    priority: str
    load: Load

    @property
    def size(self) -> int:
        return max(1, round(self.load.expected)) * TRIES

    def work(self, stages: Stages, tick: Tick) -> Answer:
        side = stages.sides[self.side]
        workers = side.workers
        if workers is None:
            raise ValueError("a run needs people")
        arrivals = drawn(self.load, stages.seed, 0)

        def outcomes(charter: Charter) -> Iterator[Outcome]:
            return play(charter, arrivals, workers, side.rota, until=stages.until)

        return Answer(self.side, _asked(side.charter, self.priority, outcomes, tick))


def _asked(
    charter: Charter,
    priority: str,
    outcomes: Callable[[Charter], Iterable[Outcome]],
    tick: Tick,
) -> Strictest:
    bare = _without_overrides(charter, priority)

    def run(tried: Charter) -> float | None:
        return share_kept(ticking(iter(outcomes(tried)), tick), priority, KIND)

    return _answer(priority, strictest(bare, priority, KIND, run))


def _answer(priority: str, found: Found) -> Strictest:
    tried = tuple(
        TriedTarget(target.text, share) for target, share in found.shares if share is not None
    )
    return Strictest(priority, KIND, found.target.text if found.target else "", tried)


def _without_overrides(charter: Charter, priority: str) -> Charter:
    """A contract's own target would hide the one that is tried."""
    contracts = {name: _bare(own, priority) for name, own in charter.contracts.items()}
    return replace(charter, contracts=contracts)


def _bare(contract: Contract, priority: str) -> Contract:
    row = contract.rows.get(priority)
    if row is None:
        return contract
    left = {kind: term for kind, term in row.terms.items() if kind != KIND}
    bare: Row = replace(row, terms=left)
    return replace(contract, rows={**contract.rows, priority: bare})


def reverse_of_log(
    charter: Charter, side: int, cases: Sequence[Recorded]
) -> Iterator[ReverseRecorded]:
    """A piece for each priority, over evenly chosen cases."""
    for priority in charter.priorities:
        own = [case for case in cases if priority.name in _priorities_of(charter, case)]
        step = max(1, -(-len(own) // MOST_CASES))
        if own and priority.name in charter.rows:
            yield ReverseRecorded(side, priority.name, tuple(own[::step]))


def _priorities_of(charter: Charter, case: Recorded) -> set[str]:
    """Every priority that the case may have had."""
    by_axis, matrix = dict(case.axes), charter.matrix
    later = {priority for _, priority in case.priorities}
    if matrix is not None and by_axis:
        row, column = by_axis.get(matrix.row_axis, ""), by_axis.get(matrix.column_axis, "")
        return later | {matrix.priority(row, column) or charter.default_priority}
    return later | {case.priority or charter.default_priority}


def reverse_of_load(charter: Charter, side: int, load: Load) -> Iterator[ReversePlayed]:
    """A piece for each priority that the load has."""
    short = load.of_about(MOST_CASES)
    for priority in charter.priorities:
        if priority.name in charter.rows and _comes(charter, load, priority.name):
            yield ReversePlayed(side, priority.name, short)


def _comes(charter: Charter, load: Load, priority: str) -> bool:
    default = charter.default_priority
    return any(flow.axes or (flow.priority or default) == priority for flow in load.flows)
