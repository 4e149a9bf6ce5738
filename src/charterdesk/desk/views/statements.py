"""Statements of customers by month, and the rates: a lead's pages."""

from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_staffing
from charterdesk.charges.commands import add_rate, bill_month
from charterdesk.charges.queries.rates import rates_of
from charterdesk.charges.queries.statements import Month, month_of, months_of
from charterdesk.customers.models import Organisation
from charterdesk.desk.forms.prepaid import PrepaidForms, prepaid_forms
from charterdesk.desk.forms.statements import RateForm
from charterdesk.desk.pages.statements import months_page, statement_page
from charterdesk.desk.statements_csv import written
from charterdesk.desk.statements_pdf import drawn
from charterdesk.look.branding import brand_name
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked()
def statements(ask: Ask) -> HttpResponse:
    """All customers of a month; this month where none is said."""
    demand_staffing(ask.person)
    return _listed(ask, RateForm(ask.person, ask.at))


@asked("POST")
def rates(ask: Ask) -> HttpResponse:
    """A rate is added."""
    demand_staffing(ask.person)
    form = RateForm(ask.person, ask.at, ask.request.POST)
    if not form.is_valid():
        return _listed(ask, form, status=422)
    added = add_rate(**form.cleaned_data, by=ask.person, at=ask.at)
    if isinstance(added, Refusal):
        return _listed(ask, form, Shown(added.text), 422)
    return ask.go(reverse("desk:statements"), _("The rate is added."))


@asked()
def statement(ask: Ask, pk: int, month: str) -> HttpResponse:
    """One customer's month."""
    found = month_found(ask, pk, month)
    return drawn_month(ask, found, _forms(ask, found))


@asked()
def statement_csv(ask: Ask, pk: int, month: str) -> HttpResponse:
    """The same as a file."""
    found = month_found(ask, pk, month)
    return _file(written(found), "text/csv; charset=utf-8", f"{pk}-{month}.csv")


@asked()
def statement_pdf(ask: Ask, pk: int, month: str) -> HttpResponse:
    """The same as a paper, in the reader's language."""
    found = month_found(ask, pk, month)
    page = statement_page(found, _forms(ask, found), ask.reader)
    return _file(drawn(page, brand_name(), ask.at), "application/pdf", f"{pk}-{month}.pdf")


@asked("POST")
def bill(ask: Ask, pk: int, month: str) -> HttpResponse:
    """The month is billed, once."""
    found = month_found(ask, pk, month)
    firm = found.organisation
    billed = bill_month(organisation=firm, month=found.first, by=ask.person, at=ask.at)
    if isinstance(billed, Refusal):
        return drawn_month(ask, found, _forms(ask, found), Shown(billed.text))
    return ask.go(reverse("desk:statement", args=[pk, month]), _("The month is billed."))


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="statement-{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


def month_found(ask: Ask, pk: int, month: str) -> Month:
    """One customer's month; raises PermissionDenied, or Http404 where there is none."""
    demand_staffing(ask.person)
    firm, first = Organisation.objects.filter(pk=pk).first(), _first(month)
    if firm is None or first is None:
        raise Http404
    return month_of(ask.person, firm, first)


def _forms(ask: Ask, month: Month) -> PrepaidForms:
    return prepaid_forms(ask.person, month.organisation, ask.at)


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
    after = ask.request.GET.get("after", "")
    found = months_of(ask.person, first, after)
    page = months_page(first, after, found, rates_of(ask.person), form, refusal)
    return ask.draw("desk/statements", page, current="statements", status=status)


def drawn_month(
    ask: Ask, month: Month, forms: PrepaidForms, refusal: Shown | None = None, status: int = 200
) -> HttpResponse:
    """The page of the month with its forms as they were typed."""
    page = statement_page(month, forms, ask.reader, refusal)
    shown = 422 if refusal else status
    return ask.draw("desk/statement", page, current="statements", status=shown)
