"""How evenly duty is borne, over the days that an address asks for, on the rota's wall."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.desk.forms.oncall import RotaPlace
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.rotation import Share
from charterdesk.kit.sheets import safe_cell
from charterdesk.oncall.schedules import shares_of

WEEKS = 12
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Fairness:
    """Everybody's part from the midnight of one day until the end of another."""

    first: date
    last: date
    shares: tuple[Share, ...]


def fairness_of(place: RotaPlace, query: Mapping[str, str], until: datetime) -> Fairness:
    """The parts over the days that the address names, else the twelve weeks up to `until`.

    At most a year; days in the wrong order are put right.
    """
    zone = ZoneInfo(place.zone)
    default = (until - timedelta(seconds=1)).astimezone(zone).date()
    last = _day(query.get("fair_until", ""), default)
    first = _day(query.get("fair_from", ""), last - timedelta(weeks=WEEKS) + timedelta(days=1))
    first, last = max(min(first, last), max(first, last) - LONGEST), max(first, last)
    since, ends = (_midnight(day, zone) for day in (first, last + timedelta(days=1)))
    if place.rota is None:
        return Fairness(first, last, ())
    return Fairness(first, last, shares_of(place.person, place.charter, place.rota, since, ends))


def fairness_csv(found: Fairness, place: RotaPlace) -> str:
    """The same as a table for a spreadsheet, in the words of no language."""
    names = {one.username: one.name for one in people_of_the_desk(place.person)}
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(["rota", "from", "until", "person", "name", "hours", "nights", "weekends"])
    lines.writerows(_row(found, place.name, share, names) for share in found.shares)
    return text.getvalue()


def _row(found: Fairness, rota: str, share: Share, names: Mapping[str, str]) -> Sequence[str | int]:
    name = names.get(share.person, share.person)
    hours = f"{share.hours / timedelta(hours=1):.2f}"
    told = [rota, found.first.isoformat(), found.last.isoformat(), share.person, name]
    return [*(safe_cell(one) for one in told), hours, share.nights, share.weekends]


def _day(text: str, otherwise: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return min(max(found, date(2000, 1, 1)), date(2090, 1, 1))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime_of(instant_of(day.toordinal(), 0, zone, last=False)).astimezone(UTC)
