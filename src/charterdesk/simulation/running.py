"""A simulation from its request to its result: prepare, estimate, work off, sum up.

`run` is what the command and the studio call. It needs no database: the desk's own cases are
handed in (`simulation.history`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from charterdesk.engine.phrase import Phrase, english, phrase
from charterdesk.engine.simulate.tiers import NobodyWorks
from charterdesk.engine.simulate.values import Recorded
from charterdesk.simulation.cores import Piece, usable_cores, worked_off
from charterdesk.simulation.estimate import Estimate, estimated, in_round_words, refuse_too_long
from charterdesk.simulation.gathering import Gathered, Say, result_of
from charterdesk.simulation.load.values import Load
from charterdesk.simulation.log.sentences import BadInputError
from charterdesk.simulation.pieces import (
    Counts,
    Stages,
    play_runs,
    replay_parts,
)
from charterdesk.simulation.preparing import Prepared, prepared
from charterdesk.simulation.reversing import Answer, reverse_of_load, reverse_of_log
from charterdesk.simulation.values import (
    Request,
    Result,
)
from charterdesk.simulation.what_ifs import (
    WHAT_IFS,
    possible_what_ifs,
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

    gathered = Gathered(len(ready.stages.sides))
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
    return result_of(request, ready, gathered, say, complete=complete)


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
