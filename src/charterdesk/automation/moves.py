"""What a run does next: a pure function of its runbook and of the steps that are behind it.

Each remedy is tried once in a run, so that none runs in a circle; what automation can't tell is
handed to a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from charterdesk.automation.book import Runbook, Step

MOST_DONE = 100


class Verdict(StrEnum):
    """How a step ended. Only the first two tell anything about what was checked."""

    MET = "met"
    UNMET = "unmet"
    FAILED = "failed"
    TIMED_OUT = "timed out"
    LOST = "lost"


class Ending(StrEnum):
    """How a run ended."""

    DONE = "done"
    ASKED = "asked to hand over"
    TRIED = "remedy was tried"
    BROKE = "step did not end"
    TOO_LONG = "too many steps"
    NO_VALUE = "a value is missing"
    GATE = "the charter's gate"
    REFUSED = "not approved"
    STOPPED = "stopped"
    OVER = "case is over"


@dataclass(frozen=True, slots=True)
class Past:
    """A step that is behind the run."""

    name: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Do:
    """This step is next."""

    step: Step


@dataclass(frozen=True, slots=True)
class End:
    """The run is over; `step` is the one that ended it."""

    ending: Ending
    step: str = ""


Move = Do | End


def next_move(runbook: Runbook, past: Sequence[Past]) -> Move:
    """The next step, or the end of the run (R-HFN-13)."""
    if not past:
        return Do(runbook.checks[0])
    last = past[-1]
    if last.verdict not in (Verdict.MET, Verdict.UNMET):
        return End(Ending.BROKE, last.name)
    if len(past) >= MOST_DONE:
        return End(Ending.TOO_LONG, last.name)
    step = runbook.step(last.name)
    then = step.met if last.verdict == Verdict.MET else step.unmet
    match then.turn:
        case "done":
            return End(Ending.DONE, last.name)
        case "hand over":
            return End(Ending.ASKED, last.name)
        case "remedy":
            if any(one.name == then.remedy for one in past):
                return End(Ending.TRIED, then.remedy)
            return Do(runbook.step(then.remedy))
        case "check again":
            return Do(_check_before(runbook, past))
        case "go on":
            return _after(runbook, _check_before(runbook, past))


def _check_before(runbook: Runbook, past: Sequence[Past]) -> Step:
    """The check that was done last; every run begins with one."""
    checks = {one.name: one for one in runbook.checks}
    return next(checks[one.name] for one in reversed(past) if one.name in checks)


def _after(runbook: Runbook, check: Step) -> Move:
    place = runbook.checks.index(check) + 1
    if place < len(runbook.checks):
        return Do(runbook.checks[place])
    return End(Ending.DONE, check.name)
