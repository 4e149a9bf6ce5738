"""Statements of customers and the rates, as their pages show them."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.charges.models import Rate
from charterdesk.charges.queries.statements import Line, Month, Months, next_month
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.costs_values import (
    FirmRow,
    MonthsPage,
    RateRow,
    StatementPage,
    StatementRow,
)
from charterdesk.desk.forms.prepaid import PrepaidForms
from charterdesk.desk.forms.statements import RateForm
from charterdesk.desk.pages.customers import pager_of
from charterdesk.desk.pages.prepaid import prepaid_part
from charterdesk.desk.pages.words import hours_words, work_words
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Link, Refusal
from charterdesk.visit.reader import Reader


def months_page(
    first: date, after: str, months: Months, rates: Iterable[Rate], form: RateForm,
    refusal: Refusal | None = None,
) -> MonthsPage:  # fmt: skip
    """The customers of the month, from the mark `after` on."""
    before = (first - timedelta(days=1)).replace(day=1)
    return MonthsPage(
        title=month_words(first),
        previous=_month_link(before),
        following=_month_link(next_month(first)),
        rows=tuple(_firm(one) for one in months.rows),
        pager=pager_of(reverse("desk:statements"), {"month": f"{first:%Y-%m}"}, after, months),
        rates=tuple(_rate(one) for one in rates),
        fields=fields_of(form),
        action=reverse("desk:rates"),
        refusal=refusal,
        open=form.is_bound,
    )


def statement_page(
    month: Month, forms: PrepaidForms, reader: Reader, refusal: Refusal | None = None
) -> StatementPage:
    """One customer's month."""
    firm, args = month.organisation, [month.organisation.pk, f"{month.first:%Y-%m}"]
    return StatementPage(
        title=_("Statement for %(firm)s") % {"firm": firm.name},
        firm=firm.name,
        month=month_words(month.first),
        lines=tuple(_line(one) for one in month.lines),
        length=hours_words(month.minutes) if month.minutes else "",
        totals=totals_of(month),
        billed=_billed(month, reader),
        warning=_("Some time has no rate yet: add the rate, then bill the month.")
        if month.is_unpriced else "",
        action=reverse("desk:bill", args=args),
        csv_url=reverse("desk:statement_csv", args=args),
        pdf_url=reverse("desk:statement_pdf", args=args),
        back_url=f"{reverse('desk:statements')}?month={args[1]}",
        prepaid=prepaid_part(month, forms, reader) if forms.contracts else None,
        refusal=refusal,
        partial=_("Lines of cases that you do not see are left out.") if month.is_partial else "",
    )  # fmt: skip


def month_words(first: date) -> str:
    """A month by name."""
    return date_format(first, "F Y")


def totals_of(month: Month) -> tuple[str, ...]:
    """The sums, one for each currency."""
    return tuple(f"{amount:.2f} {currency}" for currency, amount in month.totals.items())


def _month_link(first: date) -> Link:
    return Link(month_words(first), f"{reverse('desk:statements')}?month={first:%Y-%m}")


def _firm(month: Month) -> FirmRow:
    firm = month.organisation
    url = reverse("desk:statement", args=[firm.pk, f"{month.first:%Y-%m}"])
    length = hours_words(month.minutes) if month.minutes else "–"
    status = (
        _("billed")
        if month.billed
        else _("rate missing")
        if month.is_unpriced
        else pgettext("statement", "open")
    )
    return FirmRow(firm.name, url, length, "; ".join(totals_of(month)) or "–", status)


def _rate(rate: Rate) -> RateRow:
    return RateRow(
        rate.charter, rate.level or _("any"), work_words(rate.work) if rate.work else _("any"),
        rate.hours or _("any"), f"{rate.per_hour:.2f} {rate.currency}", f"{rate.valid_since}",
    )  # fmt: skip


def _line(line: Line) -> StatementRow:
    length = hours_words(line.minutes) if line.minutes else ""
    amount = f"{line.amount} {line.currency}".strip() if line.amount is not None else _("no rate")
    return StatementRow(
        line.day, Link(f"{line.case} {line.subject}".strip(), CaseUrls(line.case).of("costs")),
        what_of(line), length, amount,
    )  # fmt: skip


def what_of(line: Line) -> str:
    """What the line is about, in a sentence."""
    said = {"text": line.text, "work": work_words(line.work), "person": line.person}
    if line.kind == "charge":
        return line.text
    if line.kind == "quote":
        return _("By the quote that was accepted: %(text)s") % said
    words = ": ".join(filter(None, [f"{said['work']}, {said['person']}", line.text]))
    if not line.is_billed:
        return _("%(what)s (not billed)") % {"what": words}
    if line.prepaid:
        length = hours_words(line.prepaid)
        return _("%(what)s (%(length)s of it prepaid)") % {"what": words, "length": length}
    return words


def _billed(month: Month, reader: Reader) -> str:
    if month.billed is None:
        return ""
    who = month.billed.billed_by.name if month.billed.billed_by else _("the desk")
    said = {"who": who, "when": reader.full(month.billed.billed_at)}
    return _("Billed by %(who)s, %(when)s. It does not change any more.") % said
