"""Propose to close: outcomes with their needs, then the proposal or its refusal in words."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.resolving import ResolveForm
from charterdesk.desk.pages.composers import draft_key
from charterdesk.desk.pages.resolve import DRAFT, resolve_page
from charterdesk.desk.probing import Probe
from charterdesk.desk.views.acts import acting_on, unless_done
from charterdesk.look.values import Refusal as Shown
from charterdesk.oncall.queries import rota_for
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def resolve(ask: Ask, number: str) -> HttpResponse:
    """The form; with POST the outcome is given."""
    acting = acting_on(ask, number)
    form = ResolveForm(acting, ask.request.POST if ask.is_post else None)
    if again := unless_done(ask, form, partial(_drawn, ask, form)):
        return again
    urls = CaseUrls(acting.row.number, ask.way.url)
    key = draft_key(acting.row.number, DRAFT)
    if acting.state.children:
        done = _("It is proposed to close the outage. What becomes of its cases is said here.")
        return ask.go(urls.of("outage"), done, key)
    return ask.go(urls.page(), _("It is proposed to close the case."), key)


def _drawn(ask: Ask, form: ResolveForm, status: int, refusal: Shown | None) -> HttpResponse:
    acting = form.acting
    probe = Probe(acting.loaded, rota_for(acting.charter), ask.person, ask.at)
    urls = CaseUrls(acting.row.number, ask.way.url)
    page = resolve_page(form, probe, ask.reader, urls, refusal)
    return ask.draw("desk/resolve", page, status=status)
