"""An escalation of a case of an outage goes on to its parent, in the same transaction (2.10).

Both rows are locked, the older one first, so that two of them can't wait in a circle.
"""

from collections.abc import Sequence
from datetime import datetime

from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded, decide_loaded, load
from charterdesk.engine.commands import CarryLadder, LeaveOutage
from charterdesk.engine.decide import Decision
from charterdesk.engine.intents import CallByParent


def load_with_parent(case: Case) -> Loaded:
    """The case under lock, after its parent where that is the older one. Raises NoSuchCase."""
    if case.parent_id is not None and case.parent_id < case.pk:
        list(Case.objects.select_for_update().filter(pk=case.parent_id).values_list("pk"))
    return load(case.pk, for_update=True)


def carried_on(loaded: Loaded, decisions: Sequence[Decision], at: datetime) -> Loaded:
    """The case after its parent was asked to call; it calls itself where the parent can't."""
    for decision in decisions:
        for intent in decision.intents:
            if isinstance(intent, CallByParent):
                loaded = _carried(loaded, intent, at)
    return loaded


def outage_of(case: Case) -> Case | None:
    """The outage that the case is of, or the one that this was merged into; None for neither."""
    parent = case.parent
    while parent is not None and parent.merged_into is not None:
        parent = parent.merged_into
    return parent


def _carried(loaded: Loaded, intent: CallByParent, at: datetime) -> Loaded:
    row = loaded.row
    found = outage_of(row) or row
    if found.pk == row.pk:
        return loaded
    parent = load(found.pk, for_update=True)
    command = CarryLadder(
        child=row.number, ladder=intent.ladder, reason=intent.reason, step=intent.step
    )
    decision, _ = decide_loaded(parent, command, at)
    if decision.refused is None:
        return loaded
    return decide_loaded(loaded, LeaveOutage(reason=decision.refused.text), at)[1]
