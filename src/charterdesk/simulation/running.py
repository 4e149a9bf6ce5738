"""A simulation from its request to its result: prepare, estimate, work off, sum up.

`run` is what the command and the studio call. It needs no database: the desk's own cases are
handed in (`simulation.history`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.phrase import Phrase, english, phrase
from charterdesk.engine.simulate.tiers import NobodyWorks
from charterdesk.engine.simulate.values import Recorded
from charterdesk.simulation.answers.changes import changed_cases
from charterdesk.simulation.answers.counting import Tally
from charterdesk.simulation.answers.rates import rates_of, waits_of
from charterdesk.simulation.answers.staffing import people_there
from charterdesk.simulation.answers.summing import Stretch, answers_of
from charterdesk.simulation.answers.values import Change, Strictest, WhatIf
from charterdesk.simulation.cores import Piece, usable_cores, worked_off
from charterdesk.simulation.estimate import Estimate, estimated, in_round_words, refuse_too_long
from charterdesk.simulation.load.values import Load
from charterdesk.simulation.log.reading import Log
from charterdesk.simulation.log.sentences import BadInputError
from charterdesk.simulation.pieces import Counts, Stages, play_runs, replay_parts
from charterdesk.simulation.preparing import Prepared, prepared
from charterdesk.simulation.reversing import Answer, reverse_of_load, reverse_of_log
from charterdesk.simulation.stage import SideStage
from charterdesk.simulation.values import (
    LineUnused,
    LogAccount,
    Request,
    Result,
    Side,
    WordRead,
)
from charterdesk.simulation.what_ifs import WHAT_IFS, possible_what_ifs, what_happened


@dataclass(frozen=True, slots=True)
class Progress:
    """So many cases of so many are done; `words` is the sentence to show."""

    done: int
    total: int
    words: Phrase


OnProgress = Callable[[Progress], None]
# Words a sentence, with its moments in a zone.
Say = Callable[[Phrase, str], str]
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
    say: Say = english,
) -> Result:
    """The result; what there was when it was cancelled, with `complete` false.

    Its sentences are worded by `say`.

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
    complete = not is_cancelled()
    if complete:
        on_progress(Progress(total, total, words))
    return _result(request, ready, gathered, say, complete=complete)


def _pieces(ready: Prepared, request: Request) -> Iterator[Piece[Counts | Answer]]:
    stages = ready.stages
    load, sides = stages.load, stages.sides
    if load is None:
        yield from replay_parts(ready.cases)
    else:
        what_ifs = _what_ifs(stages, load) if request.what_ifs else ()
        yield from play_runs(load, max(1, request.runs), len(sides), what_ifs)
    for number, side in enumerate(sides if request.reverse else ()):
        if load is None:
            yield from reverse_of_log(side.charter, number, ready.cases[number])
        else:
            yield from reverse_of_load(side.charter, number, load)


def _what_ifs(stages: Stages, load: Load) -> tuple[str, ...]:
    """What can happen on every side. Raises BadInputError where nobody works at all."""
    found: tuple[str, ...] = WHAT_IFS
    try:
        for side in stages.sides:
            if side.workers is not None:
                here = possible_what_ifs(side.charter, load, side.workers, stages.until)
                found = tuple(name for name in found if name in here)
    except NobodyWorks as nobody:
        raise BadInputError(nobody.said) from None
    return found


def _words(total: int, estimate: Estimate) -> Phrase:
    return phrase(
        "%(cases)d cases to go through on %(cores)d cores: about %(length)s.",
        cases=total,
        cores=estimate.cores,
        length=in_round_words(estimate.seconds),
    )


class _Gathered:
    """What the pieces gave so far: tallies by side, what-if and run, and reverse answers."""

    def __init__(self, sides: int) -> None:
        self.runs: list[dict[int, Tally]] = [{} for _ in range(sides)]
        self.what_ifs: list[dict[str, dict[int, Tally]]] = [{} for _ in range(sides)]
        self.reverse: list[list[Strictest]] = [[] for _ in range(sides)]

    def take(self, found: Counts | Answer) -> None:
        if isinstance(found, Answer):
            self.reverse[found.side].append(found.strictest)
            return
        runs = self.runs[found.side]
        if found.what_if:
            runs = self.what_ifs[found.side].setdefault(found.what_if, {})
        if found.run in runs:
            runs[found.run].add(found.tally)
        else:
            runs[found.run] = found.tally


def _result(
    request: Request, ready: Prepared, gathered: _Gathered, say: Say, *, complete: bool
) -> Result:
    stages = ready.stages
    sides = tuple(
        _side(number, stages, ready.weeks, gathered, say)
        for number, runs in enumerate(gathered.runs)
        if runs
    )
    changes, cases = _changes(gathered)
    zone = stages.sides[0].charter.zone
    return Result(
        source=request.source,
        since=stages.since.astimezone(zone_of(zone)).isoformat(),
        until=stages.until.astimezone(zone_of(zone)).isoformat(),
        seed=stages.seed if stages.load is not None else None,
        runs=max((len(runs) for runs in gathered.runs), default=0),
        complete=complete,
        sides=sides,
        changes=changes,
        changed_cases=cases,
        log=_account(request, ready.log, say) if ready.log is not None else None,
        notes=tuple(say(note, zone) for note in ready.notes),
    )


def _side(number: int, stages: Stages, weeks: float, gathered: _Gathered, say: Say) -> Side:
    side, tallies = stages.sides[number], list(gathered.runs[number].values())
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
        what_ifs=tuple(_happened(side, stages, gathered.what_ifs[number], say)),
        strictest=_in_order(charter, gathered.reverse[number]),
    )


def _happened(
    side: SideStage,
    stages: Stages,
    runs_by_name: Mapping[str, Mapping[int, Tally]],
    say: Say,
) -> Iterator[WhatIf]:
    for name in WHAT_IFS:
        tallies = list(runs_by_name.get(name, {}).values())
        if tallies and stages.load is not None and side.workers is not None:
            detail = say(
                what_happened(name, side.charter, stages.load, side.workers, stages.until),
                side.charter.zone,
            )
            yield WhatIf(name, detail, tuple(rates_of(tallies)), waits_of(tallies))


def _in_order(charter: Charter, found: list[Strictest]) -> tuple[Strictest, ...]:
    names = [priority.name for priority in charter.priorities]
    return tuple(sorted(found, key=lambda one: names.index(one.priority)))


def _changes(gathered: _Gathered) -> tuple[tuple[Change, ...], int]:
    if len(gathered.runs) < 2 or not all(0 in runs for runs in gathered.runs):
        return (), 0
    ours, theirs = (runs[0].by_case for runs in gathered.runs)
    return changed_cases(theirs, ours)


def _account(request: Request, log: Log, say: Say) -> LogAccount:
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
            LineUnused(line=one.line, column=one.column, why=say(one.why, log.zone))
            for one in log.unused
        ),
        ignored_columns=log.ignored_columns,
        words=tuple(
            WordRead(column=one.column, theirs=one.theirs, ours=one.ours, times=one.times)
            for one in log.readings
        ),
    )
