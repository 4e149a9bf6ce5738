"""Hours bought beforehand: how many, how many are used and left."""

from dataclasses import dataclass

from django.db.models import Sum

from charterdesk.charges.models import Item, Prepaid
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


def balance_of(contract: Contract) -> Balance:
    """Of one contract."""
    bought = Prepaid.objects.filter(contract=contract).aggregate(sum=Sum("minutes"))["sum"]
    used = Item.objects.filter(contract=contract, struck_at=None).aggregate(
        sum=Sum("prepaid_minutes")
    )["sum"]
    return Balance(bought or 0, used or 0)
