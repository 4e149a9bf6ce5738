"""Acts on many cases, as their asker may follow them: how far they are, what became of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Case as When
from django.db.models import Count, IntegerField, QuerySet, Value
from django.db.models import When as If

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight, may_manage
from charterdesk.lists.models import BulkAct, BulkItem

Outcome = BulkItem.Outcome
# What went wrong is read first.
_ORDER = (Outcome.FAILED, Outcome.REFUSED, Outcome.SKIPPED, Outcome.DONE, Outcome.OPEN)


@dataclass(frozen=True, slots=True)
class Sum:
    """How many cases came to which end; `open` are those that are not done yet."""

    by_outcome: Mapping[str, int]

    def of(self, outcome: str) -> int:
        """How many of these."""
        return self.by_outcome.get(outcome, 0)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_outcome.values())

    @property
    def left(self) -> int:
        """Those that nothing was done to yet."""
        return self.of(Outcome.OPEN)


def bulk_for(asker: Person, pk: int) -> BulkAct | None:
    """One act, for who asked for it and for administrators."""
    demand_sight(asker)
    found = BulkAct.objects.select_related("by", "undoes", "undone_by")
    return (found if may_manage(asker) else found.filter(by=asker)).filter(pk=pk).first()


def sum_of(bulk: BulkAct) -> Sum:
    """How far it is; one query."""
    counted = bulk.items.values_list("outcome").annotate(count=Count("pk"))
    return Sum(dict(counted.order_by()))


def can_be_undone(bulk: BulkAct) -> bool:
    """Whether an undo would do anything, and was not asked for yet."""
    if bulk.undoes_id or hasattr(bulk, "undone_by"):
        return False
    return bulk.items.filter(outcome=Outcome.DONE).exclude(inverse={}).exists()


def items_of(bulk: BulkAct) -> QuerySet[BulkItem]:
    """What became of each case, what went wrong first."""
    ranks = [If(outcome=outcome, then=Value(rank)) for rank, outcome in enumerate(_ORDER)]
    rank = When(*ranks, default=Value(len(_ORDER)), output_field=IntegerField())
    rows = bulk.items.select_related("case").annotate(rank=rank)
    return rows.order_by("rank", "case")


def lines_of(bulk: BulkAct) -> Iterator[BulkItem]:
    """The same, for a sheet, without holding them all."""
    return items_of(bulk).iterator(chunk_size=1000)
