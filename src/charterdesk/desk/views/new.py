"""New case: the questions of the charter, then the case with its number and its promises."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.answers import Done
from charterdesk.charters.queries import live_charters
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.ahead_values import NOT_ASKED, AheadPart
from charterdesk.desk.callers import callers_found, charter_asked
from charterdesk.desk.forms.new import Desk, NewCaseForm
from charterdesk.desk.opening import entry_of
from charterdesk.desk.pages.ahead import ahead_part, not_yet_part, other_charter_part, people_in
from charterdesk.desk.pages.new import new_page
from charterdesk.desk.pages.opened import opened_words
from charterdesk.desk.pages.refusals import not_done
from charterdesk.engine.charter.values import Charter
from charterdesk.intake.by_hand import Entry, is_too_late, look_ahead, open_entry
from charterdesk.intake.late import keep_late
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked
from charterdesk.visit.own_fields import OWN


@asked("GET", "POST")
def new(ask: Ask) -> HttpResponse:
    """The form; with POST the case is opened."""
    desk = _desk(ask)
    is_sketch = "preview" in ask.request.POST
    given = ask.request.POST if ask.is_post else None
    form = NewCaseForm(desk, given, _given(ask), is_sketch=is_sketch)
    if ask.is_post and form.other_charter:
        return _drawn_again(ask, desk)
    if is_sketch:
        return _previewed(ask, form)
    if not form.is_valid():
        return _drawn(ask, form, 422 if ask.is_post else 200)
    return _entered(ask, form, entry_of(form))


def _previewed(ask: Ask, form: NewCaseForm) -> HttpResponse:
    """The form with everything that was typed, and what would be promised; nothing is written."""
    if not form.is_valid():
        return _drawn(ask, form, 200, ahead=not_yet_part(form))
    ahead = look_ahead(entry_of(form), by=ask.person, at=ask.at)
    ask.learn_names(people_in(ahead))
    return _drawn(ask, form, 200, ahead=ahead_part(form, ahead, ask.reader))


def _drawn_again(ask: Ask, desk: Desk) -> HttpResponse:
    # A page that asks beside what is typed keeps its old questions; one that is drawn has the new.
    is_beside = ask.request.headers.get("X-Requested-With") == "fetch"
    ahead = other_charter_part() if is_beside else NOT_ASKED
    return _drawn(ask, _asked_again(ask, desk), 200, ahead=ahead, is_other=True)


def _entered(ask: Ask, form: NewCaseForm, entry: Entry) -> HttpResponse:
    """The case; what lies too far back is kept for the head, if that is what was pressed."""
    answer = open_entry(entry, by=ask.person, at=ask.at)
    if isinstance(answer, Done):
        done = opened_words(answer.case, ask.reader)
        return ask.go(CaseUrls(answer.case.number).page(), done, "d:new:body")
    is_late = is_too_late(entry, ask.at)
    if is_late and "ask_head" in ask.request.POST:
        late = keep_late(entry, by=ask.person, at=ask.at)
        done = _("It is kept; the head is asked to confirm it.")
        return ask.go(reverse("desk:late", args=[late.pk]), done, "d:new:body")
    return _drawn(ask, form, 422, not_done(answer, entry.charter), is_late=is_late)


def _desk(ask: Ask) -> Desk:
    live = live_charters(ask.at)
    if not live:
        raise Http404
    wanted = ask.request.POST.get("charter") or ask.request.GET.get("charter", "")
    mine = ask.request.POST.get("asked_as", wanted) or wanted or _callers_charter(ask, live)
    return Desk(ask.person, ask.at, _named(live, mine), live)


def _callers_charter(ask: Ask, live: tuple[Charter, ...]) -> str:
    """The charter of whoever is laid into the form, where all whom it may be have the same."""
    found = callers_found(ask.person, ask.request.GET.get("contact", ""))
    charters = {charter_asked(one, live) for one in found}
    only = charters.pop() if len(charters) == 1 else None
    return only.name if only else ""


def _named(live: tuple[Charter, ...], name: str) -> Charter:
    return next((one for one in live if one.name == name), live[0])


def _asked_again(ask: Ask, desk: Desk) -> NewCaseForm:
    """What was typed so far, with the questions of the charter that was chosen."""
    other = Desk(
        ask.person, ask.at, _named(tuple(desk.live), ask.request.POST["charter"]), desk.live
    )
    kept = ("contact", "subject", "body", "contacted_at", "answered", "length", "key")
    own = [name for name in ask.request.POST if name.startswith(OWN)]
    return NewCaseForm(other, None, {n: ask.request.POST.get(n, "") for n in (*kept, *own)})


def _given(ask: Ask) -> dict[str, str]:
    return {
        name: ask.request.GET[name] for name in ("contact", "subject") if name in ask.request.GET
    }


def _drawn(
    ask: Ask, form: NewCaseForm, status: int, refusal: Shown | None = None, *,
    is_late: bool = False, ahead: AheadPart = NOT_ASKED, is_other: bool = False,
) -> HttpResponse:  # fmt: skip
    page = replace(
        new_page(form, ask.reader, refusal), may_ask_head=is_late, ahead=ahead, is_other=is_other
    )
    return ask.draw("desk/new", page, current="new", status=status)
