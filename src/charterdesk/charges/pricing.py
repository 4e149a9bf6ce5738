"""What time costs: the closest rate of its day, by level, work and hours (R-BIC-41).

A rate for the hours of a calendar holds for the part of the time inside them, the rate without
hours for the rest. Pure: rates and the charter are handed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from charterdesk.charges.models import Item, Rate
from charterdesk.engine.calendar import counted
from charterdesk.engine.charter.values import Charter

CENT = Decimal("0.01")
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Price:
    """An amount in a currency."""

    amount: Decimal
    currency: str


def price_of(item: Item, rates: Iterable[Rate], charter: Charter) -> Price | None:
    """What the item costs; None where no rate covers its time. Not billed is nought."""
    if item.kind != Item.Kind.TIME:
        return Price(item.amount or Decimal(0), item.currency)
    fitting = [rate for rate in rates if _fits(rate, item)]
    paid = timedelta(minutes=item.minutes - item.prepaid_minutes)
    currency = fitting[0].currency if fitting else ""
    if not item.is_billed or not paid:
        return Price(Decimal(0), currency)
    return _priced(fitting, item.ended_at - paid, item.ended_at, charter)


def _priced(
    fitting: list[Rate], since: datetime, until: datetime, charter: Charter
) -> Price | None:
    """Where rates of several calendars fit, the closest one's calendar is taken."""
    always = closest(rate for rate in fitting if not rate.hours)
    within = closest(rate for rate in fitting if rate.hours in charter.hours)
    inside = counted(charter.calendar(within.hours), since, until) if within else timedelta()
    outside = until - since - inside
    if outside and always is None:
        return None
    amount = _amount(within, inside) + _amount(always, outside)
    rate = within or always
    return Price(amount.quantize(CENT, ROUND_HALF_UP), rate.currency if rate else "")


def closest(rates: Iterable[Rate]) -> Rate | None:
    """The rate that says most: its level, then its work; of equals the newest."""
    return max(
        rates, key=lambda one: (bool(one.level), bool(one.work), one.valid_since, one.pk),
        default=None,
    )  # fmt: skip


def _fits(rate: Rate, item: Item) -> bool:
    return (
        rate.charter == item.case.charter
        and rate.valid_since <= item.day
        and rate.level in ("", item.level)
        and rate.work in ("", item.work)
    )


def _amount(rate: Rate | None, length: timedelta) -> Decimal:
    if rate is None or not length:
        return Decimal(0)
    return rate.per_hour * Decimal(int(length.total_seconds())) / Decimal(3600)
