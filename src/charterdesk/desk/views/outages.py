"""Cases of one outage: the page of a case, and what is done to cases ticked in a list."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.answers import Done
from charterdesk.cases.models import Case
from charterdesk.cases.queries import case_for, state_of
from charterdesk.cases.queries.outages import cases_of_outage
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.acts.act import Acting
from charterdesk.desk.forms.bulk import BulkForm
from charterdesk.desk.forms.outages import FORMS, TOGETHER, OutageForm, Said
from charterdesk.desk.pages.outages import (
    WORDS,
    forms_for,
    outage_page,
    results_page,
    together_page,
)
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.views.acts import acting_on
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def outage(ask: Ask, number: str) -> HttpResponse:
    """The outage of a case, or the cases of it; with POST what its form says is done."""
    acting = acting_on(ask, number)
    if not ask.is_post:
        return _drawn(ask, acting)
    name = ask.request.POST.get("do", "")
    if name not in FORMS:
        raise Http404
    form = FORMS[name](acting, ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, acting, name, form)
    said, urls = form.do_all(), CaseUrls(acting.row.number, ask.way.url)
    if said.whole is not None and (refusal := not_done(said.whole, acting.charter, urls)):
        return _drawn(ask, acting, name, form, refusal)
    return _after(ask, name, said, urls)


@asked("GET", "POST")
def together(ask: Ask) -> HttpResponse:
    """Ticked cases under a known outage or a new one."""
    given = ask.request.POST if ask.is_post else ask.request.GET
    ticked, name = BulkForm(given), given.get("do", "")
    cases = [case for ref in ticked.refs() if (case := case_for(ask.person, ref))]
    back = ticked.back_url()
    if not cases:
        return ask.go(back, _("No case was ticked."))
    acting = Acting(state_of(cases[0]), ask.person, ask.at)
    forms = {one: of(acting, given if one == name else None) for one, of in TOGETHER.items()}
    form = forms.get(name) if ask.is_post else None
    if form is not None and form.is_valid():
        return _after(ask, name, form.do_for(cases), CaseUrls(cases[0].number, back))
    return _asked_together(ask, cases, forms, back)


def _asked_together(
    ask: Ask, cases: Sequence[Case], forms: dict[str, OutageForm], back: str
) -> HttpResponse:
    refs = [case.number for case in cases]
    page = together_page(refs, forms, reverse("desk:outage_together"), back)
    return ask.draw("desk/outage", page, status=422 if ask.is_post else 200)


def _after(ask: Ask, name: str, said: Said, urls: CaseUrls) -> HttpResponse:
    """Each case with what became of it; alone it is told in a word."""
    if name in ("join", "leave") and not said.each:
        return ask.go(urls.page(), _("It is done."))
    if name == "open" and isinstance(said.whole, Done):
        urls = CaseUrls(said.whole.case.number, urls.back)
    page = results_page(str(WORDS[name][0]), said, urls)
    return ask.draw("desk/bulk", page, status=200 if page.rows else 422)


def _drawn(
    ask: Ask, acting: Acting, name: str = "", form: OutageForm | None = None,
    refusal: Shown | None = None,
) -> HttpResponse:  # fmt: skip
    names = dict.fromkeys((*forms_for(acting.state), *([name] if name else [])))
    forms = {one: FORMS[one](acting) for one in names}
    if form is not None:
        forms[name] = form
    cases = cases_of_outage(ask.person, acting.row)
    urls = CaseUrls(acting.row.number, ask.way.url)
    refused = {name: refusal} if refusal else {}
    page = outage_page(acting, forms, cases, urls, ask.reader, refused)
    return ask.draw("desk/outage", page, status=422 if form is not None else 200)
