"""A customer keeps the access to their systems; each change is a POST, and no secret comes back."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from charterdesk.access import commands
from charterdesk.access.forms import SecretForm, SystemForm
from charterdesk.access.models import Secret, System
from charterdesk.access.needs import secret_words
from charterdesk.access.ports import port_lists
from charterdesk.access.queries import systems_of_customer
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.commands import Form, receive_message
from charterdesk.cases.messages import Written
from charterdesk.cases.queries import state_of
from charterdesk.cases.store import Loaded
from charterdesk.look.values import Refusal as Shown
from charterdesk.portal.asking import Visit, guests
from charterdesk.portal.case import found
from charterdesk.portal.systems.page import (
    NEW,
    is_awaited,
    is_complete,
    may_enter,
    systems_page,
)


@guests()
def page(visit: Visit, number: str) -> HttpResponse:
    """What is needed and what is kept."""
    return _drawn(visit, state_of(found(visit, number)))


@guests("POST")
def add(visit: Visit, number: str) -> HttpResponse:
    """A system is added."""
    loaded = _entering(visit, number)
    form = SystemForm(port_lists(loaded.charter), visit.request.POST, prefix=NEW)
    return _system_kept(visit, loaded, form, None)


@guests("POST")
def change(visit: Visit, number: str, pk: int) -> HttpResponse:
    """Its address or ports."""
    loaded = _entering(visit, number)
    system = _system(loaded, pk)
    lists = port_lists(loaded.charter)
    form = SystemForm(lists, visit.request.POST, prefix=f"system{pk}", system=system)
    return _system_kept(visit, loaded, form, system)


@sensitive_post_parameters()
@guests("POST")
def keep(visit: Visit, number: str, pk: int) -> HttpResponse:
    """A secret goes under seal."""
    loaded = _entering(visit, number)
    words = secret_words(loaded.charter)
    form = SecretForm(words, visit.request.POST, prefix=f"secret{pk}")
    if not form.is_valid():
        return _drawn(visit, loaded, form, Shown(_("Something is missing or wrong.")))
    given = {**form.given(), **_common(visit, loaded)}
    done = commands.keep_secret(system=_system(loaded, pk), **given)
    if isinstance(done, Refusal):
        return _drawn(visit, loaded, form, Shown(done.text))
    return _kept(visit, loaded, _("It is kept under seal; nobody sees it without a reason."))


@guests("POST")
def wipe(visit: Visit, number: str, pk: int) -> HttpResponse:
    """A secret is wiped."""
    loaded = _entering(visit, number)
    kept = Secret.objects.filter(system__organisation=loaded.row.organisation)
    secret = kept.select_related("system__organisation").filter(pk=pk, ended_at=None).first()
    if secret is None:
        raise Http404
    commands.end_secret(secret=secret, **_common(visit, loaded))
    return _kept(visit, loaded, _("It is wiped."))


@guests("POST")
def done(visit: Visit, number: str) -> HttpResponse:
    """The customer says that all is there; who waits for it waits no longer."""
    loaded = _entering(visit, number)
    if is_awaited(loaded):
        _tell(visit, loaded, visit.request.POST.get("key", "")[:64])
    url = reverse("portal:case", args=[loaded.row.number])
    return visit.go(url, _("Thank you: we go on with it."))


def _entering(visit: Visit, number: str) -> Loaded:
    """The case, for its customer's own people; for others there is nothing here."""
    loaded = state_of(found(visit, number))
    if not may_enter(visit, loaded):
        raise Http404
    return loaded


def _system(loaded: Loaded, pk: int) -> System:
    rows = System.objects.filter(organisation=loaded.row.organisation, ended_at__isnull=True)
    system = rows.select_related("organisation").filter(pk=pk).first()
    if system is None:
        raise Http404
    return system


def _system_kept(
    visit: Visit, loaded: Loaded, form: SystemForm, system: System | None
) -> HttpResponse:
    if not form.is_valid():
        return _drawn(visit, loaded, form, Shown(_("Something is missing or wrong.")))
    customer = loaded.row.organisation
    assert customer is not None
    given = {**form.given(), **_common(visit, loaded)}
    kept = commands.keep_system(organisation=customer, system=system, **given)
    if isinstance(kept, Refusal):
        return _drawn(visit, loaded, form, Shown(kept.text))
    return _kept(visit, loaded, _("The system is kept."))


def _kept(visit: Visit, loaded: Loaded, told: str) -> HttpResponse:
    """Once all that is needed is there, the desk is told without another press."""
    customer = loaded.row.organisation
    assert customer is not None
    if is_awaited(loaded) and is_complete(loaded, systems_of_customer(customer)):
        _tell(visit, loaded, "")
    return visit.go(reverse("portal:access", args=[loaded.row.number]), told)


def _tell(visit: Visit, loaded: Loaded, key: str) -> None:
    """A message on the case, without a secret in it; it ends the waiting."""
    words = _("The access to our system is entered on the page.")
    receive_message(
        case=loaded.row, written=Written(text=words), by=visit.host.asker, at=visit.at,
        form=Form(key=f"access/{key}" if key else ""),
    )  # fmt: skip


def _common(visit: Visit, loaded: Loaded) -> dict[str, Any]:
    return {"by": visit.host.asker, "at": visit.at, "case": loaded.row}


def _drawn(
    visit: Visit, loaded: Loaded, bound: forms.Form | None = None, refusal: Shown | None = None
) -> HttpResponse:
    drawn = systems_page(visit, loaded, bound, refusal)
    status = 403 if drawn.why_not else 422 if refusal else 200
    return visit.draw("portal/systems", drawn, status)
