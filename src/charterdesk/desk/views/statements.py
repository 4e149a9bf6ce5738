"""Statements of customers by month, the rates, hours bought beforehand: a lead's pages."""

from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_staffing
from charterdesk.charges.commands import add_rate, bill_month, buy_hours
from charterdesk.charges.queries.rates import rates_of
from charterdesk.charges.queries.statements import Month, month_of, months_of
from charterdesk.customers.models import Organisation
from charterdesk.desk.forms.statements import HoursForm, RateForm
from charterdesk.desk.pages.statements import months_page, statement_page
from charterdesk.desk.statements_csv import written
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked()
def statements(ask: Ask) -> HttpResponse:
    """All customers of a month; this month where none is said."""
    demand_staffing(ask.person)
    return _listed(ask, RateForm(ask.at))


@asked("POST")
def rates(ask: Ask) -> HttpResponse:
    """A rate is added."""
    demand_staffing(ask.person)
    form = RateForm(ask.at, ask.request.POST)
    if not form.is_valid():
        return _listed(ask, form, status=422)
    added = add_rate(**form.cleaned_data, by=ask.person, at=ask.at)
    if isinstance(added, Refusal):
        return _listed(ask, form, Shown(added.text), 422)
    return ask.go(reverse("desk:statements"), _("The rate is added."))


@asked()
def statement(ask: Ask, pk: int, month: str) -> HttpResponse:
    """One customer's month."""
    found = _found(ask, pk, month)
    return _drawn(ask, found, HoursForm(found.organisation, ask.at))


@asked()
def statement_csv(ask: Ask, pk: int, month: str) -> HttpResponse:
    """The same as a file."""
    found = _found(ask, pk, month)
    name = f"statement-{pk}-{month}.csv"
    return HttpResponse(
        written(found), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


@asked("POST")
def bill(ask: Ask, pk: int, month: str) -> HttpResponse:
    """The month is billed, once."""
    found = _found(ask, pk, month)
    firm = found.organisation
    billed = bill_month(organisation=firm, month=found.first, by=ask.person, at=ask.at)
    if isinstance(billed, Refusal):
        return _drawn(ask, found, HoursForm(firm, ask.at), Shown(billed.text))
    return ask.go(reverse("desk:statement", args=[pk, month]), _("The month is billed."))


@asked("POST")
def hours(ask: Ask, pk: int, month: str) -> HttpResponse:
    """Hours that the customer bought beforehand."""
    found = _found(ask, pk, month)
    form = HoursForm(found.organisation, ask.at, ask.request.POST)
    if not form.is_valid():
        return _drawn(ask, found, form, status=422)
    data = form.cleaned_data
    bought = buy_hours(
        contract=form.chosen, minutes=data["minutes"], bought_on=data["bought_on"],
        note=data["note"], by=ask.person, at=ask.at,
    )  # fmt: skip
    if isinstance(bought, Refusal):
        return _drawn(ask, found, form, Shown(bought.text))
    return ask.go(reverse("desk:statement", args=[pk, month]), _("The hours are added."))


def _found(ask: Ask, pk: int, month: str) -> Month:
    demand_staffing(ask.person)
    firm, first = Organisation.objects.filter(pk=pk).first(), _first(month)
    if firm is None or first is None:
        raise Http404
    return month_of(ask.person, firm, first)


def _first(text: str) -> date | None:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return first if 2000 <= first.year <= 2100 else None


def _listed(
    ask: Ask, form: RateForm, refusal: Shown | None = None, status: int = 200
) -> HttpResponse:
    today = ask.at.astimezone(ask.reader.zone).date()
    first = _first(ask.request.GET.get("month", "")) or today.replace(day=1)
    page = months_page(first, months_of(ask.person, first), rates_of(ask.person), form, refusal)
    return ask.draw("desk/statements", page, current="statements", status=status)


def _drawn(
    ask: Ask, month: Month, form: HoursForm, refusal: Shown | None = None, status: int = 200
) -> HttpResponse:
    page = statement_page(month, form, ask.reader, refusal)
    shown = 422 if refusal else status
    return ask.draw("desk/statement", page, current="statements", status=shown)
