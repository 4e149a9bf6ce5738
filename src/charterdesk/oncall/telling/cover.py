"""Cover: who asks for it, who has taken it, who can't, and that it is asked for no more."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_noop

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import Actor
from charterdesk.oncall.links import cover_link
from charterdesk.oncall.models import CoverOffer, CoverRequest
from charterdesk.oncall.telling.errand import Errand, Said, rota_link

ASKED = gettext_noop("%(name)s asks you to cover %(rota)s from %(since)s until %(until)s.")
TAKEN = gettext_noop("%(name)s covers %(rota)s for you from %(since)s until %(until)s.")
DONE = gettext_noop(
    "%(name)s covers %(rota)s from %(since)s until %(until)s: you are not needed for it any more."
)
DECLINED = gettext_noop("%(name)s can't cover %(rota)s for you from %(since)s until %(until)s.")
LAST_DECLINED = gettext_noop(
    "%(name)s can't cover %(rota)s for you from %(since)s until %(until)s either:"
    " everybody whom you asked has said no, and the duty stays yours."
)
WITHDRAWN = gettext_noop(
    "Cover of %(rota)s from %(since)s until %(until)s is asked for no more: %(name)s took it back."
)


def tell_offers(request: CoverRequest, at: datetime) -> None:
    """Ask each of those who were named, with a link of their own."""
    errand = Errand(_scope(request), "cover asked", request.asker, at)
    for offer in CoverOffer.objects.filter(request=request).select_related("person"):
        said = _said(request, request.asker.name)
        errand.tell(offer.person, ASKED, said, cover_link(offer))


def tell_cover_taken(request: CoverRequest, by: Person, at: datetime) -> None:
    """Tell who asked that somebody has it, and the others that they need not any more."""
    said = _said(request, by.name)
    link = rota_link(request.rota)
    Errand(_scope(request), "cover taken", by, at).tell(request.asker, TAKEN, said, link)
    errand = Errand(_scope(request), "cover done", by, at)
    for person in _still_asked(request):
        errand.tell(person, DONE, said)


def tell_cover_declined(request: CoverRequest, by: Person, at: datetime) -> None:
    """Tell who asked that one of them can't, and whether anybody is left."""
    form = DECLINED if any(True for _ in _still_asked(request)) else LAST_DECLINED
    errand = Errand(_scope(request), f"cover declined {by.pk}", by, at)
    errand.tell(request.asker, form, _said(request, by.name), rota_link(request.rota))


def tell_cover_withdrawn(request: CoverRequest, by: Actor, at: datetime) -> None:
    """Tell who was asked, and who asked where a lead took it back."""
    errand = Errand(_scope(request), "cover withdrawn", by, at)
    name = by.name if isinstance(by, Person) else "Charterdesk"
    for person in (*_still_asked(request), request.asker):
        errand.tell(person, WITHDRAWN, _said(request, name))


def _scope(request: CoverRequest) -> str:
    return f"cover/{request.pk}"


def _still_asked(request: CoverRequest) -> Iterator[Person]:
    offers = CoverOffer.objects.filter(request=request, declined_at=None).select_related("person")
    return (offer.person for offer in offers.order_by("pk"))


def _said(request: CoverRequest, name: str) -> dict[str, Said]:
    return {
        "name": name,
        "rota": request.rota.name,
        "since": request.since,
        "until": request.until,
    }
