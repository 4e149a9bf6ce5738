"""Outages that take case after case, kept as they were last decided, in each process.

What is kept is believed only where the log goes on from the very event with which it ended: its
hash covers all before it. So a rollback, a kill or another worker costs a further look, and no
more. What others wrote meanwhile is folded onto it.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

from charterdesk.cases import chain
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.store import EVENTS, Loaded, load_row, loaded_from
from charterdesk.charters.queries import charter_version
from charterdesk.engine.folding import folded

KEPT_AT_MOST = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A case as it was decided, and how many events that were."""

    loaded: Loaded
    version: int


_kept: OrderedDict[int, Kept] = OrderedDict()
_keeping = Lock()


def load_warm(case_id: int) -> Loaded:
    """The case under lock, as `store.load` gives it; what was folded before is not folded again.

    Raises NoSuchCase.
    """
    kept = _kept.get(case_id)
    row = load_row(case_id, for_update=True)
    onward = _onward(kept, row) if kept is not None else None
    return onward or loaded_from(row, EVENTS.rows(case=row.pk))


def keep_warm(loaded: Loaded) -> None:
    """Keep the case as it is now, in place of the one that nobody has asked for the longest."""
    with _keeping:
        _kept[loaded.row.pk] = Kept(loaded, loaded.row.version)
        _kept.move_to_end(loaded.row.pk)
        if len(_kept) > KEPT_AT_MOST:
            _kept.popitem(last=False)


def _onward(kept: Kept, row: Case) -> Loaded | None:
    """What was kept with the events since; None where the log is not the one that it was of."""
    charter = charter_version(row.charter, row.charter_version)
    if charter is not kept.loaded.charter:
        return None
    rows = CaseEvent.objects.filter(case=row, seq__gte=kept.version).order_by("seq")
    known, new = (found := list(rows))[:1], found[1:]
    if [(one.seq, one.hash) for one in known] != [(kept.version, kept.loaded.last_hash)]:
        return None
    state = kept.loaded.state
    for event in new:
        state = folded(charter, state, chain.event_of(event))
    return replace(kept.loaded, row=row, state=state, last_hash=found[-1].hash)
