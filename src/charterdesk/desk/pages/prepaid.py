"""Hours bought beforehand, as the page of a statement shows them: how they stand and came about."""

from collections.abc import Sequence

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.charges.models import TakenBack
from charterdesk.charges.queries.prepaid import Bought, balance_billed, balance_of
from charterdesk.charges.queries.statements import Month
from charterdesk.customers.models import Contract
from charterdesk.desk.costs_values import BoughtRow, CostForms, PrepaidPart, PrepaidRow
from charterdesk.desk.forms.prepaid import PrepaidForms
from charterdesk.desk.pages.costs import balance_words
from charterdesk.desk.pages.words import hours_words
from charterdesk.look.fields import fields_of
from charterdesk.visit.reader import Reader


def prepaid_part(month: Month, forms: PrepaidForms, reader: Reader) -> PrepaidPart:
    """The part of the page for the contracts of `forms`."""
    rows = []
    for contract in forms.contracts:
        entries = [one for one in forms.bought if one.row.contract_id == contract.pk]
        if entries:
            rows.append(_row(month, contract, entries, reader))
    back = _form(month, "hours_back", forms.back) if forms.back.has_any else None
    return PrepaidPart(tuple(rows), _form(month, "hours", forms.add), back)


def _form(month: Month, name: str, form: Form) -> CostForms:
    args = [month.organisation.pk, f"{month.first:%Y-%m}"]
    return CostForms(reverse(f"desk:{name}", args=args), fields_of(form), form.is_bound)


def _row(month: Month, contract: Contract, entries: Sequence[Bought], reader: Reader) -> PrepaidRow:
    balance = balance_of(contract)
    return PrepaidRow(
        contract=str(contract),
        words=balance_words(balance),
        low=balance.is_low,
        billed=_billed(month, contract),
        entries=tuple(_entry(one, reader) for one in entries),
    )


def _billed(month: Month, contract: Contract) -> str:
    """How the balance was when the month was billed; "" where it was not, or none were bought."""
    balance = balance_billed(contract, month.billed) if month.billed else None
    if balance is None or not balance.bought:
        return ""
    said = {
        "bought": hours_words(balance.bought),
        "used": hours_words(balance.used),
        "left": hours_words(balance.left),
    }
    return _(
        "When this month was billed: of %(bought)s bought until then, %(used)s were billed and "
        "%(left)s were left."
    ) % said  # fmt: skip


def _entry(entry: Bought, reader: Reader) -> BoughtRow:
    row = entry.row
    said = {"who": _who(row.added_by), "when": reader.full(row.added_at)}
    return BoughtRow(
        day=f"{row.bought_on}",
        length=hours_words(row.minutes),
        note=row.note,
        entered=_("entered by %(who)s, %(when)s") % said,
        corrections=tuple(_correction(one, reader) for one in entry.corrections),
    )


def _correction(one: TakenBack, reader: Reader) -> str:
    said = {
        "length": hours_words(one.minutes), "who": _who(one.added_by),
        "when": reader.full(one.added_at), "why": one.reason,
    }  # fmt: skip
    return _("%(length)s taken back by %(who)s, %(when)s: %(why)s") % said


def _who(person: Person | None) -> str:
    return person.name if person else _("the desk")
