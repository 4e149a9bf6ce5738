"""The page after sending: the number at once, the promise, what comes next."""

from django.http import HttpResponse

from charterdesk.cases.queries import state_of
from charterdesk.engine.explain import explain_promise
from charterdesk.engine.explain.opening import Promised
from charterdesk.engine.standing import standings
from charterdesk.portal.asking import Visit, guests
from charterdesk.portal.opening.pages import step_url
from charterdesk.portal.opening.sending import opened_page, promises_in
from charterdesk.portal.opening.steps import SEND
from charterdesk.portal.opening.views import asked_of


@guests()
def sent(visit: Visit, key: str) -> HttpResponse:
    """The case that came of the inquiry; before it is sent, the page that sends it."""
    asked = asked_of(visit.host, key, visit)
    case = asked.inquiry.case
    if case is None:
        return visit.go(step_url(key, SEND))
    loaded = state_of(case)
    charter, state, zone = loaded.charter, loaded.state, str(visit.zone)
    found = tuple(
        Promised(one, explain_promise(charter, state, one.promise, zone, "customer"))
        for one in standings(charter, state, visit.at)
        if one.promise is not None and not one.is_internal
    )
    promises = tuple(promises_in(visit, found, charter))
    return visit.draw("portal/open_sent", opened_page(visit, asked, case, promises))
