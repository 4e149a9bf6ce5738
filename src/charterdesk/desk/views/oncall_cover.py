"""Cover and swaps answered in one tap: a notice's link opens a page, and its button answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from charterdesk.accounts.refusal import Refusal
from charterdesk.desk.oncall import answer
from charterdesk.desk.oncall_values import OfferPage
from charterdesk.kit.wallclock import now
from charterdesk.notifications.rendering import moment_in
from charterdesk.notifications.wording import spoken
from charterdesk.oncall.links import offer_of, swap_of
from charterdesk.oncall.models import CoverOffer, Swap


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked; with POST it is answered, once. No sign-in: the token is the proof."""
    at = now()
    offer = offer_of(token, at)
    if offer is None:
        page = OfferPage(_("This link no longer works"), refusal=_("Cover is asked for no more."))
        return render(request, "desk/oncall_offer.html", {"page": page}, status=410)
    with translation.override(offer.person.language):
        page = offer_page(offer, request.path)
        if request.method == "POST":
            yes = request.POST.get("answer") == "yes"
            done = answer(what="cover", pk=offer.pk, accept=yes, by=offer.person, at=at)
            page = answered_page(_("Cover"), done, yes)
        return render(request, "desk/oncall_offer.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: HttpRequest, token: str) -> HttpResponse:
    """The swap that is offered; with POST it is answered, once. The token is the proof."""
    at = now()
    offered = swap_of(token, at)
    if offered is None:
        said = _("The swap was answered or taken back, or its time has come.")
        page = OfferPage(_("This link no longer works"), refusal=said)
        return render(request, "desk/oncall_offer.html", {"page": page}, status=410)
    with translation.override(offered.other.language):
        page = swap_page(offered, request.path)
        if request.method == "POST":
            yes = request.POST.get("answer") == "yes"
            done = answer(what="swap", pk=offered.pk, accept=yes, by=offered.other, at=at)
            page = answered_page(_("Swap"), done, yes)
        return render(request, "desk/oncall_offer.html", {"page": page})


def swap_page(offered: Swap, action: str) -> OfferPage:
    """What is offered for what, and the two buttons."""
    language, zone = spoken(offered.other.language), offered.other.zone
    said = {
        "name": offered.asker.name,
        "rota": offered.rota.name,
        "since": moment_in(language, offered.since, zone),
        "until": moment_in(language, offered.until, zone),
        "other_since": moment_in(language, offered.other_since, zone),
        "other_until": moment_in(language, offered.other_until, zone),
    }
    text = _(
        "%(name)s offers you %(rota)s from %(since)s until %(until)s,"
        " for yours from %(other_since)s until %(other_until)s."
    )
    return OfferPage(_("Swap"), text % said, action=action, take=_("Swap"))


def offer_page(offer: CoverOffer, action: str) -> OfferPage:
    """What is asked, and the two buttons."""
    asked, language = offer.request, spoken(offer.person.language)
    said = {
        "name": asked.asker.name,
        "rota": asked.rota.name,
        "since": moment_in(language, asked.since, offer.person.zone),
        "until": moment_in(language, asked.until, offer.person.zone),
    }
    text = _("%(name)s asks you to cover %(rota)s from %(since)s until %(until)s.")
    return OfferPage(_("Cover"), text % said, asked.note, action, take=_("I take it"))


def answered_page(title: str, done: object, yes: bool) -> OfferPage:
    """What became of the answer."""
    if isinstance(done, Refusal):
        return OfferPage(title, refusal=done.text)
    return OfferPage(title, done=_("It is yours.") if yes else _("They see your answer."))
