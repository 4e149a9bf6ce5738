"""Sharing an incident on the status page: leads publish, update and withdraw."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_staffing
from charterdesk.cases.models import Case
from charterdesk.desk.forms.public import PublicUpdateForm, PublishForm
from charterdesk.desk.pages.public import public_page, publish_page
from charterdesk.desk.views.writing import found
from charterdesk.incidents.commands.publishing import (
    publish_incident,
    update_incident,
    withdraw_incident,
)
from charterdesk.incidents.models import PublicIncident
from charterdesk.incidents.queries.public import (
    incident_shared_of,
    published_incident,
    published_incidents,
)
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def publics(ask: Ask) -> HttpResponse:
    """All that was shared, and the form of something that belongs to no case."""
    return _publishing(ask, None)


@asked("GET", "POST")
def public(ask: Ask, number: str) -> HttpResponse:
    """What is shared of a case; its form where nothing is."""
    case = found(ask, number)
    shared = incident_shared_of(case)
    if shared is not None:
        return HttpResponseRedirect(reverse("desk:public_update", args=[shared.pk]))
    return _publishing(ask, case)


@asked("GET", "POST")
def public_update(ask: Ask, pk: int) -> HttpResponse:
    """One of them; with POST it is updated."""
    demand_staffing(ask.person)
    row = _found(ask, pk)
    form = PublicUpdateForm(ask.person, ask.at, ask.request.POST or None, row.state)
    done: PublicIncident | Refusal | None = None
    if form.is_valid():
        done = update_incident(incident=row, said=form.said(), by=ask.person, at=ask.at)
    if isinstance(done, PublicIncident):
        return ask.go(reverse("desk:public_update", args=[pk]), _("Everybody can read it now."))
    page = public_page(row, form, ask.reader, _shown(form, done))
    return ask.draw("desk/public", page, status=422 if ask.is_post else 200)


@asked("POST")
def public_withdraw(ask: Ask, pk: int) -> HttpResponse:
    """Take one off the page."""
    withdraw_incident(incident=_found(ask, pk), by=ask.person, at=ask.at)
    return ask.go(reverse("desk:public_update", args=[pk]), _("It is off the status page."))


def _publishing(ask: Ask, case: Case | None) -> HttpResponse:
    demand_staffing(ask.person)
    form = PublishForm(ask.person, ask.at, ask.request.POST if ask.is_post else None)
    done: PublicIncident | Refusal | None = None
    if form.is_valid():
        data = form.cleaned_data
        done = publish_incident(
            title=data["title"], affected=data["affected"], said=form.said(), by=ask.person,
            at=ask.at, case=case,
        )  # fmt: skip
    if isinstance(done, PublicIncident):
        return ask.go(
            reverse("desk:public_update", args=[done.pk]), _("Everybody can read it now.")
        )
    rows = published_incidents(ask.person) if case is None else ()
    page = publish_page(form, case, rows, ask.reader, _shown(form, done))
    return ask.draw("desk/public", page, status=422 if ask.is_post else 200)


def _found(ask: Ask, pk: int) -> PublicIncident:
    row = published_incident(ask.person, pk)
    if row is None:
        raise Http404
    return row


def _shown(form: PublicUpdateForm, done: PublicIncident | Refusal | None) -> Shown | None:
    if not isinstance(done, Refusal):
        return None
    if done.field == "anyway":
        form.ask_whether_meant()
    return Shown(done.text)
