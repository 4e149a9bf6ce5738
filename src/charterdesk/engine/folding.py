"""The fold: events in, the state of the case out (2.1). The same events give the same case, always.

Order is (`at`, then recording). A message that never arrived is void from the start (2.6 C), so
a bounce, like anything learnt late, is folded by starting again.
"""

from collections.abc import Iterable
from copy import copy

from charterdesk.engine import events as ev
from charterdesk.engine import folding_ends, folding_ladder, folding_promises, folding_work
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter

FOLDS = {
    **folding_promises.FOLDS,
    **folding_work.FOLDS,
    **folding_ladder.FOLDS,
    **folding_ends.FOLDS,
}


def fold(charter: Charter, events: Iterable[ev.Event]) -> Case:
    """The case that these events amount to; those of one moment in the order given."""
    given = tuple(events)
    case = Case(void=frozenset(e.of for e in given if isinstance(e, ev.DeliveryFailed)))
    for event in sorted(given, key=lambda event: event.at):
        FOLDS[type(event)](charter, case, event)
        case.last_at = event.at
    case.history = given
    return case


def folded(charter: Charter, case: Case, event: ev.Event) -> Case:
    """The case after one more event; a new value."""
    history = (*case.history, event)
    if isinstance(event, ev.DeliveryFailed) or (case.last_at and event.at < case.last_at):
        return fold(charter, history)
    after = copy(case)
    FOLDS[type(event)](charter, after, event)
    after.history, after.last_at = history, event.at
    return after
