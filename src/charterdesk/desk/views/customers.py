"""Customers: the list, one of them, and what can be added to it or ended."""

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_staffing, may_staff
from charterdesk.charters.queries import live_charters
from charterdesk.customers import commands
from charterdesk.customers.listing import (
    contact_of,
    contracts_of,
    customer_for,
    customers_like,
)
from charterdesk.customers.models import Contact, Contract, Organisation
from charterdesk.desk.customers import customer_of
from charterdesk.desk.forms import customers as asking
from charterdesk.desk.forms.people import PersonForm
from charterdesk.desk.forms.searching import SearchForm
from charterdesk.desk.pages.customer import org_page
from charterdesk.desk.pages.customers import orgs_page
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked
from charterdesk.welcome.launching import launch_contract


@asked("GET", "POST")
def orgs(ask: Ask) -> HttpResponse:
    """All customers; a post adds one."""
    if ask.is_post:
        return _add(ask)
    return _listed(ask, _adding(ask) if may_staff(ask.person) else None)


def _add(ask: Ask) -> HttpResponse:
    demand_staffing(ask.person)
    form = _adding(ask, ask.request.POST)
    if not form.is_valid():
        return _listed(ask, form, _faults(form), 422)
    added = commands.add_organisation(**form.given(), by=ask.person, at=ask.at)
    if isinstance(added, Refusal):
        return _listed(ask, form, Shown(added.text), 422)
    return ask.go(reverse("desk:org", args=[added.pk]), _("The customer is added."))


@asked()
def org(ask: Ask, pk: int) -> HttpResponse:
    """One customer."""
    return _drawn(ask, pk)


@asked("POST")
def contact(ask: Ask, pk: int) -> HttpResponse:
    """A new contact with an address."""
    form = asking.ContactForm(ask.request.POST, prefix=asking.CONTACT)
    found = _organisation(ask, pk)
    if not form.is_valid():
        return _drawn(ask, pk, form)
    done = commands.add_contact(**form.cleaned_data, organisation=found, by=ask.person, at=ask.at)
    return _answered(ask, pk, form, done, _("The contact is added."))


@asked("POST")
def address(ask: Ask, pk: int, contact: int) -> HttpResponse:
    """One more address of a contact."""
    found = _contact(ask, pk, contact)
    form = asking.AddressForm(ask.request.POST, prefix=asking.address_prefix(contact))
    if not form.is_valid():
        return _drawn(ask, pk, form)
    typed = form.cleaned_data["address"]
    done = commands.register_address(contact=found, address=typed, by=ask.person, at=ask.at)
    return _answered(ask, pk, form, done, _("The address is registered."))


@asked("POST")
def silence(ask: Ask, pk: int, contact: int) -> HttpResponse:
    """The contact asks no more."""
    found = _contact(ask, pk, contact)
    commands.deactivate_contact(contact=found, by=ask.person, at=ask.at)
    return ask.go(reverse("desk:org", args=[pk]), _("Mail from them counts as a stranger's now."))


@asked("POST")
def contract(ask: Ask, pk: int) -> HttpResponse:
    """A new contract in the words of a live charter."""
    demand_staffing(ask.person)
    form = asking.ContractForm(asking.words_of(live_charters(ask.at)), ask.request.POST)
    found = _organisation(ask, pk)
    if not form.is_valid():
        return _drawn(ask, pk, form)
    done = commands.add_contract(**form.given(), organisation=found, by=ask.person, at=ask.at)
    return _answered(ask, pk, form, done, _("The contract is added."))


@asked("POST")
def end(ask: Ask, pk: int, contract: int) -> HttpResponse:
    """A contract ends before a day."""
    demand_staffing(ask.person)
    found = _contract(ask, pk, contract)
    form = asking.EndForm(ask.request.POST, prefix=asking.end_prefix(contract))
    if not form.is_valid():
        return _drawn(ask, pk, form)
    day = form.cleaned_data["on"]
    done = commands.end_contract(contract=found, on=day, by=ask.person, at=ask.at)
    return _answered(ask, pk, form, done, _("The contract's end is set."))


@asked("POST")
def launch(ask: Ask, pk: int, contract: int) -> HttpResponse:
    """A contract is launched, and the welcome package goes out."""
    demand_staffing(ask.person)
    found = _contract(ask, pk, contract)
    charter = next((one for one in live_charters(ask.at) if one.name == found.charter), None)
    if charter is None:
        raise Http404
    done = launch_contract(contract=found, charter=charter, by=ask.person, at=ask.at)
    if isinstance(done, Refusal):
        return _drawn(ask, pk, refusal=Shown(done.text))
    return ask.go(reverse("desk:org", args=[pk]), _("The contract is launched."))


@asked("POST")
def manager(ask: Ask, pk: int) -> HttpResponse:
    """Who looks after the customer."""
    demand_staffing(ask.person)
    people = people_of_the_desk(ask.person)
    form = PersonForm(people, ask.request.POST, asking.MANAGER, empty="-")
    found = _organisation(ask, pk)
    if not form.is_valid():
        return _drawn(ask, pk, form)
    chosen = form.chosen()
    commands.assign_account_manager(organisation=found, person=chosen, by=ask.person, at=ask.at)
    return _answered(ask, pk, form, found, _("The account manager is set."))


def _adding(ask: Ask, data: object = None) -> asking.OrganisationForm:
    people, live = people_of_the_desk(ask.person), live_charters(ask.at)
    return asking.OrganisationForm(people, live, data, ask.person.zone)


def _organisation(ask: Ask, pk: int) -> Organisation:
    found = customer_for(ask.person, pk)
    if found is None:
        raise Http404
    return found


def _contact(ask: Ask, pk: int, contact: int) -> Contact:
    found = contact_of(ask.person, _organisation(ask, pk), contact)
    if found is None:
        raise Http404
    return found


def _contract(ask: Ask, pk: int, contract: int) -> Contract:
    theirs = contracts_of(ask.person, _organisation(ask, pk))
    found = next((one for one in theirs if one.pk == contract), None)
    if found is None:
        raise Http404
    return found


def _answered(ask: Ask, pk: int, form: forms.Form, result: object, done: str) -> HttpResponse:
    if isinstance(result, Refusal):
        return _drawn(ask, pk, form, Shown(result.text))
    return ask.go(reverse("desk:org", args=[pk]), done)


def _faults(form: forms.Form) -> Shown:
    faults = [f"{form[name].label}: {texts[0]}" for name, texts in form.errors.items()]
    return Shown(_("Something is missing or wrong."), tuple(faults))


def _listed(
    ask: Ask,
    form: asking.OrganisationForm | None,
    refusal: Shown | None = None,
    status: int = 200,
) -> HttpResponse:
    words, after = SearchForm(ask.request.GET).words(), ask.request.GET.get("after", "")
    page = orgs_page(words, after, customers_like(ask.person, words, after), form, refusal)
    return ask.draw("desk/orgs", page, current="customers", status=status)


def _drawn(
    ask: Ask, pk: int, bound: forms.Form | None = None, refusal: Shown | None = None
) -> HttpResponse:
    """The page; a form that is handed in was refused."""
    why, marks = refusal or (_faults(bound) if bound else None), ask.request.GET.dict()
    page = org_page(customer_of(ask.person, pk, ask.at, marks), marks, ask.reader, bound, why)
    return ask.draw("desk/org", page, current="customers", status=422 if why else 200)
