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
from charterdesk.charges.pricing import Billable, price_of
from charterdesk.charges.sight import numbers_seen_by
from charterdesk.charters.queries import charter_version
from charterdesk.customers.listing import paged
from charterdesk.customers.models import Organisation
from charterdesk.engine.charter.values import Charter
from charterdesk.kit.whole_numbers import whole_number

PAGE = 15


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
    items = _read(_unbilled(end).filter(organisation__in=firms)) if firms else []
    for item, line in zip(items, lines_of(items), strict=True):
        found[item.organisation].append(line)
    return found


def locked_until(organisation: Organisation, end: date) -> list[Billable]:
    """What is to be billed of days before `end`, which nobody else changes until then."""
    found = _unbilled(end).filter(organisation=organisation)
    keys = found.select_for_update().values_list("pk", flat=True)
    return _read(Item.objects.filter(pk__in=list(keys)))


def _unbilled(end: date) -> QuerySet[Item]:
    """Those of days before `end` that no statement has; what was struck is none."""
    return Item.objects.filter(statement=None, struck_at=None, day__lt=end)


def _read(items: QuerySet[Item]) -> list[Billable]:
    """In order. A page reads thousands: of each only what is said of it, and no model is made."""
    found = items.order_by("day", "ended_at", "pk").values_list(*Billable._fields)
    return list(map(Billable._make, found))


def lines_of(items: Sequence[Billable]) -> list[Line]:
    """The items with their prices."""
    rates: dict[str, list[Rate]] = {item.case__charter: [] for item in items}
    for rate in Rate.objects.filter(charter__in=rates):
        rates[rate.charter].append(rate)
    used = {(item.case__charter, item.case__charter_version) for item in items}
    charters = {one: charter_version(*one) for one in used}
    return [
        _line(one, rates[one.case__charter], charters[one.case__charter, one.case__charter_version])
        for one in items
    ]


def _line(item: Billable, rates: list[Rate], charter: Charter) -> Line:
    price = price_of(item, rates, charter)
    return Line(
        day=item.day.isoformat(), case=item.case__number, subject=item.case__subject,
        kind=item.kind, person=item.person__name or "", work=item.work,
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
