"""What an organisation owes: all that was not billed before, until the end of a month.

A month that was billed is read back as it stood then. Statements are a lead's to see.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_staffing
from charterdesk.charges.models import Item, Rate, Statement
from charterdesk.charges.pricing import price_of
from charterdesk.charters.queries import charter_version
from charterdesk.customers.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. `amount` is None where no rate covers the time; `day` an ISO date."""

    day: str
    case: str
    subject: str
    kind: str
    person: str
    work: str
    text: str
    minutes: int
    prepaid: int
    amount: str | None
    currency: str
    is_billed: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month of an organisation; `billed` once it was."""

    organisation: Organisation
    first: date
    lines: tuple[Line, ...]
    billed: Statement | None

    @property
    def totals(self) -> Mapping[str, Decimal]:
        """The sum in each currency."""
        sums: dict[str, Decimal] = {}
        for line in self.lines:
            if line.amount and Decimal(line.amount):
                sums[line.currency] = sums.get(line.currency, Decimal(0)) + Decimal(line.amount)
        return sums

    @property
    def minutes(self) -> int:
        """All the time on it."""
        return sum(line.minutes for line in self.lines)

    @property
    def is_unpriced(self) -> bool:
        """Whether some time has no rate."""
        return any(line.amount is None for line in self.lines)


def month_of(asker: Person, organisation: Organisation, first: date) -> Month:
    """The statement of a month, billed or as it would be billed now."""
    demand_staffing(asker)
    billed = Statement.objects.filter(organisation=organisation, month=first).first()
    if billed is not None:
        return Month(organisation, first, tuple(Line(**line) for line in billed.lines), billed)
    rows = unbilled_until(organisation, next_month(first))
    return Month(organisation, first, tuple(lines_of(rows)), None)


def months_of(asker: Person, first: date) -> list[Month]:
    """The statements of every organisation that has one for the month, by name."""
    demand_staffing(asker)
    end = next_month(first)
    open_ones = Item.objects.filter(statement=None, struck_at=None, day__lt=end)
    firms = Organisation.objects.filter(pk__in=open_ones.values("case__organisation"))
    billed = Organisation.objects.filter(statements__month=first)
    return [month_of(asker, firm, first) for firm in (firms | billed).distinct().order_by("name")]


def unbilled_until(organisation: Organisation, end: date) -> QuerySet[Item]:
    """Lines of days before `end` that no statement has; what was struck is none."""
    found = Item.objects.filter(
        case__organisation=organisation, statement=None, struck_at=None, day__lt=end
    )
    return found.select_related("case", "person").order_by("day", "ended_at", "pk")


def lines_of(items: Iterable[Item]) -> list[Line]:
    """The items with their prices."""
    rows = list(items)
    rates = list(Rate.objects.filter(charter__in={row.case.charter for row in rows}))
    return [_line(row, rates) for row in rows]


def _line(item: Item, rates: list[Rate]) -> Line:
    price = price_of(item, rates, charter_version(item.case.charter, item.case.charter_version))
    return Line(
        day=item.day.isoformat(), case=item.case.number, subject=item.case.subject,
        kind=item.kind, person=item.person.name if item.person else "", work=item.work,
        text=item.text if item.kind != Item.Kind.CHARGE else f"{item.ref}: {item.text}",
        minutes=item.minutes, prepaid=item.prepaid_minutes,
        amount=f"{price.amount:.2f}" if price else None, currency=price.currency if price else "",
        is_billed=item.is_billed,
    )  # fmt: skip


def as_stored(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The lines as they are kept."""
    return [asdict(line) for line in lines]


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)
