"""Macros: their own page, and one of them on a case, seen before it acts."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal as Refused
from charterdesk.cases.answers import Answer, Conflict
from charterdesk.cases.commands import change_macro, drop_macro, make_macro, use_macro
from charterdesk.cases.models import Case, Macro
from charterdesk.cases.queries.macros import macros_of
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.macros import MacroForm
from charterdesk.desk.forms.writing import WritingForm
from charterdesk.desk.pages.composers import NOTE, REPLY, Typed
from charterdesk.desk.pages.holding import (
    held_by_conflict,
    held_by_doubt,
    held_by_fault,
    held_by_refusal,
)
from charterdesk.desk.pages.macros import choosing_page, macros_page, preview_page
from charterdesk.desk.views.writing import doubts_about, found, undo_url
from charterdesk.engine.decide import Refusal
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.look.values import ComposerMode
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def macros(ask: Ask) -> HttpResponse:
    """All of the reader's; with POST a new one."""
    form = MacroForm(ask.person, None, ask.request.POST if ask.is_post else None)
    if not ask.is_post or not form.is_valid():
        return _drawn(ask, form)
    made = make_macro(drawn=form.drawn(), by=ask.person, at=ask.at)
    if isinstance(made, Refused):
        return _drawn(ask, form, made)
    return ask.go(reverse("desk:macros"), _("The macro is there."))


@asked("POST")
def macro(ask: Ask, pk: int) -> HttpResponse:
    """Change one."""
    form = MacroForm(ask.person, _macro(ask, pk), ask.request.POST)
    assert form.macro is not None
    if not form.is_valid():
        return _drawn(ask, form)
    refused = change_macro(macro=form.macro, drawn=form.drawn(), by=ask.person)
    if refused is not None:
        return _drawn(ask, form, refused)
    return ask.go(reverse("desk:macros"), _("The macro is changed."))


@asked("POST")
def drop(ask: Ask, pk: int) -> HttpResponse:
    """Drop one."""
    drop_macro(macro=_macro(ask, pk), by=ask.person)
    return ask.go(reverse("desk:macros"), _("The macro is gone. What was sent with it stays."))


@asked("GET", "POST")
def case_macro(ask: Ask, number: str) -> HttpResponse:
    """Which macro; its text for the case; with POST it is sent and done."""
    case, urls = found(ask, number), CaseUrls(number, ask.way.url)
    pk = whole_number(ask.request.GET.get("macro", ""))
    if pk is None:
        return ask.draw("desk/case_macro", choosing_page(case, macros_of(ask.person), urls))
    chosen = _macro(ask, pk)
    if not ask.is_post:
        return ask.draw("desk/case_macro", preview_page(case, chosen, urls, ask.reader))
    answer = _used(ask, case, chosen, WritingForm(ask.request.POST))
    if isinstance(answer, Typed):
        page = preview_page(case, chosen, urls, ask.reader, answer)
        return ask.draw("desk/case_macro", page, status=422)
    way = "" if chosen.takes or chosen.waits else undo_url(ask, case, answer)
    return ask.go(urls.page(), _("%(name)s is done.") % {"name": chosen.name}, undo_url=way)


def _used(ask: Ask, case: Case, chosen: Macro, form: WritingForm) -> Answer | Typed:
    """Use it; where something held it, the text as it was sent, with what that was."""
    mode: ComposerMode = NOTE if chosen.mode == Macro.Mode.NOTE else REPLY
    if not form.is_valid():
        return held_by_fault(mode, form)
    if mode == REPLY and (doubts := doubts_about(ask, form)):
        return held_by_doubt(form, doubts)
    if mode == NOTE:
        form.cleaned_data["seen"] = None
    answer = use_macro(
        macro=chosen, case=case, text=form.cleaned_data["body"], by=ask.person, at=ask.at,
        form=form.form(), waits=timedelta(seconds=ask.person.undo_seconds),
    )  # fmt: skip
    if isinstance(answer, Conflict):
        ask.learn_names(event.by for event in answer.news)
        return held_by_conflict(mode, form, answer, ask.reader)
    return held_by_refusal(mode, form, answer) if isinstance(answer, Refusal) else answer


def _macro(ask: Ask, pk: int) -> Macro:
    return get_object_or_404(macros_of(ask.person), pk=pk)


def _drawn(ask: Ask, sent: MacroForm, refused: Refused | None = None) -> HttpResponse:
    forms = [
        sent if sent.macro == one else MacroForm(ask.person, one) for one in macros_of(ask.person)
    ]
    new = MacroForm(ask.person) if sent.macro else sent
    page = macros_page(forms, new, ask.reader, Shown(refused.text) if refused else None)
    return ask.draw("desk/macros", page, status=422 if ask.is_post else 200)
