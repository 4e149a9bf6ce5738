"""The link of one case in a mail: it opens that case, and nothing is changed by opening it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from charterdesk.notifications.case_links import one_address, sealed_notice
from charterdesk.portal.admission import send_way_in
from charterdesk.portal.asking import Visit, anybody
from charterdesk.portal.passes import guest_of_link
from charterdesk.portal.sessions import remember_pass


@dataclass(frozen=True, slots=True)
class EndedPage:
    """A link that shows nothing any more; `action` has a way in sent to the same address."""

    action: str = ""
    sent: bool = False


@anybody("GET", "POST")
def follow(visit: Visit, token: str) -> HttpResponse:
    """To the case; of an ended link, a new way in to whom it was sent."""
    guest = guest_of_link(token, visit.at)
    if guest is None:
        return _ended(visit, token)
    remember_pass(visit.request.session, guest.only, token)
    return visit.go(reverse("portal:case", args=[guest.only]))


def _ended(visit: Visit, token: str) -> HttpResponse:
    notice = sealed_notice(token)
    if notice is None or notice.case is None:
        return visit.draw("portal/ended", EndedPage(), status=410)
    if not visit.is_post:
        return visit.draw("portal/ended", EndedPage(visit.request.path), status=410)
    send_way_in(
        address=one_address(notice), network_address=str(visit.request.META.get("REMOTE_ADDR", "")),
        to=reverse("portal:case", args=[notice.case.number]), language=visit.language,
        zone=visit.zone.key, at=visit.at,
    )  # fmt: skip
    return visit.draw("portal/ended", EndedPage(sent=True))
