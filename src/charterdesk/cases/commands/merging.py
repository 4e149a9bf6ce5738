"""Two cases become one, and two again: nothing that is owed to either asker is lost (2.6 E)."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from charterdesk.cases.actors import By, name_of
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.models import Case, CaseLink
from charterdesk.cases.queries.merging import ITSELF, not_to_merge
from charterdesk.cases.store import Loaded, decide_loaded, load
from charterdesk.engine.commands import Merge, Tick
from charterdesk.engine.commands_splitting import GiveBack
from charterdesk.engine.decide import Refusal
from charterdesk.engine.decide.merging import brought
from charterdesk.engine.decide.unmerging import returned
from charterdesk.engine.phrase import phrase

NOT_MERGED = Refusal(phrase("The case is not merged into another one, or not any more."))


def merge_case(*, case: Case, into: Case, by: By, at: datetime) -> Answer:
    """`case` ends in `into`, which takes over what was owed; the answer's case is `into`.

    Refused by either of them, neither changes.
    """
    if case.pk == into.pk:
        return ITSELF
    with transaction.atomic():
        ending, staying = _both(case.pk, into.pk)
        if refusal := not_to_merge(ending.row, staying.row):
            return refusal
        bringing = replace(brought(ending.state, ending.row.number), by=name_of(by))
        ended, _ = decide_loaded(ending, Merge(by=name_of(by), into=into.number), at)
        if ended.refused:
            return ended.refused
        taken, staying = decide_loaded(staying, bringing, at)
        if taken.refused:
            transaction.set_rollback(True)
            return taken.refused
        _relink(case, into, CaseLink.Kind.RELATED, CaseLink.Kind.TOOK_IN, at)
    return Done(staying.row, taken)


def undo_merge(*, case: Case, by: By, at: datetime) -> Answer:
    """`case` is one of its own again; the answer's case is `case` (2.6 E).

    What was decided while they were one stays decided, what came in stays where it came in.
    Refused by either of them, neither changes.
    """
    with transaction.atomic():
        into = Case.objects.filter(taken_in=case.pk).first()
        if into is None:
            return NOT_MERGED
        merged, staying = _both(case.pk, into.pk)
        if merged.row.merged_into_id != into.pk:
            return NOT_MERGED
        # What came due before now is decided there first, and once.
        _, staying = decide_loaded(staying, Tick(), at - timedelta(seconds=1))
        coming = returned(staying.state, merged.row.number)
        gone, _ = decide_loaded(staying, GiveBack(by=name_of(by), number=case.number), at)
        if gone.refused:
            return gone.refused
        command = replace(coming, by=name_of(by), into=into.number)
        decision, merged = decide_loaded(merged, command, at)
        if decision.refused:
            transaction.set_rollback(True)
            return decision.refused
        _relink(case, into, CaseLink.Kind.TOOK_IN, CaseLink.Kind.RELATED, at)
    return Done(merged.row, decision)


def _relink(case: Case, into: Case, was: CaseLink.Kind, kind: CaseLink.Kind, at: datetime) -> None:
    """`into` leads to `case` in another way than before."""
    CaseLink.objects.filter(case=into, other=case, kind=was).delete()
    CaseLink.objects.get_or_create(case=into, other=case, kind=kind, defaults={"at": at})


def _both(one: int, other: int) -> tuple[Loaded, Loaded]:
    """Both cases under lock, always the older first, so that two mergers can't wait in a circle."""
    loaded = {pk: load(pk, for_update=True) for pk in sorted((one, other))}
    return loaded[one], loaded[other]
