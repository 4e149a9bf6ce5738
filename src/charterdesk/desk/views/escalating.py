"""Escalate: the preview by name and time, then the escalation itself."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.escalating import EscalateForm
from charterdesk.desk.pages.composers import draft_key
from charterdesk.desk.pages.escalate import escalate_page
from charterdesk.desk.preview import previewed
from charterdesk.desk.probing import Probe
from charterdesk.desk.views.acts import acting_on, unless_done
from charterdesk.look.values import Refusal as Shown
from charterdesk.oncall.queries import rota_for
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def escalate(ask: Ask, number: str) -> HttpResponse:
    """Who would be called when; with POST they are."""
    acting = acting_on(ask, number)
    form = EscalateForm(acting, ask.request.POST if ask.is_post else None)
    if again := unless_done(ask, form, partial(_drawn, ask, form)):
        return again
    urls = CaseUrls(acting.row.number, ask.way.url)
    key = draft_key(acting.row.number, "escalate")
    return ask.go(urls.page(), _("Escalated: they are being called."), key)


def _drawn(ask: Ask, form: EscalateForm, status: int, refusal: Shown | None) -> HttpResponse:
    acting = form.acting
    probe = Probe(acting.loaded, rota_for(acting.charter), ask.person, ask.at)
    ask.reader.names.update({one.username: one.name for one in acting.people})
    urls = CaseUrls(acting.row.number, ask.way.url)
    page = escalate_page(form, previewed(probe, form.command()), ask.reader, urls, refusal)
    return ask.draw("desk/escalate", page, status=status)
