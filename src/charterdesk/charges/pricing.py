"""What time costs: the closest rate of its day, by level, work and hours (R-BIC-41).

Each moment of the time has the closest rate that holds then; of equally close ones, one for the
hours of a calendar comes before one for any hours. Pure: rates and the charter are handed in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from charterdesk.charges.models import Item, Rate
from charterdesk.engine.calendar import open_spans
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.spans import Span, intersect, subtract, total

CENT = Decimal("0.01")
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Price:
    """An amount in a currency."""

    amount: Decimal
    currency: str


class Billable(NamedTuple):
    """An item with what a statement says of it: its columns, then those of case and person."""

    pk: int
    organisation: int
    kind: str
    ref: str
    day: date
    ended_at: datetime
    minutes: int
    prepaid_minutes: int
    level: str
    work: str
    is_billed: bool
    text: str
    amount: Decimal | None
    currency: str
    case__number: str
    case__subject: str
    case__charter: str
    case__charter_version: int
    person__name: str | None


def price_of(item: Item | Billable, rates: Iterable[Rate], charter: Charter) -> Price | None:
    """What the item costs by the rates of its charter; None where none covers its time.

    Not billed is nought.
    """
    if item.kind != Item.Kind.TIME:
        return Price(item.amount or Decimal(0), item.currency)
    fitting = sorted((one for one in rates if _fits(one, item)), key=_closeness, reverse=True)
    paid = timedelta(minutes=item.minutes - item.prepaid_minutes)
    currency = fitting[0].currency if fitting else ""
    if not item.is_billed or not paid:
        return Price(Decimal(0), currency)
    # Calendars know whole seconds.
    until = item.ended_at.replace(microsecond=0)
    return _priced(fitting, until - paid, until, charter)


def _priced(
    fitting: list[Rate], since: datetime, until: datetime, charter: Charter
) -> Price | None:
    """By the closest rates first; None where a part of the time has no rate."""
    left, amount, currency = [Span(since, until)], Decimal(0), ""
    for rate in fitting:
        held = list(_held_by(rate, since, until, charter))
        amount += _amount(rate, total(intersect(left, held)))
        left, currency = list(subtract(left, held)), rate.currency
    return None if left else Price(amount.quantize(CENT, ROUND_HALF_UP), currency)


def _closeness(rate: Rate) -> tuple[object, ...]:
    """How much the rate says: its level, then its work, then its hours; of equals the newest."""
    return bool(rate.level), bool(rate.work), bool(rate.hours), rate.valid_since, rate.pk


def _held_by(rate: Rate, since: datetime, until: datetime, charter: Charter) -> Iterator[Span]:
    """The parts of the time in which the rate holds; none of hours that the charter has not."""
    if not rate.hours:
        yield Span(since, until)
    elif rate.hours in charter.hours:
        yield from open_spans(charter.calendar(rate.hours), since, until)


def _fits(rate: Rate, item: Item | Billable) -> bool:
    return (
        rate.valid_since <= item.day
        and rate.level in ("", item.level)
        and rate.work in ("", item.work)
    )


def _amount(rate: Rate, length: timedelta) -> Decimal:
    return rate.per_hour * Decimal(int(length.total_seconds())) / Decimal(3600)
