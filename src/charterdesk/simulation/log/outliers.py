"""Cases of another time: one mistyped year would stretch all that is counted by week."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.simulate.values import Recorded
from charterdesk.simulation.log.cases import ref_of
from charterdesk.simulation.log.lines import Cells
from charterdesk.simulation.log.sheet import Line, Unused

FAR = timedelta(days=20 * 365)


def without_far_ones(
    cases: list[Recorded], lines: Sequence[Line], cells: Cells
) -> tuple[list[Recorded], list[Unused]]:
    """The cases opened within twenty years of the middle one, and the lines of the others."""
    middle = sorted(case.opened_at for case in cases)[len(cases) // 2] if cases else None
    far = {
        case.ref: case.opened_at
        for case in cases
        if middle is not None and abs(case.opened_at - middle) > FAR
    }
    if not far:
        return cases, []
    unused = [
        Unused(line.number, cells.name("opened"), _why(far[ref]))
        for line in lines
        if (ref := ref_of(line, cells)) in far
    ]
    return [case for case in cases if case.ref not in far], unused


def _why(at: datetime) -> Phrase:
    return phrase(
        "The time %(at)s lies more than twenty years from most of the others; is the year right?",
        at=at,
    )
