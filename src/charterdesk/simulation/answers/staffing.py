"""How many people each tier needs in each half-hour of the week, by Erlang's formula for waiting.

Each half-hour is taken as if its arrivals and work went on as they are; the stricter priorities
go first, so that each needs the people for itself and for those stricter than it. What comes
while its promise's hours are closed needs nobody then; a tier that gives no first answers needs
those who keep up with its work.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar import ALWAYS, Calendar, is_open
from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.simulate.values import Workers
from charterdesk.simulation.answers.counting import Tally
from charterdesk.simulation.answers.values import Staffing

WANTED = 0.95
HALF_HOUR = 1800.0
# What waiting may add where the work alone takes longer than the target.
WAITING_ADDS = 0.01
MOST_PEOPLE = 500
_WEEKS_LOOKED_AT = timedelta(weeks=4)
# The Monday of a week without holidays and without a change of the clock.
_MONDAY = date(2026, 6, 8).toordinal()
Slot = tuple[str, int]


def staffing_of(
    charter: Charter, tallies: Sequence[Tally], weeks: float, there: Mapping[Slot, float]
) -> Iterator[Staffing]:
    """A line for each tier and half-hour in which contacts came, in order."""
    contacts: Counter[tuple[str, int, str]] = Counter()
    busy: Counter[tuple[str, int, str]] = Counter()
    for tally in tallies:
        contacts.update(tally.half_hours)
        busy.update(tally.busy)
    slots: dict[Slot, dict[str, tuple[float, float]]] = {}
    per = 1 / (weeks * len(tallies))
    for (tier, half, priority), count in contacts.items():
        work = busy[tier, half, priority] / count
        slots.setdefault((tier, half), {})[priority] = (count * per, work)
    limits = _Limits.of(charter)
    written = _written(tallies)
    first = charter.tiers[0].name if charter.tiers else charter.last_resort
    for (tier, half), flows in sorted(slots.items()):
        here = limits.at(half, answers=tier == first)
        yield _line(tier, half, flows, here, written, there.get((tier, half), 0.0))


def _line(
    tier: str,
    half: int,
    flows: Mapping[str, tuple[float, float]],
    limits: Mapping[str, float | None],
    written: Mapping[str, float],
    there: float,
) -> Staffing:
    arrivals = sum(count for count, _ in flows.values())
    busy = sum(count * work for count, work in flows.values()) / HALF_HOUR
    return Staffing(tier, half, arrivals, busy, _needed(flows, limits, written), there)


def _written(tallies: Sequence[Tally]) -> dict[str, float]:
    """By priority, the share of first answers that are given when the work is done."""
    total: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        total.update(tally.answers)
    return {
        priority: total[priority, "written"]
        / (total[priority, "written"] + total[priority, "talked"])
        for priority, _ in total
    }


def _needed(
    flows: Mapping[str, tuple[float, float]],
    limits: Mapping[str, float | None],
    written: Mapping[str, float],
) -> int:
    """The people that keep every priority's target, each with the load of those before it."""
    needed, count, load = 1, 0.0, 0.0
    for priority in sorted(
        flows, key=lambda name: list(limits).index(name) if name in limits else 99
    ):
        more, work = flows[priority]
        count, load = count + more, load + more * work / HALF_HOUR
        limit = limits.get(priority)
        rate, share = count / HALF_HOUR, written.get(priority, 0.0)
        needed = max(needed, people_needed(rate, load / rate if rate else 0.0, limit, share))
    return needed


def people_needed(rate: float, work: float, limit: float | None, written: float = 0.0) -> int:
    """The least number of people with at most 5 % of the answers later than the limit (M/M/c).

    `rate` in arrivals a second, `work` and `limit` in seconds; without a limit those who keep up.
    Of the answers the share `written` is there when the work is done, the others when it begins.
    Where the work alone takes too long in more than 5 %, no number of people is enough: then the
    least with whom the waiting makes at most another 1 % late.
    """
    load = rate * work
    people = max(1, math.floor(load) + 1)
    if limit is None or not work:
        return people
    allowed = max(1 - WANTED, written * math.exp(-limit / work) + WAITING_ADDS)
    while people < MOST_PEOPLE and late_answers(people, load, limit / work, written) > allowed:
        people += 1
    return people


def late_answers(people: int, load: float, limit: float, written: float) -> float:
    """The share of answers later than `limit`, which is in lengths of the work (M/M/c).

    >>> round(late_answers(1, 0.5, 2.0, 0.0), 4), round(late_answers(1, 0.5, 2.0, 1.0), 4)
    (0.1839, 0.3679)
    """
    spare, waits = people - load, erlang_c(people, load)
    begins_late = waits * math.exp(-spare * limit)
    if not written:
        return begins_late
    done, over = math.exp(-limit), spare - 1
    more = done * limit if abs(over) < 1e-9 else (done - math.exp(-spare * limit)) / over
    return (1 - written) * begins_late + written * (done + waits * more)


def erlang_c(people: int, load: float) -> float:
    """The probability that somebody has to wait (Erlang C); `load` below `people`.

    >>> round(erlang_c(10, 8.0), 4)
    0.4092
    """
    blocked = 1.0
    for number in range(1, people + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked / (1 - load / people * (1 - blocked))


@dataclass(frozen=True)
class _Limits:
    """The response targets by priority, the strictest first, and the hours that they count in."""

    targets: Mapping[str, tuple[float | None, Calendar]]
    zone: str

    @classmethod
    def of(cls, charter: Charter) -> "_Limits":
        found: dict[str, tuple[float | None, Calendar]] = {}
        for priority in charter.priorities:
            term = charter.terms(priority.name, "").get("response")
            seconds = term.target.amount.total_seconds() if term else 0.0
            timed = term is not None and term.target.kind == "time"
            hours = charter.calendar(term.hours) if term else ALWAYS
            found[priority.name] = (seconds if timed else None, hours)
        return cls(found, charter.zone)

    def at(self, half: int, *, answers: bool) -> dict[str, float | None]:
        """The limits of the priorities whose hours are open in that half-hour of a common week."""
        middle = _MONDAY + half // 48, half % 48 * 1800 + 900
        at = datetime_of(instant_of(*middle, zone_of(self.zone), last=False))
        return {
            priority: seconds if answers else None
            for priority, (seconds, hours) in self.targets.items()
            if is_open(hours, at)
        }


def people_there(
    charter: Charter, workers: Workers, since: datetime, until: datetime
) -> dict[Slot, float]:
    """How many people of each tier work in each half-hour of the week, on average."""
    zone = ZoneInfo(charter.zone)
    until = max(since + timedelta(weeks=1), min(until, since + _WEEKS_LOOKED_AT))
    weeks = (until - since) / timedelta(weeks=1)
    found: Counter[Slot] = Counter()
    for tier in charter.tiers:
        names = chain.from_iterable(workers.of_tier(name) for name in (tier.name, *tier.roles))
        for person in dict.fromkeys(names):
            for span in workers.at_work(person, since, until):
                for half in _half_hours(span.since, span.until, zone):
                    found[tier.name, half] += 1
    return {slot: count / weeks for slot, count in found.items()}


def _half_hours(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[int]:
    """The half-hours of the week of whose middle the stretch holds."""
    at = datetime.fromtimestamp(since.timestamp() // HALF_HOUR * HALF_HOUR + 900, since.tzinfo)
    while at < until:
        if at >= since:
            local = at.astimezone(zone)
            yield local.weekday() * 48 + local.hour * 2 + local.minute // 30
        at += timedelta(seconds=HALF_HOUR)
