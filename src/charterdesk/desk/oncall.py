"""What the on-call page shows, gathered from the rooms below, and what its buttons do."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.http import Http404

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_staffing, may_staff
from charterdesk.charters.queries import live_charters
from charterdesk.desk.forms.oncall import RotaPlace
from charterdesk.desk.oncall_fairness import Fairness
from charterdesk.desk.pages.oncall import ZONES, Oncall
from charterdesk.desk.pages.oncall_strip import DAYS, Frame
from charterdesk.engine.charter.values import Charter
from charterdesk.look.values import Refusal as Shown
from charterdesk.oncall.commands import (
    answer_cover,
    answer_swap,
    end_absence,
    end_layer,
    end_override,
    end_source,
    fetch_source,
    withdraw_cover,
)
from charterdesk.oncall.commands.sources import Reading
from charterdesk.oncall.models import (
    Absence,
    CalendarSource,
    CoverOffer,
    CoverRequest,
    Override,
    RotaLayer,
)
from charterdesk.oncall.queries import rotas_of
from charterdesk.oncall.schedules import (
    absences_ahead,
    offers_to,
    requests_of,
    rota_names,
    schedule_of,
    sources_of,
    swaps_with,
)
from charterdesk.oncall.staff import staff_of
from charterdesk.visit.reader import Reader

T = TypeVar("T")


def first_rota(person: Person, at: datetime) -> tuple[str, str] | None:
    """The charter and the rota to open with: one's own, else the first; None without any."""
    all_of_them = [(charter, name) for charter in live_charters(at) for name in rota_names(charter)]
    own = (
        (charter, name)
        for charter, name in all_of_them
        if person.username in staff_of(charter).rotas.get(name, ())
    )
    found = next(own, None) or next(iter(all_of_them), None)
    return (found[0].name, found[1]) if found else None


def place_of(person: Person, at: datetime, charter: str, name: str) -> RotaPlace:
    """A rota of a live charter; Http404 for one that no charter means."""
    served = next((one for one in live_charters(at) if one.name == charter), None)
    if served is None or name not in rota_names(served):
        raise Http404
    return RotaPlace(
        charter=served,
        name=name,
        rota=rotas_of(person, charter).filter(name=name).first(),
        people=[one for one in people_of_the_desk(person) if one.is_active],
        person=person,
        at=at,
    )


def layer_for(person: Person, charter: str, name: str, pk: int) -> RotaLayer:
    """A layer of the rota; Http404 where it is none of its."""
    demand_staffing(person)
    rows = RotaLayer.objects.filter(pk=pk, rota__charter=charter, rota__name=name)
    return _found(rows.select_related("rota").first())


def frame_of(place: RotaPlace, query: Mapping[str, str], reader: Reader) -> tuple[Frame, str]:
    """The days that an address asks for, today first where it doesn't say, and whose zone."""
    chosen = query.get("zone", "mine")
    zone = {"rota": ZoneInfo(place.zone), "utc": ZoneInfo("UTC")}.get(chosen, reader.zone)
    try:
        first = date.fromisoformat(query.get("from", ""))
    except ValueError:
        first = reader.at.astimezone(zone).date()
    first = min(max(first, date(2000, 1, 1)), date(2090, 1, 1))
    return Frame(first.toordinal(), zone, reader), chosen if chosen in ZONES else "mine"


def oncall_of(
    place: RotaPlace,
    frame: Frame,
    zone: str,
    fairness: Fairness,
    refusal: Shown | None = None,
) -> Oncall:
    """Everything about one rota in the days of the frame."""
    person, at = place.person, place.at
    schedule = schedule_of(person, place.charter, place.name, frame.since, frame.until)
    ahead = schedule_of(person, place.charter, place.name, at, at + timedelta(days=DAYS))
    frame.reader.names.update({one.username: one.name for one in people_of_the_desk(person)})
    return Oncall(
        charters=live_charters(at),
        charter=place.charter,
        name=place.name,
        rota=place.rota,
        zone=zone,
        schedule=schedule,
        present=ahead.final,
        fairness=fairness,
        sources=list(sources_of(person, place.charter, place.name)),
        absences=list(absences_ahead(person, at)),
        offers=list(offers_to(person, at)),
        requests=list(requests_of(person, at)),
        swaps=list(swaps_with(person, at)),
        people=place.people,
        may_staff=may_staff(person),
        refusal=refusal,
    )


def answer(*, what: str, pk: int, accept: bool, by: Person, at: datetime) -> object:
    """Answer what a colleague asks, or withdraw what one asked; a Refusal where it is too late."""
    match what:
        case "cover":
            offer = _found(CoverOffer.objects.filter(pk=pk, person=by).first())
            charter = _charter(offer.request.rota.charter, at)
            return answer_cover(charter=charter, offer=offer, accept=accept, by=by, at=at)
        case "swap":
            swap = _found(swaps_with(by, at).filter(pk=pk).first())
            return answer_swap(swap=swap, accept=accept, by=by, at=at)
        case "withdraw":
            request = _found(CoverRequest.objects.filter(pk=pk, asker=by).first())
            return withdraw_cover(request=request, by=by, at=at)
        case _:
            raise Http404


def end(*, what: str, pk: int, by: Person, at: datetime) -> Refusal | None:
    """End a layer, an override or an absence, or take back what lies ahead."""
    match what:
        case "layer":
            return end_layer(layer=_found(RotaLayer.objects.filter(pk=pk).first()), by=by, at=at)
        case "override":
            override = _found(Override.objects.filter(pk=pk).first())
            charters = live_charters(at)
            return end_override(charters=charters, override=override, by=by, at=at)
        case "source":
            return end_source(source=_source(pk), by=by, at=at)
        case "absence":
            absence = _found(Absence.objects.filter(pk=pk).first())
            return end_absence(charters=live_charters(at), absence=absence, by=by, at=at)
        case _:
            raise Http404


def read_now(*, pk: int, by: Person, at: datetime) -> Reading | Refusal:
    """Read one of the calendars again."""
    return fetch_source(source=_source(pk), by=by, at=at)


def _source(pk: int) -> CalendarSource:
    sources = CalendarSource.objects.filter(pk=pk, ended_at=None).select_related("rota")
    return _found(sources.first())


def _charter(name: str, at: datetime) -> Charter:
    return _found(next((one for one in live_charters(at) if one.name == name), None))


def _found(one: T | None) -> T:
    if one is None:
        raise Http404
    return one
