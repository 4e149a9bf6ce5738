"""Two cases become one: nothing that is owed to either asker is lost (2.6 E)."""

from datetime import datetime

from django.db import transaction

from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.models import Case, CaseLink
from charterdesk.cases.store import Loaded, decide_loaded, load
from charterdesk.engine.commands import Merge
from charterdesk.engine.decide import Refusal
from charterdesk.engine.decide.merging import brought
from charterdesk.engine.phrase import phrase

ITSELF = Refusal(phrase("A case can't be merged into itself: name another one."))
OTHER_CHARTER = Refusal(
    phrase("The two cases are under different charters, so neither can keep the other's promises.")
)


def merge_case(*, case: Case, into: Case, by: By, at: datetime) -> Answer:
    """`case` ends in `into`, which takes over what was owed; the answer's case is `into`.

    Refused by either of them, neither changes.
    """
    if case.pk == into.pk:
        return ITSELF
    if case.charter != into.charter:
        return OTHER_CHARTER
    with transaction.atomic():
        ending, staying = _both(case.pk, into.pk)
        bringing = brought(ending.state, ending.row.number)
        ended, _ = decide_loaded(ending, Merge(by=name_of(by), into=into.number), at)
        if ended.refused:
            return ended.refused
        taken, staying = decide_loaded(staying, bringing, at)
        if taken.refused:
            transaction.set_rollback(True)
            return taken.refused
        CaseLink.objects.create(case=into, other=case, kind=CaseLink.Kind.TOOK_IN, at=at)
    return Done(staying.row, taken)


def _both(one: int, other: int) -> tuple[Loaded, Loaded]:
    """Both cases under lock, always the older first, so that two mergers can't wait in a circle."""
    loaded = {pk: load(pk, for_update=True) for pk in sorted((one, other))}
    return loaded[one], loaded[other]
