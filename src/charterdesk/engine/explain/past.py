"""The case as it was known at a past moment: the fold of what was recorded up to then (2.1)."""

from collections.abc import Callable
from datetime import datetime

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.folding import fold


def as_of(
    charter: Charter, case: Case, at: datetime, find_version: Callable[[int], Charter] | None = None
) -> tuple[Charter, Case]:
    """The version that the case was under at `at`, and the case by what was recorded until then.

    `find_version` gives another version of the charter by its number; without it those that the
    case knows are taken, else `charter`. Before the first event there is no case: `exists` is
    false.
    """
    known = [event for event in case.history if event.recorded_at <= at and event.at <= at]

    def found(number: int) -> Charter:
        if number in case.charters:
            return case.charters[number]
        return find_version(number) if find_version is not None else charter

    moves = [e for e in known if isinstance(e, (ev.CaseOpened, ev.CharterChanged))]
    last = max(moves, key=lambda event: event.at, default=None)
    under = found(last.version) if last is not None else charter
    return under, fold(under, known, found)
