"""Escalate: the preview by name and time, then the escalation itself."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.escalating import EscalateForm
from charterdesk.desk.pages.composers import draft_key
from charterdesk.desk.pages.escalate import escalate_page
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.preview import previewed
from charterdesk.desk.probing import Probe
from charterdesk.desk.views.acts import acting_on
from charterdesk.look.values import Refusal as Shown
from charterdesk.oncall.queries import rota_for
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def escalate(ask: Ask, number: str) -> HttpResponse:
    """Who would be called when; with POST they are."""
    acting = acting_on(ask, number)
    form = EscalateForm(acting, ask.request.POST if ask.is_post else None)
    if not form.is_valid():
        return _drawn(ask, form, 422 if ask.is_post else 200)
    answer = form.do()
    urls = CaseUrls(acting.row.number, ask.way.url)
    if refusal := not_done(answer, acting.charter, urls):
        return _drawn(ask, form, 422, refusal)
    key = draft_key(acting.row.number, "escalate")
    return ask.go(urls.page(), _("Escalated: they are being called."), key)


def _drawn(ask: Ask, form: EscalateForm, status: int, refusal: Shown | None = None) -> HttpResponse:
    acting = form.acting
    probe = Probe(acting.loaded, rota_for(acting.charter), ask.person, ask.at)
    ask.reader.names.update({one.username: one.name for one in acting.people})
    urls = CaseUrls(acting.row.number, ask.way.url)
    page = escalate_page(form, previewed(probe, form.command()), ask.reader, urls, refusal)
    return ask.draw("desk/escalate", page, status=status)
