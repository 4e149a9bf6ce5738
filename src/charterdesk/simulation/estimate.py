"""How long a simulation will take, told from a small sample of it before it begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.simulation.cores import Piece
from charterdesk.simulation.pieces import Cancelled, PlayRun, Stages

SAMPLE_SECONDS = 0.5
# Below this it is not worth starting other processes.
WORTH_CORES = 3.0
_START_OF_A_PROCESS = 1.0


class TooLong(Exception):
    """The simulation would take longer than it may; `seconds` is the estimate."""

    def __init__(self, seconds: float, said: Phrase) -> None:
        super().__init__(said.form)
        self.seconds = seconds
        self.said = said


@dataclass(frozen=True)
class Estimate:
    """`alone` on one core, `seconds` on those that are used."""

    alone: float
    seconds: float
    cores: int


def estimated(pieces: Sequence[Piece[object]], stages: Stages, cores: int) -> Estimate:
    """The estimate, from half a second's work on the first piece of each charter."""
    cases = sum(piece.size for piece in pieces)
    each = _seconds_a_case(pieces, stages)
    alone = cases * each
    used = 1 if alone < WORTH_CORES else max(1, min(cores, len(pieces)))
    spread = alone / used + (_START_OF_A_PROCESS if used > 1 else 0)
    return Estimate(alone, spread, used)


def refuse_too_long(estimate: Estimate, most: float) -> None:
    """Raise TooLong where more than `most` seconds are estimated; 0 allows any length."""
    if most and estimate.seconds > most:
        said = phrase(
            "This would take about %(length)s on %(cores)d cores. Take fewer runs, cases or "
            "weeks, or say --yes to do it all the same.",
            length=in_round_words(estimate.seconds),
            cores=estimate.cores,
        )
        raise TooLong(estimate.seconds, said)


def in_round_words(seconds: float) -> Phrase:
    """A length that is only estimated."""
    if seconds < 90:
        return phrase("%(count)d s", count=max(1, round(seconds)))
    if seconds < 5400:
        return phrase("%(count)d min", count=round(seconds / 60))
    return phrase("%(count)d h", count=round(seconds / 3600))


def _seconds_a_case(pieces: Sequence[Piece[object]], stages: Stages) -> float:
    by_side = {getattr(piece, "side", 0): piece for piece in reversed(pieces)}
    begun = monotonic()
    cases = sum(_sampled(piece, stages) for piece in by_side.values())
    return (monotonic() - begun) / max(cases, 1)


def _sampled(piece: Piece[object], stages: Stages) -> int:
    """How many cases of the piece half a second was enough for.

    Of a run that draws its cases only a short one is tried: drawing a year's takes seconds, and
    none of them would be over in half a second.
    """
    if isinstance(piece, PlayRun):
        piece = piece.sample(stages)
    begun, done = monotonic(), 0

    def tick(cases: int) -> None:
        nonlocal done
        done += cases
        if monotonic() - begun > SAMPLE_SECONDS:
            raise Cancelled

    try:
        piece.work(stages, tick)
    except Cancelled:
        return done
    return done
