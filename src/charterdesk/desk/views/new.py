"""New case: the questions of the charter, then the case with its number and its promises."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from charterdesk.cases.answers import Done
from charterdesk.charters.queries import live_charters
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.new import Desk, NewCaseForm
from charterdesk.desk.opening import open_from
from charterdesk.desk.pages.new import new_page
from charterdesk.desk.pages.opened import opened_words
from charterdesk.desk.pages.refusals import not_done
from charterdesk.engine.charter.values import Charter
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def new(ask: Ask) -> HttpResponse:
    """The form; with POST the case is opened."""
    desk = _desk(ask)
    form = NewCaseForm(desk, ask.request.POST if ask.is_post else None, _given(ask))
    if ask.is_post and form.other_charter:
        return _drawn(
            ask, _asked_again(ask, desk), 200, Shown(_("Now its channels and priorities:"))
        )
    if not form.is_valid():
        return _drawn(ask, form, 422 if ask.is_post else 200)
    answer = open_from(form)
    if not isinstance(answer, Done):
        return _drawn(ask, form, 422, not_done(answer, desk.charter))
    done = opened_words(answer.case, ask.reader)
    return ask.go(CaseUrls(answer.case.number).page(), done, "d:new:body")


def _desk(ask: Ask) -> Desk:
    live = live_charters(ask.at)
    if not live:
        raise Http404
    wanted = ask.request.POST.get("charter") or ask.request.GET.get("charter", "")
    mine = ask.request.POST.get("asked_as", wanted) or wanted
    return Desk(ask.person, ask.at, _named(live, mine), live)


def _named(live: tuple[Charter, ...], name: str) -> Charter:
    return next((one for one in live if one.name == name), live[0])


def _asked_again(ask: Ask, desk: Desk) -> NewCaseForm:
    """What was typed so far, with the questions of the charter that was chosen."""
    other = Desk(
        ask.person, ask.at, _named(tuple(desk.live), ask.request.POST["charter"]), desk.live
    )
    kept = ("contact", "subject", "body", "contacted_at", "answered", "length", "key")
    return NewCaseForm(other, None, {name: ask.request.POST.get(name, "") for name in kept})


def _given(ask: Ask) -> dict[str, str]:
    return {
        name: ask.request.GET[name] for name in ("contact", "subject") if name in ask.request.GET
    }


def _drawn(ask: Ask, form: NewCaseForm, status: int, refusal: Shown | None = None) -> HttpResponse:
    return ask.draw("desk/new", new_page(form, ask.reader, refusal), current="new", status=status)
