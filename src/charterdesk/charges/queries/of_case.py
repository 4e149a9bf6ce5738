"""What is booked on one case; the caller has found it for the asker already."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.charges.models import Item, Rate, Stopwatch
from charterdesk.charges.pricing import price_of
from charterdesk.charges.queries.prepaid import Balance, balance_of
from charterdesk.charters.queries import charter_version


@dataclass(frozen=True, slots=True)
class Worth:
    """What time comes to by the rates; `is_partial` where a part of it has none."""

    amount: Decimal
    currency: str
    is_partial: bool


def time_of(case: Case) -> list[Item]:
    """The time booked on the case and not struck, oldest first."""
    found = Item.objects.filter(case=case, kind=Item.Kind.TIME, struck_at=None)
    return list(found.select_related("person").order_by("ended_at", "pk"))


def worth_of(case: Case, times: Iterable[Item]) -> Worth | None:
    """What the time that was not billed yet comes to (R-BIC-41); None where there is none."""
    left = [item for item in times if item.statement_id is None]
    if not left:
        return None
    rates = list(Rate.objects.filter(charter=case.charter))
    charter = charter_version(case.charter, case.charter_version)
    found = [price_of(item, rates, charter) for item in left]
    prices = [price for price in found if price is not None]
    currency = next((price.currency for price in prices if price.currency), "")
    amount = sum((price.amount for price in prices), Decimal(0))
    return Worth(amount, currency, is_partial=len(prices) < len(found))


def stopwatch_of(person: Person) -> Stopwatch | None:
    """The person's own, wherever it runs."""
    return Stopwatch.objects.filter(person=person).select_related("case").first()


def prepaid_on(case: Case) -> Balance | None:
    """What is left of the hours bought for the case's contract; None where none were bought."""
    balance = balance_of(case.contract) if case.contract else None
    return balance if balance and balance.bought else None


def currency_of(case: Case) -> str:
    """The currency of the charter's rates; "" where there are none yet."""
    known = Rate.objects.filter(charter=case.charter).order_by("pk").first()
    return known.currency if known else ""
