"""What a customer has: equipment and licence keys, added on the customer's page."""

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.customers import equipping
from charterdesk.customers.equipment import asset_types
from charterdesk.customers.listing import contracts_of, customer_for
from charterdesk.customers.models import Organisation
from charterdesk.desk.customers import customer_of
from charterdesk.desk.forms.equipment import AssetForm, KeyForm
from charterdesk.desk.pages.customer import org_page
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked("POST")
def asset(ask: Ask, pk: int) -> HttpResponse:
    """A piece of equipment is added; its page asks for the fields of its type."""
    organisation = _organisation(ask, pk)
    form = AssetForm(asset_types(ask.person), ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, pk, form, _("Something is missing or wrong."))
    done = equipping.add_asset(
        organisation=organisation, tag=form.cleaned_data["tag"], about=form.about(),
        by=ask.person, at=ask.at,
    )  # fmt: skip
    if isinstance(done, Refusal):
        return _drawn(ask, pk, form, done.text)
    return ask.go(done.get_absolute_url(), _("The equipment is added."))


@asked("POST")
def key(ask: Ask, pk: int) -> HttpResponse:
    """A licence key is added under one of the customer's contracts."""
    form = KeyForm(contracts_of(ask.person, _organisation(ask, pk)), ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, pk, form, _("Something is missing or wrong."))
    done = equipping.add_licence_key(**form.given(), by=ask.person, at=ask.at)
    if isinstance(done, Refusal):
        return _drawn(ask, pk, form, done.text)
    return ask.go(reverse("desk:org", args=[pk]), _("The licence key is added."))


def _organisation(ask: Ask, pk: int) -> Organisation:
    found = customer_for(ask.person, pk)
    if found is None:
        raise Http404
    return found


def _drawn(ask: Ask, pk: int, form: forms.Form, why: str) -> HttpResponse:
    marks = ask.request.GET.dict()
    page = org_page(customer_of(ask.person, pk, ask.at, marks), marks, ask.reader, form, Shown(why))
    return ask.draw("desk/org", page, current="customers", status=422)
