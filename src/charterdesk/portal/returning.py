"""Back in after a session ended: who the browser is now, and the form that was not sent."""

from dataclasses import dataclass

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse

from charterdesk.accounts.detour import PORTAL, KeptForm, Somebodys, kept_form
from charterdesk.portal.asking import Visit, anybody, guest_here, guests


@dataclass(frozen=True, slots=True)
class GoOnPage:
    """What was sent while nobody was signed in; `form` is None where it was somebody else's."""

    name: str
    page: str
    form: KeptForm | None


@anybody()
def who(visit: Visit) -> HttpResponse:
    """Who the browser is, for a page that was opened before, and the token that its forms want."""
    guest = guest_here(visit.request, visit.request.GET.get("case", "")[:40], visit.at)
    said = {
        "person": PORTAL.key(guest.contact.pk) if guest else "",
        "name": guest.contact.name if guest else "",
        "csrf": get_token(visit.request),
    }
    return JsonResponse(said)


@guests()
def go_on(visit: Visit) -> HttpResponse:
    """What was sent while nobody was signed in, to be sent by one press of the same guest."""
    kept = kept_form(visit.request.session, PORTAL, visit.contact.pk, visit.at)
    if kept is None:
        return visit.go(reverse("portal:home"))
    form = None if isinstance(kept, Somebodys) else kept
    return visit.draw("portal/go_on", GoOnPage(visit.contact.name, kept.page, form))
