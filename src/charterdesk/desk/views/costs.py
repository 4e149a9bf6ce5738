"""Time and money of a case: its page, and what is done there."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.charges.commands import drop_stopwatch, start_stopwatch
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.costs import FORMS, CostForm, Costing, Done
from charterdesk.desk.pages.costs import costs_page
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.views.writing import found
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked

WATCH = ("start", "drop")


@asked()
def costs(ask: Ask, number: str) -> HttpResponse:
    """What was booked, charged and quoted, and the forms for more of it."""
    return _drawn(ask, found(ask, number))


@asked("POST")
def cost_deed(ask: Ask, number: str, deed: str) -> HttpResponse:
    """One of the forms of the page."""
    case = found(ask, number)
    if deed in WATCH:
        return _watched(ask, case, deed)
    if deed not in FORMS:
        raise Http404
    form = FORMS[deed](_costing(ask, case), ask.request.POST, ask.request.FILES)
    if not form.is_valid():
        return _drawn(ask, case, form, status=422)
    answer = form.do()
    if refusal := _refusal(answer, form, CaseUrls(case.number, ask.way.url)):
        return _drawn(ask, case, form, refusal, 422)
    return ask.go(CaseUrls(case.number, ask.way.url).of("costs"), _done()[deed])


def _watched(ask: Ask, case: Case, deed: str) -> HttpResponse:
    if deed == "drop":
        drop_stopwatch(case=case, by=ask.person, at=ask.at)
        done = _("The stopwatch is stopped; nothing was booked.")
    else:
        started = start_stopwatch(case=case, by=ask.person, at=ask.at)
        if isinstance(started, Refusal):
            return _drawn(ask, case, refusal=Shown(started.text), status=422)
        done = _("The stopwatch runs; you may close the page.")
    return ask.go(CaseUrls(case.number, ask.way.url).of("costs"), done)


def _refusal(answer: Done, form: CostForm, urls: CaseUrls) -> Shown | None:
    if isinstance(answer, Refusal):
        return Shown(answer.text)
    return not_done(answer, form.costing.loaded.charter, urls)


def _done() -> Mapping[str, str]:
    return {
        "book": _("The time is booked."),
        "strike": _("The time is struck."),
        "evidence": _("It is on the case; what the charter proposes stands below."),
        "decide": _("It is decided."),
        "quote": _("The quote is on its way to the customer."),
        "answer": _("The answer is recorded."),
    }


def _costing(ask: Ask, case: Case) -> Costing:
    return Costing(state_of(case), ask.person, ask.at)


def _drawn(
    ask: Ask, case: Case, typed: CostForm | None = None, refusal: Shown | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    costing = _costing(ask, case)
    page = costs_page(costing, CaseUrls(case.number, ask.way.url), typed, refusal)
    return ask.draw("desk/costs", page, status=status)
