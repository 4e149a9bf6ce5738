"""The fold: events in, the state of the case out (2.1). The same events give the same case, always.

Order is (`at`, then recording). A message that never arrived is void from the start (2.6 C), so
a bounce, like anything learnt late, is folded by starting again.
"""

from collections.abc import Callable, Iterable, Mapping

from charterdesk.engine import events as ev
from charterdesk.engine import (
    folding_callings,
    folding_ends,
    folding_giving_back,
    folding_ladder,
    folding_outage,
    folding_promises,
    folding_work,
)
from charterdesk.engine.case import Case, copied
from charterdesk.engine.charter.values import Charter

FOLDS = {
    **folding_promises.FOLDS,
    **folding_work.FOLDS,
    **folding_ladder.FOLDS,
    **folding_callings.FOLDS,
    **folding_ends.FOLDS,
    **folding_giving_back.FOLDS,
    **folding_outage.FOLDS,
}


FindVersion = Callable[[int], Charter]

# What makes a message void from the start, as if it had never been sent.
VOIDING = (ev.DeliveryFailed, ev.ReplyWithdrawn)


def fold(
    charter: Charter, events: Iterable[ev.Event], find_version: FindVersion | None = None
) -> Case:
    """The case that these events amount to; those of one moment in the order given.

    `charter` is the version that the case is under now. `find_version` gives an earlier one by
    its number: what happened under it is folded by it (2.6 D).
    """
    given = tuple(events)
    known = {charter.version: charter}
    if find_version is not None:
        known |= {number: find_version(number) for number in _versions(given) - known.keys()}
    return _fold(given, known, charter)


def folded(charter: Charter, case: Case, event: ev.Event) -> Case:
    """The case after one more event; a new value."""
    history = (*case.history, event)
    if isinstance(event, VOIDING) or (case.last_at and event.at < case.last_at):
        return _fold(history, {**case.charters, charter.version: charter}, charter)
    after = copied(case)
    _take(charter, after, event)
    after.history, after.last_at = history, event.at
    return after


def _fold(events: tuple[ev.Event, ...], known: Mapping[int, Charter], otherwise: Charter) -> Case:
    case = Case(void=frozenset(e.of for e in events if isinstance(e, VOIDING)))
    charter = otherwise
    for event in sorted(events, key=lambda event: event.at):
        if isinstance(event, (ev.CaseOpened, ev.CharterChanged)):
            charter = known.get(event.version, otherwise)
        _take(charter, case, event)
        case.last_at = event.at
    case.history = events
    return case


def _take(charter: Charter, case: Case, event: ev.Event) -> None:
    if case.charters.get(charter.version) is not charter:
        case.charters = {**case.charters, charter.version: charter}
    FOLDS[type(event)](charter, case, event)


def _versions(events: Iterable[ev.Event]) -> set[int]:
    return {e.version for e in events if isinstance(e, (ev.CaseOpened, ev.CharterChanged))}
