"""Rehearsing a night: the list with its form, the night in fast time, what is done in it."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.models import Case
from charterdesk.cases.queries import case_for
from charterdesk.charters.queries import live_charters
from charterdesk.desk.forms.rehearsal import RehearsalForm, ladder_key, ladders_of
from charterdesk.desk.incident_values import RehearsalsPage
from charterdesk.desk.pages.rehearsal import Stage, names_in, rehearsal_page, rehearsal_row
from charterdesk.engine.charter.values import Charter
from charterdesk.incidents.commands.rehearsing import (
    act_in_rehearsal,
    begin_rehearsal,
    press_on,
    stop_rehearsal,
)
from charterdesk.incidents.models import Rehearsal
from charterdesk.incidents.queries.rehearsals import asker_for, rehearsal_of, rehearsals_of
from charterdesk.incidents.rehearsing.keeping import scene_at
from charterdesk.incidents.rehearsing.people import people_called_by
from charterdesk.incidents.rehearsing.values import FIXED, HAVE, PASS
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal as Shown
from charterdesk.look.values import Tab
from charterdesk.oncall.queries import rota_for
from charterdesk.visit.asking import Ask, asked

Acted = Rehearsal | Refusal
Choice = tuple[Charter, str]


@asked("GET", "POST")
def rehearsals(ask: Ask) -> HttpResponse:
    """All of them; with POST a night begins."""
    ladders = ladders_of([one for one in live_charters(ask.at) if one.ladders])
    form = _form(ask, ladders)
    if form is None or not form.is_valid():
        return _listed(ask, ladders, form, _outdated(form))
    begun = _begin(ask, form)
    if isinstance(begun, Refusal):
        return _listed(ask, ladders, form, Shown(begun.text))
    return ask.go(reverse("desk:rehearsal", args=[begun.pk]), _("The night begins."))


@asked()
def rehearsal(ask: Ask, pk: int) -> HttpResponse:
    """The night as it stands now."""
    return _drawn(ask, _found(ask, pk))


@asked("POST")
def rehearsal_act(ask: Ask, pk: int, name: str) -> HttpResponse:
    """One act in it."""
    if name not in ACTS:
        raise Http404
    done = ACTS[name](ask, _found(ask, pk))
    if isinstance(done, Refusal):
        return _drawn(ask, _found(ask, pk), Shown(done.text))
    return ask.go(reverse("desk:rehearsal", args=[pk]))


def _form(ask: Ask, ladders: Sequence[Choice]) -> RehearsalForm | None:
    """The form for the ladder that was chosen, else for the first; None where there is none."""
    data, number = ask.request.POST if ask.is_post else None, ask.request.GET.get("case", "")
    case = case_for(ask.person, number) if number else None
    wanted = (data or ask.request.GET).get("ladder", "")
    of_case = [one for one in ladders if case is not None and one[0].name == case.charter]
    named = [one for one in ladders if ladder_key(*one) == wanted]
    chosen = next(iter((*named, *of_case, *ladders)), None)
    if chosen is None:
        return None
    charter, ladder = chosen
    people = [one for one in people_of_the_desk(ask.person) if one.is_active]
    can_be = people_called_by(charter, ladder, rota_for(charter), people)
    return RehearsalForm(charter, ladder, can_be, ask.at, data, case.number if case else "")


def _outdated(form: RehearsalForm | None) -> Shown | None:
    """Why a form that lay open can't be taken as it is; what was typed in it stays."""
    if form is None:
        return Shown(_("No charter in force has a ladder to rehearse."))
    if not form.is_bound or not form.has_error("ladder"):
        return None
    return Shown(_("The ladder is no longer in force: choose another one above."))


def _begin(ask: Ask, form: RehearsalForm) -> Acted:
    number = form.cleaned_data["number"].strip()
    case = case_for(ask.person, number) if number else None
    if number and case is None:
        return Refusal(_("You see no case %(number)s.") % {"number": number}, "number")
    if case is not None and case.charter != form.charter.name:
        said = {"number": case.number, "charter": case.charter}
        return Refusal(_("The case %(number)s is under the charter %(charter)s.") % said, "ladder")
    return begin_rehearsal(
        charter=form.charter, ladder=form.chosen,
        subject=_subject(case), begins_at=form.begins_at(), speed=form.cleaned_data["speed"],
        manners=form.manners(), by=ask.person, at=ask.at, case=case,
        asker=case.asker if case else asker_for(form.charter.name),
        for_real=form.cleaned_data["for_real"],
    )  # fmt: skip


def _subject(case: Case | None) -> str:
    return case.subject[:300] if case and case.subject else _("Rehearsal")


def _listed(
    ask: Ask, ladders: Sequence[Choice], form: RehearsalForm | None, refusal: Shown | None
) -> HttpResponse:
    page = RehearsalsPage(
        title=_title(form.charter, form.chosen) if form else _("The night"),
        ladders=tuple(_choice(one, form, ask) for one in ladders),
        fields=fields_of(form) if form else (),
        action=reverse("desk:rehearsals"),
        rows=tuple(rehearsal_row(one, ask.reader) for one in rehearsals_of(ask.person)),
        refusal=refusal,
    )
    return ask.draw(
        "desk/rehearsals", page, current="rehearsals", status=422 if ask.is_post else 200
    )


def _title(charter: Charter, ladder: str) -> str:
    return f"{charter.title or charter.name}: {ladder}"


def _choice(one: Choice, form: RehearsalForm | None, ask: Ask) -> Tab:
    """A ladder to choose; the case that was asked for goes along."""
    number = ask.request.GET.get("case", "")
    query = {"ladder": ladder_key(*one)} | ({"case": number} if number else {})
    current = form is not None and one == (form.charter, form.chosen)
    return Tab(_title(*one), f"{reverse('desk:rehearsals')}?{urlencode(query)}", current)


def _found(ask: Ask, pk: int) -> Rehearsal:
    row = rehearsal_of(ask.person, pk)
    if row is None:
        raise Http404
    return row


def _drawn(ask: Ask, row: Rehearsal, refusal: Shown | None = None) -> HttpResponse:
    stage = Stage(row, scene_at(row, row.night_at(ask.at)), ask.person, ask.at)
    ask.learn_names(names_in(stage))
    page = rehearsal_page(stage, ask.reader.names, refusal)
    status = 422 if refusal else 200
    return ask.draw("desk/rehearsal", page, current="rehearsals", status=status)


def _have(ask: Ask, row: Rehearsal) -> Acted:
    who = ask.request.POST.get("who", "")
    return act_in_rehearsal(rehearsal=row, what=HAVE, who=who, by=ask.person, at=ask.at)


def _pass(ask: Ask, row: Rehearsal) -> Acted:
    who = ask.request.POST.get("who", "")
    return act_in_rehearsal(rehearsal=row, what=PASS, who=who, by=ask.person, at=ask.at)


def _fixed(ask: Ask, row: Rehearsal) -> Acted:
    return act_in_rehearsal(rehearsal=row, what=FIXED, by=ask.person, at=ask.at)


def _on(ask: Ask, row: Rehearsal) -> Acted:
    return press_on(rehearsal=row, by=ask.person, at=ask.at)


def _stop(ask: Ask, row: Rehearsal) -> Acted:
    return stop_rehearsal(rehearsal=row, by=ask.person, at=ask.at)


ACTS: dict[str, Callable[[Ask, Rehearsal], Acted]] = {
    HAVE: _have,
    PASS: _pass,
    FIXED: _fixed,
    "on": _on,
    "stop": _stop,
}
