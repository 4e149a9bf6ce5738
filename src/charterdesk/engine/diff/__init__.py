"""The difference of two charters in words: what gets stricter, looser, new, gone (`diff`, I33).

Nothing that differs is silent, save order, comments and where a rule stands in its file.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.diff.arriving import arriving_changes
from charterdesk.engine.diff.change import (
    HEADINGS,
    KINDS,
    Change,
    ChangeKind,
    OpenCases,
    Theme,
)
from charterdesk.engine.diff.document import document_changes, note_changes
from charterdesk.engine.diff.ending import charge_changes, ending_changes
from charterdesk.engine.diff.hours import hours_changes
from charterdesk.engine.diff.ladders import ladder_changes
from charterdesk.engine.diff.pair import Comparison, Pair
from charterdesk.engine.diff.people import people_changes, work_changes
from charterdesk.engine.diff.promises import promise_changes
from charterdesk.engine.diff.touching import counted_for
from charterdesk.engine.diff.urgency import urgency_changes
from charterdesk.engine.diff.waiting import waiting_changes

__all__ = [
    "HEADINGS",
    "KINDS",
    "Change",
    "ChangeKind",
    "OpenCases",
    "Theme",
    "differences",
]

_COMPARISONS: tuple[Comparison, ...] = (
    document_changes,
    hours_changes,
    people_changes,
    arriving_changes,
    urgency_changes,
    promise_changes,
    waiting_changes,
    work_changes,
    ladder_changes,
    ending_changes,
    charge_changes,
    note_changes,
)
# Any year shows weekends and clock changes; calendars answer for the years until 2100.
_SOME_YEAR, _LAST_YEAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2095, 1, 1, tzinfo=UTC)


def differences(
    old: Charter,
    new: Charter,
    open_cases: OpenCases | None = None,
    *,
    since: datetime | None = None,
) -> tuple[Change, ...]:
    """What changes from `old` to `new`, theme by theme in the order of the document.

    Stricter and looser are judged over the year from `since` (aware, from 1971 on), which is
    otherwise the moment from which both can be in force. `open_cases` are counts by (priority,
    contract or level); with them each change says how many it would touch.
    """
    in_force = [charter.in_force_from or _SOME_YEAR for charter in (old, new)]
    pair = Pair(old, new, min(since or max(*in_force, _SOME_YEAR), _LAST_YEAR))
    found = tuple(_changes(pair))
    if open_cases is None:
        return found
    return tuple(counted_for(pair, change, open_cases) for change in found)


def _changes(pair: Pair) -> Iterator[Change]:
    for comparison in _COMPARISONS:
        yield from comparison(pair)
