"""What an organisation owes: all that was not billed before, until the end of a month.

A month that was billed is read back as it stood then. Statements are a lead's to see, with the
lines of cases in their sight.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_staffing
from charterdesk.charges.models import Item, Rate, Statement
from charterdesk.charges.pricing import price_of
from charterdesk.charges.sight import numbers_seen_by
from charterdesk.charters.queries import charter_version
from charterdesk.customers.listing import paged
from charterdesk.customers.models import Organisation
from charterdesk.engine.charter.values import Charter
from charterdesk.kit.whole_numbers import whole_number

PAGE = 15
# A page reads thousands of lines: of each only what is said of it.
READ = (
    "kind", "ref", "day", "ended_at", "minutes", "prepaid_minutes", "level", "work", "is_billed",
    "text", "amount", "currency", "case__number", "case__subject", "case__charter",
    "case__charter_version", "organisation", "person__name",
)  # fmt: skip


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
    """A month of an organisation; `billed` once it was.

    `is_partial` where lines of cases out of the asker's sight are left out.
    """

    organisation: Organisation
    first: date
    lines: tuple[Line, ...]
    billed: Statement | None
    is_partial: bool = False

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


@dataclass(frozen=True, slots=True)
class Months:
    """A page of them; `after` is the mark of the page behind it, "" for none."""

    rows: tuple[Month, ...]
    after: str = ""


def month_of(asker: Person, organisation: Organisation, first: date) -> Month:
    """The statement of a month, billed or as it would be billed now."""
    demand_staffing(asker)
    (month,) = _months(asker, [organisation], first)
    return month


def months_of(asker: Person, first: date, after: str = "") -> Months:
    """A page of the statements of every organisation that has one for the month, by name.

    `after` is the key of the last one of the page before; one that is none begins at the start.
    """
    demand_staffing(asker)
    firms = paged(list(_firms(first, after)[: PAGE + 1]), PAGE)
    months = _months(asker, firms.rows, first)
    shown = tuple(month for month in months if month.lines or not month.is_partial)
    return Months(shown, firms.after)


def _firms(first: date, after: str) -> QuerySet[Organisation]:
    """Those that have something to bill, or were billed."""
    open_ones = _unbilled(next_month(first)).values("organisation")
    billed = Statement.objects.filter(month=first).values("organisation")
    found = Organisation.objects.filter(Q(pk__in=open_ones) | Q(pk__in=billed)).order_by("name")
    last = Organisation.objects.filter(pk=whole_number(after) or 0).first() if after else None
    return found.filter(name__gt=last.name) if last else found


def _months(asker: Person, firms: Sequence[Organisation], first: date) -> list[Month]:
    """The month of each, with the lines that the asker may see; five queries for all of them."""
    rows = Statement.objects.filter(organisation__in=firms, month=first)
    billed = {row.organisation_id: row for row in rows.select_related("billed_by")}
    lines = {pk: [Line(**line) for line in row.lines] for pk, row in billed.items()}
    left = [firm for firm in firms if firm.pk not in billed]
    lines |= _open_lines(left, next_month(first))
    numbers = numbers_seen_by(asker, {line.case for own in lines.values() for line in own})
    return [
        _month(firm, first, lines[firm.pk], billed.get(firm.pk), numbers) for firm in firms
    ]  # fmt: skip


def _month(
    firm: Organisation, first: date, lines: Sequence[Line], billed: Statement | None,
    numbers: Collection[str],
) -> Month:  # fmt: skip
    seen = tuple(line for line in lines if line.case in numbers)
    return Month(firm, first, seen, billed, is_partial=len(seen) < len(lines))


def _open_lines(firms: Sequence[Organisation], end: date) -> dict[int, list[Line]]:
    """What is to be billed of each, by its key."""
    found: dict[int, list[Line]] = {firm.pk: [] for firm in firms}
    items = list(_in_order(_unbilled(end).filter(organisation__in=firms))) if firms else []
    for item, line in zip(items, lines_of(items), strict=True):
        found[item.organisation_id or 0].append(line)
    return found


def unbilled_until(organisation: Organisation, end: date) -> QuerySet[Item]:
    """Lines of days before `end` that no statement has; what was struck is none."""
    return _in_order(_unbilled(end).filter(organisation=organisation))


def _unbilled(end: date) -> QuerySet[Item]:
    return Item.objects.filter(statement=None, struck_at=None, day__lt=end)


def _in_order(items: QuerySet[Item]) -> QuerySet[Item]:
    found = items.select_related("case", "person").only(*READ)
    return found.order_by("day", "ended_at", "pk")


def lines_of(items: Iterable[Item]) -> list[Line]:
    """The items with their prices."""
    rows = list(items)
    rates = list(Rate.objects.filter(charter__in={row.case.charter for row in rows}))
    used = {(row.case.charter, row.case.charter_version) for row in rows}
    charters = {one: charter_version(*one) for one in used}
    return [
        _line(row, rates, charters[row.case.charter, row.case.charter_version]) for row in rows
    ]  # fmt: skip


def _line(item: Item, rates: list[Rate], charter: Charter) -> Line:
    price = price_of(item, rates, charter)
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
