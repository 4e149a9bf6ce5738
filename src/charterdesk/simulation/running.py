"""A simulation from its request to its result: prepare, estimate, work off, sum up.

`run` is what the command and the studio call. It needs no database: the desk's own cases are
handed in (`simulation.history`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from charterdesk.engine.phrase import Phrase, english, phrase
from charterdesk.engine.simulate.tiers import NobodyWorks
from charterdesk.engine.simulate.values import Recorded
from charterdesk.simulation.answers.changes import changed_cases
from charterdesk.simulation.answers.counting import Tally
from charterdesk.simulation.answers.staffing import people_there
from charterdesk.simulation.answers.summing import Stretch, answers_of
from charterdesk.simulation.answers.values import Change
from charterdesk.simulation.cores import Piece, usable_cores, worked_off
from charterdesk.simulation.estimate import Estimate, estimated, in_round_words, refuse_too_long
from charterdesk.simulation.log.reading import Log
from charterdesk.simulation.log.sentences import BadInputError
from charterdesk.simulation.pieces import Counts, Stages, play_runs, replay_parts
from charterdesk.simulation.preparing import Prepared, prepared
from charterdesk.simulation.stage import SideStage
from charterdesk.simulation.values import (
    LineUnused,
    LogAccount,
    Request,
    Result,
    Side,
    WordRead,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """So many cases of so many are done; `words` is the sentence to show."""

    done: int
    total: int
    words: Phrase


OnProgress = Callable[[Progress], None]
IsCancelled = Callable[[], bool]


def _silent(_: Progress) -> None:
    """Nobody wants to know."""


def _never() -> bool:
    return False


def run(
    request: Request,
    on_progress: OnProgress = _silent,
    is_cancelled: IsCancelled = _never,
    *,
    history: Sequence[Recorded] = (),
) -> Result:
    """The result; what there was when it was cancelled, with `complete` false.

    Raises CharterErrors (a charter, map, load or people file), BadInputError (anything else that
    can't be used, with its sentence) and estimate.TooLong.
    """
    ready = prepared(request, history)
    pieces = tuple(_pieces(ready, request))
    cores = request.cores or usable_cores()
    estimate = estimated(pieces, ready.stages, cores)
    refuse_too_long(estimate, request.most_seconds)
    total = sum(piece.size for piece in pieces)
    words = _words(total, estimate)
    on_progress(Progress(0, total, words))

    def on_done(done: int) -> None:
        on_progress(Progress(min(done, total), total, words))

    gathered = _Gathered(len(ready.stages.sides))
    try:
        for counts in worked_off(
            pieces, ready.stages,
            cores=estimate.cores, on_done=on_done, is_cancelled=is_cancelled,
        ):  # fmt: skip
            gathered.take(counts)
    except NobodyWorks as nobody:
        raise BadInputError(nobody.said) from None
    return _result(request, ready, gathered, complete=not is_cancelled())


def _pieces(ready: Prepared, request: Request) -> Iterator[Piece[Counts]]:
    if ready.stages.load is None:
        yield from replay_parts(ready.cases)
    else:
        sides = len(ready.stages.sides)
        yield from play_runs(ready.stages.load, max(1, request.runs), sides)


def _words(total: int, estimate: Estimate) -> Phrase:
    return phrase(
        "%(cases)d cases to go through on %(cores)d cores: about %(length)s.",
        cases=total,
        cores=estimate.cores,
        length=in_round_words(estimate.seconds),
    )


class _Gathered:
    """What the pieces gave so far, by side and run."""

    def __init__(self, sides: int) -> None:
        self.runs: list[dict[int, Tally]] = [{} for _ in range(sides)]

    def take(self, counts: Counts) -> None:
        of_side = self.runs[counts.side]
        if counts.run in of_side:
            of_side[counts.run].add(counts.tally)
        else:
            of_side[counts.run] = counts.tally


def _result(request: Request, ready: Prepared, gathered: _Gathered, *, complete: bool) -> Result:
    stages = ready.stages
    sides = tuple(
        _side(side, stages, ready.weeks, list(runs.values()))
        for side, runs in zip(stages.sides, gathered.runs, strict=True)
        if runs
    )
    changes, cases = _changes(gathered)
    zone = stages.sides[0].charter.zone
    return Result(
        source=request.source,
        since=stages.since.isoformat(),
        until=stages.until.isoformat(),
        seed=stages.seed if stages.load is not None else None,
        runs=max((len(runs) for runs in gathered.runs), default=0),
        complete=complete,
        sides=sides,
        changes=changes,
        changed_cases=cases,
        log=_account(request, ready.log) if ready.log is not None else None,
        notes=tuple(english(note, zone) for note in ready.notes),
    )


def _side(side: SideStage, stages: Stages, weeks: float, tallies: list[Tally]) -> Side:
    charter = side.charter
    there = (
        people_there(charter, side.workers, stages.since, stages.until)
        if side.workers is not None and stages.load is not None
        else {}
    )
    return Side(
        charter=charter.name,
        title=charter.title or charter.name,
        version=charter.version,
        file=charter.file,
        zone=charter.zone,
        answers=answers_of(charter, tallies, Stretch(weeks, there)),
    )


def _changes(gathered: _Gathered) -> tuple[tuple[Change, ...], int]:
    if len(gathered.runs) < 2 or not all(0 in runs for runs in gathered.runs):
        return (), 0
    ours, theirs = (runs[0].by_case for runs in gathered.runs)
    return changed_cases(theirs, ours)


def _account(request: Request, log: Log) -> LogAccount:
    return LogAccount(
        file=request.log.name,
        map=log.map_name,
        describes=log.describes,
        encoding=log.encoding,
        zone=log.zone,
        times=log.order,
        total=log.total,
        used=log.used,
        cases=len(log.cases),
        unused=tuple(
            LineUnused(line=one.line, column=one.column, why=english(one.why, log.zone))
            for one in log.unused
        ),
        ignored_columns=log.ignored_columns,
        words=tuple(
            WordRead(column=one.column, theirs=one.theirs, ours=one.ours, times=one.times)
            for one in log.readings
        ),
    )
