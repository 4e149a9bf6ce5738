"""The desk's own fields of cases: declared, changed, retired and brought back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal as Unfit
from charterdesk.accounts.rights import demand_staffing, may_staff
from charterdesk.cases.commands import (
    bring_field_back,
    change_field,
    declare_field,
    retire_field,
)
from charterdesk.cases.models import OwnField
from charterdesk.cases.queries.own_fields import fields_of_the_desk, matters_known
from charterdesk.charters.queries import live_charters
from charterdesk.desk.forms.own_fields import OwnFieldForm
from charterdesk.desk.pages.own_fields import fields_page
from charterdesk.look.values import Refusal
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def fields(ask: Ask) -> HttpResponse:
    """All of them; with POST a new one."""
    form = _form(ask, None, sent=ask.is_post)
    if not ask.is_post:
        return _drawn(ask, form)
    demand_staffing(ask.person)
    if not form.is_valid():
        return _drawn(ask, form)
    made = declare_field(declared=form.declared(), by=ask.person, at=ask.at)
    if isinstance(made, Unfit):
        return _drawn(ask, form, made)
    return ask.go(reverse("desk:fields"), _("The field is there."))


@asked("POST")
def field(ask: Ask, pk: int) -> HttpResponse:
    """Change one."""
    demand_staffing(ask.person)
    form = _form(ask, _found(ask, pk), sent=True)
    assert form.field is not None
    if not form.is_valid():
        return _drawn(ask, form)
    refused = change_field(field=form.field, declared=form.declared(), by=ask.person)
    if refused is not None:
        return _drawn(ask, form, refused)
    return ask.go(reverse("desk:fields"), _("The field is changed."))


@asked("POST")
def retire(ask: Ask, pk: int) -> HttpResponse:
    """One is asked no more."""
    retire_field(field=_found(ask, pk), by=ask.person, at=ask.at)
    return ask.go(reverse("desk:fields"), _("It is asked no more. What cases have in it stays."))


@asked("POST")
def bring_back(ask: Ask, pk: int) -> HttpResponse:
    """A retired one is asked again."""
    bring_field_back(field=_found(ask, pk), by=ask.person)
    return ask.go(reverse("desk:fields"), _("It is asked again."))


def _found(ask: Ask, pk: int) -> OwnField:
    return get_object_or_404(fields_of_the_desk(ask.person), pk=pk)


def _form(ask: Ask, one: OwnField | None, *, sent: bool) -> OwnFieldForm:
    data = ask.request.POST if sent else None
    return OwnFieldForm(live_charters(ask.at), matters_known(ask.person, ask.at), one, data)


def _drawn(ask: Ask, sent: OwnFieldForm, refused: Unfit | None = None) -> HttpResponse:
    if refused is not None and refused.field in sent.fields:
        sent.add_error(refused.field, refused.text)
    shown = Refusal(refused.text) if refused and refused.field not in sent.fields else None
    forms = [
        sent if sent.field == one else _form(ask, one, sent=False)
        for one in fields_of_the_desk(ask.person)
    ]
    new = _form(ask, None, sent=False) if sent.field else sent
    page = fields_page(forms, new, shown, may_change=may_staff(ask.person))
    return ask.draw("desk/fields", page, current="fields", status=422 if ask.is_post else 200)
