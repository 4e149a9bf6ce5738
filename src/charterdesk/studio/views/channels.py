"""The desk's own mail addresses: all of them, and one with what came to it."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.rights import demand_management
from charterdesk.charters.queries import live_charters
from charterdesk.intake.addresses import desk_addresses, last_mail_of, mail_of
from charterdesk.studio.forms.addresses import AddressForm
from charterdesk.studio.pages.channels import address_page, addresses_page
from charterdesk.visit.asking import Ask, asked

MOST_SHOWN = 30


@asked("GET", "POST")
def channels(ask: Ask) -> HttpResponse:
    """Where mail comes in; a post gives a channel the address that it has at this desk."""
    if not ask.is_post:
        return _listed(ask, AddressForm(live_charters(ask.at)))
    demand_management(ask.person)
    form = AddressForm(live_charters(ask.at), ask.request.POST)
    if not form.is_done(ask.person, ask.at):
        return _listed(ask, form, 422)
    return ask.go(reverse("studio:channels"), _("The address is set."))


def _listed(ask: Ask, form: AddressForm, status: int = 200) -> HttpResponse:
    found = [(one, last_mail_of(ask.person, one)) for one in desk_addresses(ask.person, ask.at)]
    page = addresses_page(found, form, ask.reader)
    return ask.draw("studio/channels", page, current="held", status=status)


@asked()
def channel(ask: Ask, address: str) -> HttpResponse:
    """One address: to which charters it leads, how its mail comes, what came."""
    wanted = address.casefold()
    found = next((one for one in desk_addresses(ask.person, ask.at) if one.address == wanted), None)
    if found is None:
        raise Http404
    page = address_page(found, mail_of(ask.person, found, MOST_SHOWN), ask.reader)
    return ask.draw("studio/channel", page, current="held")
