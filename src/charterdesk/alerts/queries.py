"""Sources, what came from them, and what would come of it, within the charters one may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Prefetch, Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_staffing
from charterdesk.alerts.kinds import Alert, UnreadableError
from charterdesk.alerts.models import AlertDelivery, AlertSource, SourceAlert
from charterdesk.alerts.placing import Place, place_of
from charterdesk.alerts.taking import alerts_of
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by, sight_of
from charterdesk.charters.queries import NoCharter, live_charters
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.phrase import Phrase, phrase

MOST_DELIVERIES = 50
MOST_ALERTS = 100
State = AlertDelivery.State


@dataclass(frozen=True, slots=True)
class WouldBe:
    """What would come of an alert: its place, and the priority that its severity stands for."""

    alert: Alert
    place: Place
    priority: str


def sources_seen_by(asker: Person) -> QuerySet[AlertSource]:
    """Every source of the charters that the asker may see, with counts."""
    sight = sight_of(asker)
    rows = AlertSource.objects.select_related("organisation", "contact")
    if not sight.everything:
        rows = rows.filter(charter__in=sight.charters)
    return rows.annotate(
        firing=Count("alerts", filter=Q(alerts__firing=True), distinct=True),
        unreadable=Count("deliveries", filter=Q(deliveries__state=State.UNREADABLE), distinct=True),
    ).order_by("name")


def source_for(asker: Person, name: str) -> AlertSource | None:
    """One of them by its name; None where there is none, or none for this asker."""
    return sources_seen_by(asker).filter(name=name).first()


def charters_for_sources(asker: Person, at: datetime) -> list[Charter]:
    """The live charters with a machine channel that a lead may see."""
    demand_staffing(asker)
    sight = sight_of(asker)
    return [
        charter
        for charter in live_charters(at)
        if (sight.everything or charter.name in sight.charters)
        and any(channel.machine for channel in charter.channels.values())
    ]


def deliveries_of(asker: Person, source: AlertSource) -> Sequence[AlertDelivery]:
    """The last deliveries, those that could not be taken first, without their bytes."""
    if source_for(asker, source.name) is None:
        return []
    rows = AlertDelivery.objects.filter(source=source).defer("raw")
    aside = list(rows.filter(state=State.UNREADABLE).order_by("-pk")[:MOST_DELIVERIES])
    rest = rows.exclude(state=State.UNREADABLE).order_by("-pk")
    return [*aside, *rest[: MOST_DELIVERIES - len(aside)]]


def delivery_for(asker: Person, source: str, pk: int) -> AlertDelivery | None:
    """One delivery with its bytes."""
    found = source_for(asker, source)
    if found is None:
        return None
    return AlertDelivery.objects.select_related("source").filter(source=found, pk=pk).first()


def alerts_seen_by(asker: Person, source: AlertSource) -> Sequence[SourceAlert]:
    """What the source has reported, firing first; `seen` are the cases that the asker may see."""
    if source_for(asker, source.name) is None:
        return []
    rows = SourceAlert.objects.filter(source=source).select_related("storm__parent")
    seen: QuerySet[Case] = cases_seen_by(asker)
    rows = rows.filter(case__in=seen).prefetch_related(Prefetch("case", seen))
    return list(rows.order_by(F("firing").desc(), "-last_at", "-pk")[:MOST_ALERTS])


def would_be(source: AlertSource, body: bytes, at: datetime) -> list[WouldBe] | Phrase:
    """What would come of a body; the sentence of the fault where it can't be read.

    The source need not be stored: a mapping is tried before it is kept.
    """
    try:
        alerts = alerts_of(source, body)
        return [_would_be(source, alert, at) for alert in alerts]
    except UnreadableError as fault:
        return fault.said
    except NoCharter as fault:
        return phrase("The charter takes no alert in: %(why)s", why=str(fault))


def _would_be(source: AlertSource, alert: Alert, at: datetime) -> WouldBe:
    priority = str(source.priorities.get(alert.severity.casefold(), ""))
    return WouldBe(alert, place_of(source, alert, at), priority)
