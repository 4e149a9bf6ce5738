"""Why a promise is due when it is, why somebody was told, what an act waits for."""

from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from charterdesk.cases.queries import state_of
from charterdesk.charters.queries import charter_version
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.clocks import clock_id
from charterdesk.desk.pages.why import Known, why_case, why_clock, why_told, why_waits
from charterdesk.desk.views.writing import found
from charterdesk.engine.events import Told
from charterdesk.engine.explain import as_of
from charterdesk.engine.standing import standings
from charterdesk.engine.story.times import moment
from charterdesk.oncall.queries import rota_for
from charterdesk.visit.asking import Ask, asked


@asked()
def why(ask: Ask, number: str, clock: str) -> HttpResponse:
    """The explanation of one clock of a case; with `?at=` as it was known at that moment."""
    known = _known(ask, number, ask.request.GET.get("at", ""))
    shown = standings(known.charter, known.state, known.reader.at)
    standing = next((one for one in shown if clock_id(one) == clock), None)
    if standing is None:
        raise Http404
    return ask.draw("desk/why", why_clock(known, standing))


@asked()
def whole(ask: Ask, number: str) -> HttpResponse:
    """Why the case stands as it does; with `?at=` as it was known at that moment."""
    known = _known(ask, number, ask.request.GET.get("at", ""))
    if not known.state.exists:
        raise Http404
    return ask.draw("desk/why", why_case(known))


@asked()
def notice(ask: Ask, number: str, seq: int) -> HttpResponse:
    """Why a notice of the case went to whom it went; `seq` is its event's number."""
    known = _known(ask, number)
    history = known.state.history
    told = history[seq - 1] if 0 < seq <= len(history) else None
    if not isinstance(told, Told):
        raise Http404
    ask.learn_names(rota_for(known.charter).staff.means)
    before = _until(known, told.at)
    return ask.draw("desk/why", why_told(before, told))


@asked()
def gate(ask: Ask, number: str, act: str) -> HttpResponse:
    """What an act of the case waits for, and what of it is there."""
    known = _known(ask, number)
    if act not in known.charter.gates and act not in ("resolve", "close"):
        raise Http404
    return ask.draw("desk/why", why_waits(known, act))


def _known(ask: Ask, number: str, typed: str = "") -> Known:
    """The case as it stands, or as it was known at the moment typed, in the reader's zone."""
    loaded = state_of(found(ask, number))
    ask.learn_names(_people(loaded.state.history))
    urls = CaseUrls(loaded.row.number, ask.way.url)
    known = Known(loaded, loaded.charter, loaded.state, ask.reader, urls)
    if not typed:
        return known
    try:
        at = _moment_meant(typed, ask)
    except ValueError:
        trouble = _("“%(typed)s” is no moment; write it as YYYY-MM-DD HH:MM.") % {"typed": typed}
        return replace(known, at=typed, trouble=trouble)
    if not loaded.state.exists or at < loaded.state.opened_at:
        return replace(known, at=typed, trouble=_("There was no case yet: this is how it stands."))
    return _until(replace(known, at=typed), at)


def _moment_meant(typed: str, ask: Ask) -> datetime:
    """Of an hour that comes twice the last one up to now, where the words don't say which."""
    first = moment(typed, ask.person.zone)
    try:
        second = moment(f"{typed} second", ask.person.zone)
    except ValueError:
        return first
    return second if second <= ask.at else first


def _until(known: Known, at: datetime) -> Known:
    """The case by what was recorded until a moment."""
    name = known.charter.name
    charter, state = as_of(
        known.charter, known.state, at, lambda version: charter_version(name, version)
    )
    return replace(known, charter=charter, state=state, reader=replace(known.reader, at=at))


def _people(history: tuple[object, ...]) -> set[str]:
    """All who acted or were told."""
    acted = {getattr(event, "by", "") for event in history}
    return acted | {event.person for event in history if isinstance(event, Told)}
