"""The labels of the desk, and which of them are on which cases."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, Q, QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.cases.models import Case, Label
from charterdesk.kit.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels by their names, and those on each of some cases, by the case's key."""

    known: tuple[Label, ...] = ()
    on: Mapping[int, tuple[Label, ...]] = field(default_factory=dict)


NO_LABELS = Labels()


def labels_of_the_desk(asker: Actor) -> QuerySet[Label]:
    """Every label, by its name; raises PermissionDenied for a closed account."""
    demand_sight(asker)
    return Label.objects.order_by("key")


def labels_on(asker: Actor, rows: Sequence[Case]) -> Labels:
    """Every label, and which are on these cases, which the asker was given; one query."""
    demand_sight(asker)
    known: dict[int, Label] = {}
    on: dict[int, tuple[Label, ...]] = defaultdict(tuple)
    for label in _ON.rows(bool(rows), cases=sorted(row.pk for row in rows)):
        case: int | None = getattr(label, "case", None)
        one = known.setdefault(label.pk, label)
        if case is not None:
            on[case] = (*on[case], one)
    return Labels(tuple(known.values()), on)


def _on(any_rows: bool, *, cases: Sequence[int]) -> QuerySet[Label]:
    found = Label.objects.order_by("key")
    if not any_rows:
        return found
    here = FilteredRelation("put", condition=Q(put__case__in=cases))
    return found.alias(here=here).annotate(case=F("here__case"))


_ON = Prepared(_on)
