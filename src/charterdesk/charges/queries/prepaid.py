"""Hours bought beforehand: how many, how many are used and left, and how that came about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Sum

from charterdesk.charges.models import Item, Prepaid, Statement, TakenBack
from charterdesk.customers.models import Contract

WARNED_AT = 80


@dataclass(frozen=True, slots=True)
class Balance:
    """In minutes. `is_low` once 80 % are used."""

    bought: int
    used: int

    @property
    def left(self) -> int:
        """What may still be taken."""
        return max(0, self.bought - self.used)

    @property
    def is_low(self) -> bool:
        """Whether somebody should offer more hours."""
        return bool(self.bought) and self.used * 100 >= self.bought * WARNED_AT


@dataclass(frozen=True, slots=True)
class Bought:
    """An entry with what was taken back of it, oldest first."""

    row: Prepaid
    corrections: tuple[TakenBack, ...]

    @property
    def left(self) -> int:
        """Minutes of the entry that still count, whether used or not."""
        return self.row.minutes - sum(one.minutes for one in self.corrections)


def balance_of(contract: Contract) -> Balance:
    """Of one contract."""
    return _balance(
        Prepaid.objects.filter(contract=contract),
        TakenBack.objects.filter(prepaid__contract=contract),
        Item.objects.filter(contract=contract, struck_at=None),
    )


def balance_billed(contract: Contract, statement: Statement) -> Balance:
    """As the statement found it: what was entered by then, less what it and earlier ones billed.

    Billed lines and entries never change, so that this stays as it was whatever is taken back.
    """
    at: datetime = statement.billed_at
    return _balance(
        Prepaid.objects.filter(contract=contract, added_at__lte=at),
        TakenBack.objects.filter(prepaid__contract=contract, added_at__lte=at),
        Item.objects.filter(contract=contract, statement__billed_at__lte=at),
    )


def _balance(
    bought: QuerySet[Prepaid], back: QuerySet[TakenBack], items: QuerySet[Item]
) -> Balance:
    entered = bought.aggregate(sum=Sum("minutes"))["sum"] or 0
    less = back.aggregate(sum=Sum("minutes"))["sum"] or 0
    used = items.aggregate(sum=Sum("prepaid_minutes"))["sum"] or 0
    return Balance(entered - less, used)


def bought_for(contracts: Collection[Contract]) -> list[Bought]:
    """The entries of the contracts, by the day on which they were bought."""
    found = Prepaid.objects.filter(contract__in=contracts).select_related("contract", "added_by")
    rows = list(found.order_by("bought_on", "pk"))
    back: dict[int, list[TakenBack]] = {row.pk: [] for row in rows}
    taken = TakenBack.objects.filter(prepaid__in=rows).select_related("added_by").order_by("pk")
    for one in taken:
        back[one.prepaid_id].append(one)
    return [Bought(row, tuple(back[row.pk])) for row in rows]
