"""No more questions about how it went: a page with a button, or one POST of a mail program.

Opening the address changes nothing, because scanners open every link of a mail (M6). The POST
needs no cookie and no token of a form: RFC 8058 sends none, and the seal is in the address.
"""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from charterdesk.notifications.surveys import survey_address, unsubscribe
from charterdesk.portal.asking import Visit, anybody


@dataclass(frozen=True, slots=True)
class UnsubscribePage:
    """To whom no more is sent; `done` once it was said."""

    address: str
    done: bool


@csrf_exempt
@anybody("GET", "POST")
def no_surveys(visit: Visit, token: str) -> HttpResponse:
    """The page; with POST that address is asked no more."""
    address = survey_address(token)
    if not address:
        raise Http404
    if visit.is_post:
        unsubscribe(address=address, at=visit.at)
    return visit.draw("portal/no_surveys", UnsubscribePage(address, visit.is_post))
