"""A look at the customer's screen: asked for, their word recorded, begun, ended (R-HFN-16)."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from charterdesk.access.approvals import VIEW, is_guarded
from charterdesk.access.commands import viewing
from charterdesk.access.models import RemoteView
from charterdesk.access.queries import systems_of_case, view_for, views_of_case
from charterdesk.access.tools import tools_for
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.cases.store import Loaded
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.access import ViewForm, WordForm
from charterdesk.desk.pages.refusals import not_done
from charterdesk.desk.pages.remote import Stage, view_text, views_page
from charterdesk.desk.views.writing import found
from charterdesk.kit.settings_readers import MalformedSetting
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked()
def page(ask: Ask, number: str) -> HttpResponse:
    """The views of a case."""
    return _drawn(ask, found(ask, number))


@asked("POST")
def request(ask: Ask, number: str) -> HttpResponse:
    """Ask the customer."""
    case = found(ask, number)
    loaded = state_of(case)
    form = ViewForm(_tools(loaded)[0], ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, case, form, Shown(_("Something is missing or wrong.")))
    answer = viewing.ask_view(
        case=case, wanted=_wanted(ask, loaded, form.cleaned_data), by=ask.person, at=ask.at,
        key=form.cleaned_data["key"],
    )  # fmt: skip
    return _answered(ask, case, form, answer, _("The customer is asked for their approval."))


@asked("POST")
def word(ask: Ask, number: str, pk: int) -> HttpResponse:
    """The customer's yes by word of mouth is recorded."""
    view, form = _view(ask, number, pk), WordForm(pk, ask.request.POST)
    says = form.cleaned_data["says"] if form.is_valid() else ""
    answer = viewing.record_view_word(view=view, says=says, by=ask.person, at=ask.at)
    return _answered(ask, view.case, form, answer, _("Their word is recorded."))


@asked("POST")
def start(ask: Ask, number: str, pk: int) -> HttpResponse:
    """Begin, if the gate lets one."""
    view = _view(ask, number, pk)
    answer = viewing.start_view(view=view, by=ask.person, at=ask.at)
    return _answered(ask, view.case, None, answer, _("The view has begun."))


@asked("POST")
def end(ask: Ask, number: str, pk: int) -> HttpResponse:
    """It is over."""
    view = _view(ask, number, pk)
    viewing.end_view(view=view, by=ask.person, at=ask.at)
    return _answered(ask, view.case, None, None, _("It is over; the approval is over with it."))


def _wanted(ask: Ask, loaded: Loaded, data: dict[str, Any]) -> viewing.Wanted:
    text = view_text(loaded, ask.person.name, data) if data["mail"] else ""
    return viewing.Wanted(
        tool=data["tool"], place=data["place"], port=data["port"], purpose=data["purpose"],
        minutes=data["minutes"], text=text,
    )  # fmt: skip


def _view(ask: Ask, number: str, pk: int) -> RemoteView:
    view = view_for(ask.person, number, pk)
    if view is None:
        raise Http404
    return view


def _tools(loaded: Loaded) -> tuple[tuple[str, ...], str]:
    """The tools, or why there can be no view."""
    if not is_guarded(loaded, VIEW):
        said = {"act": VIEW}
        return (), _("The charter has no gate “%(act)s” that needs an approval.") % said
    try:
        return tuple(tools_for(loaded.charter, VIEW)), ""
    except MalformedSetting as fault:
        return (), str(fault)


def _answered(
    ask: Ask, case: Case, form: forms.Form | None, answer: object, done: str
) -> HttpResponse:
    urls = CaseUrls(case.number, ask.way.url)
    if refusal := not_done(answer, state_of(case).charter, urls):
        return _drawn(ask, case, form, refusal)
    return ask.go(urls.of("case_view"), done)


def _drawn(
    ask: Ask, case: Case, bound: forms.Form | None = None, refusal: Shown | None = None
) -> HttpResponse:
    loaded, urls = state_of(case), CaseUrls(case.number, ask.way.url)
    tools, missing = _tools(loaded)
    known = [one.system.address for one in systems_of_case(ask.person, case)]
    form = ViewForm(tools, place=known[0] if len(known) == 1 else "")
    form = bound if isinstance(bound, ViewForm) else form
    stage = Stage(loaded, views_of_case(ask.person, case), urls, ask.reader)
    drawn = views_page(stage, None if missing else form, missing, bound, refusal)
    return ask.draw("desk/case_view", drawn, status=422 if refusal else 200)
