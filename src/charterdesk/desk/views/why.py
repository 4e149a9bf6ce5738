"""Why a promise is due when it is."""

from django.http import Http404, HttpResponse

from charterdesk.cases.queries import state_of
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.clocks import clock_id
from charterdesk.desk.pages.why import why_page
from charterdesk.desk.views.writing import found
from charterdesk.engine.standing import standings
from charterdesk.visit.asking import Ask, asked


@asked()
def why(ask: Ask, number: str, clock: str) -> HttpResponse:
    """The explanation of one clock of a case."""
    loaded = state_of(found(ask, number))
    shown = standings(loaded.charter, loaded.state, ask.at)
    standing = next((one for one in shown if clock_id(one) == clock), None)
    if standing is None:
        raise Http404
    urls = CaseUrls(loaded.row.number, ask.way.url)
    return ask.draw("desk/why", why_page(loaded, standing, ask.reader, urls))
