"""What if: one person is missing, the mail stands still for two hours, forty report one outage.

Each takes a drawn day and gives it anew, so that all else stays as it was drawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.engine.rota import Rota
from charterdesk.engine.simulate.tiers import first_tier, people_by_tier
from charterdesk.engine.simulate.values import Arrival, Workers
from charterdesk.engine.simulate.variants import OffDuty, Without, held_up, with_outage
from charterdesk.simulation.load.values import Load

ONE_MISSING, MAIL_OUTAGE, ONE_OUTAGE = "one person missing", "mail outage", "one outage"
# Nothing happens: what the others are held against where their load is a shortened one.
AS_USUAL = "as usual"
WHAT_IFS = (ONE_MISSING, MAIL_OUTAGE, ONE_OUTAGE)
OUTAGE_LASTS = timedelta(hours=2)
REPORTS, REPORTED_EVERY = 40, timedelta(seconds=45)
_FIRST_ANSWER, _FIX = timedelta(minutes=3), timedelta(hours=1)


@dataclass(frozen=True)
class Day:
    """What a play is given."""

    arrivals: Iterable[Arrival]
    workers: Workers
    rota: Rota


def possible_what_ifs(
    charter: Charter, load: Load, workers: Workers, until: datetime
) -> tuple[str, ...]:
    """Those that mean something here: a person can be missing where there are two, and so on."""
    people = people_by_tier(charter, workers, load.since, until)[first_tier(charter)]
    found = [ONE_MISSING] if len(people) > 1 else []
    if any(flow.channel in mail_channels(charter) for flow in load.flows):
        found.append(MAIL_OUTAGE)
    return (*found, ONE_OUTAGE)


def what_if(name: str, charter: Charter, load: Load, day: Day, until: datetime) -> Day:
    """The day on which it happens. ValueError for a name that is none."""
    match name:
        case "as usual":
            return day
        case "one person missing":
            missing = frozenset({missing_person(charter, load, day.workers, until)})
            return Day(day.arrivals, Without(day.workers, missing), OffDuty(day.rota, missing))
        case "mail outage":
            since = busiest_moment(load)
            held = held_up(day.arrivals, mail_channels(charter), since, since + OUTAGE_LASTS)
            return Day(held, day.workers, day.rota)
        case "one outage":
            first = outage_case(charter, load)
            times = [first.at + REPORTED_EVERY * number for number in range(REPORTS)]
            cases = with_outage(day.arrivals, first, times, "outage")
            return Day(cases, day.workers, day.rota)
        case _:
            raise ValueError(name)


def what_happened(
    name: str, charter: Charter, load: Load, workers: Workers, until: datetime
) -> Phrase:
    """One sentence that says what was supposed."""
    match name:
        case "one person missing":
            person = missing_person(charter, load, workers, until)
            return phrase("%(person)s is missing all the time.", person=person)
        case "mail outage":
            return phrase(
                "From %(since)s nothing comes by mail for 2 h; then it all comes at once.",
                since=busiest_moment(load),
            )
        case _:
            first = outage_case(charter, load)
            return phrase(
                "From %(since)s 40 customers report one outage within half an hour; one fix ends "
                "all of it.",
                since=first.at,
            )


def missing_person(charter: Charter, load: Load, workers: Workers, until: datetime) -> str:
    """The one of the first tier who works most; of several the first."""
    people = people_by_tier(charter, workers, load.since, until)[first_tier(charter)]

    def time_at_work(person: str) -> timedelta:
        spans = workers.at_work(person, load.since, until)
        return sum((span.until - span.since for span in spans), timedelta())

    return max(people, key=time_at_work)


def mail_channels(charter: Charter) -> frozenset[str]:
    """The channels that have an address."""
    return frozenset(name for name, channel in charter.channels.items() if channel.address)


def busiest_moment(load: Load) -> datetime:
    """The beginning of the week's busiest hour, in the middle of the load."""
    rates = [0.0] * 168
    for flow in load.flows:
        for hour, weight in enumerate(flow.weights):
            rates[hour] += weight * flow.per_week
    hour = rates.index(max(rates))
    zone = zone_of(load.zone)
    local = load.since.astimezone(zone)
    monday = local.toordinal() - local.weekday() + load.weeks // 2 * 7
    at = datetime_of(instant_of(monday + hour // 24, hour % 24 * 3600, zone, last=False))
    return at if at >= load.since else at + timedelta(weeks=1)


def outage_case(charter: Charter, load: Load) -> Arrival:
    """The first report: the strictest priority that arrivals have, by the channel they come by."""
    ranks = {priority.name: priority.rank for priority in charter.priorities}
    flow = min(load.flows, key=lambda one: ranks.get(one.priority, len(ranks)))
    return Arrival(
        ref="outage",
        at=busiest_moment(load),
        work=(_FIRST_ANSWER, _FIX),
        channel=flow.channel,
        priority=flow.priority,
        axes=flow.axes,
        contract=flow.contract,
    )
