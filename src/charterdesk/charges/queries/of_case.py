"""What is booked on one case; the caller has found it for the asker already."""

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.charges.models import Item, Rate, Stopwatch
from charterdesk.charges.queries.prepaid import Balance, balance_of


def time_of(case: Case) -> list[Item]:
    """The time booked on the case and not struck, oldest first."""
    found = Item.objects.filter(case=case, kind=Item.Kind.TIME, struck_at=None)
    return list(found.select_related("person").order_by("ended_at", "pk"))


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
