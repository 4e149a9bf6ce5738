"""What is measured over many cases of a charter, month by month: for leads.

A month is one of the charter's zone. Counts are read from one index, whatever the cases hold; who
may not see a charter gets nothing of it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case as Choose
from django.db.models import Count, IntegerField, Max, Q, QuerySet, Value, When

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_staffing
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import sight_of
from charterdesk.charters.models import CharterVersion
from charterdesk.charters.queries import charter_version
from charterdesk.engine.charter.values import Charter
from charterdesk.kit.whole_numbers import whole_number

CALLS = ("live", "missed")
ENDS = ("solved", "further")


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months of a charter, from the first of `since` to the end of `until`."""

    charter: Charter
    since: date
    until: date

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each, in order."""
        found = [self.since]
        while found[-1] < self.until:
            found.append(month_after(found[-1]))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Measured:
    """The cases of a month that came on one channel; `calls` and `ended` are by what they were.

    `calls` counts `live` and `missed`, `ended` counts `solved` (at the first contact) and
    `further`; cases that were no call, or of which that is not known, are in neither.
    """

    month: date
    channel: str
    cases: int
    calls: Counter[str]
    ended: Counter[str]


def month_after(first: date) -> date:
    """The first day of the next month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def charters_measured(asker: Person) -> tuple[Charter, ...]:
    """The newest versions of the charters of which the asker may see every case, by name.

    Raises PermissionDenied for who leads nobody.
    """
    demand_staffing(asker)
    sight = sight_of(asker)
    newest = CharterVersion.objects.values_list("name").annotate(Max("version")).order_by("name")
    seen = [one for one in newest if sight.everything or one[0] in sight.charters]
    return tuple(charter_version(name, version) for name, version in seen)


def measures_of(asker: Person, span: Span) -> list[Measured]:
    """Every channel of every month that had a case, in order; one query."""
    found: dict[tuple[date, str], Measured] = {}
    months, edges = span.months, _edges(span)
    past = [When(opened_at__lt=edge, then=Value(n)) for n, edge in enumerate(edges[1:])]
    rows = _cases_of(asker, span).annotate(
        month=Choose(*past, default=Value(0), output_field=IntegerField())
    )
    groups = rows.values_list("month", "channel", "call", "first_contact").order_by()
    for place, channel, call, first_contact, count in groups.annotate(count=Count("*")):
        key = (months[place], channel)
        one = found.setdefault(key, Measured(*key, 0, Counter(), Counter()))
        found[key] = Measured(
            *key, one.cases + count,
            one.calls + Counter({call: count} if call else {}),
            one.ended + Counter({first_contact: count} if first_contact else {}),
        )  # fmt: skip
    return [found[key] for key in sorted(found)]


def cases_measured(
    asker: Person, span: Span, *, channel: str = "", what: str = "", after: str = "", size: int = 50
) -> tuple[Sequence[Case], str]:
    """The cases behind a number, the newest first, and the mark of the page after ("" for none).

    `what` is one of CALLS or ENDS, "" for all. A mark that is none begins at the start.
    """
    rows = _cases_of(asker, span)
    if channel:
        rows = rows.filter(channel=channel)
    if what in CALLS:
        rows = rows.filter(call=what)
    elif what in ENDS:
        rows = rows.filter(first_contact=what)
    joined = _behind(rows, after).select_related("owner", "organisation", "contact", "contract")
    found = list(joined.order_by("-opened_at", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    mark = f"{int(last.opened_at.timestamp())}-{last.pk}" if last else ""
    return found[:size], mark


def _cases_of(asker: Person, span: Span) -> QuerySet[Case, Any]:
    if span.charter.name not in {one.name for one in charters_measured(asker)}:
        return Case.objects.none()
    since, *_between, until = _edges(span)
    rows = Case.objects.filter(charter=span.charter.name)
    return rows.filter(opened_at__gte=since, opened_at__lt=until)


def _edges(span: Span) -> list[datetime]:
    """The beginning of each month, and the end of the last one."""
    zone = ZoneInfo(span.charter.zone)
    firsts = [*span.months, month_after(span.until)]
    return [datetime(one.year, one.month, 1, tzinfo=zone).astimezone(UTC) for one in firsts]


def _behind(rows: QuerySet[Case, Any], mark: str) -> QuerySet[Case, Any]:
    at, _, pk = mark.partition("-")
    seconds, number = whole_number(at), whole_number(pk)
    if not seconds or not number or seconds > 253402214400:
        return rows
    opened = datetime.fromtimestamp(seconds, UTC)
    return rows.filter(Q(opened_at__lt=opened) | Q(opened_at=opened, pk__lt=number))
