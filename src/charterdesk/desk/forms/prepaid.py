"""Hours bought beforehand and hours taken back, as a lead types them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.charges.commands import buy_hours, take_hours_back
from charterdesk.charges.queries.prepaid import Bought, bought_for
from charterdesk.charges.sight import sees_charter
from charterdesk.customers.models import Contract, Organisation
from charterdesk.desk.forms.costs import MinutesField
from charterdesk.desk.pages.words import hours_words


class HoursForm(forms.Form):
    """Hours bought for one of the customer's contracts."""

    contract = forms.ChoiceField(label=_("Contract"))
    minutes = MinutesField(
        label=_("How many hours"), max_length=8, help_text=_("Like 10:00 for ten hours."),
    )  # fmt: skip
    bought_on = forms.DateField(label=_("Bought on"), widget=forms.DateInput)
    note = forms.CharField(label=_("Remark"), required=False, max_length=200)

    def __init__(self, contracts: Sequence[Contract], today: date, data: Any = None) -> None:
        super().__init__(data, prefix="hours", initial={"bought_on": today})
        self.contracts = {str(one.pk): one for one in contracts}
        _offer(self, "contract", [(key, str(one)) for key, one in self.contracts.items()])

    def is_done(self, by: Person, at: datetime) -> bool:
        """Give the command; what it refuses stands by its field."""
        if not self.is_valid():
            return False
        data = self.cleaned_data
        answer = buy_hours(
            contract=self.contracts[data["contract"]], minutes=data["minutes"],
            bought_on=data["bought_on"], note=data["note"], by=by, at=at,
        )  # fmt: skip
        return _taken(self, answer)


class HoursBackForm(forms.Form):
    """Hours that were typed wrongly. A choice holds what was left of it when it was shown."""

    entry = forms.ChoiceField(
        label=_("Which hours"),
        error_messages={
            "invalid_choice": _("These hours were changed meanwhile: look at them again.")
        },
    )
    minutes = MinutesField(
        label=_("How many of them"), max_length=8, help_text=_("Like 10:00 for ten hours."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=200,
        help_text=_("It stays beside the entry, with your name and the moment."),
    )  # fmt: skip

    def __init__(self, bought: Sequence[Bought], data: Any = None) -> None:
        super().__init__(data, prefix="back")
        self.bought = {f"{one.row.pk}-{one.left}": one for one in bought if one.left}
        _offer(self, "entry", [(key, _entry_words(one)) for key, one in self.bought.items()])

    @property
    def has_any(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self.bought)

    def is_done(self, by: Person, at: datetime) -> bool:
        """Give the command; what it refuses stands by its field."""
        if not self.is_valid():
            return False
        data = self.cleaned_data
        entry = self.bought[data["entry"]]
        answer = take_hours_back(
            bought=entry.row, left=entry.left, minutes=data["minutes"], reason=data["reason"],
            by=by, at=at,
        )  # fmt: skip
        return _taken(self, answer)


@dataclass(frozen=True, slots=True)
class PrepaidForms:
    """Both forms of the page, with what they are about: contracts in sight, and their hours."""

    contracts: Sequence[Contract]
    bought: Sequence[Bought]
    add: HoursForm
    back: HoursBackForm


def prepaid_forms(
    asker: Person, firm: Organisation, at: datetime, *, add: Any = None, back: Any = None
) -> PrepaidForms:
    """For a customer's contracts in the asker's sight; `add` or `back` is what was typed."""
    found = firm.contracts.order_by("pk")
    contracts = [one for one in found if sees_charter(asker, one.charter)]
    bought = bought_for(contracts)
    today = at.astimezone(ZoneInfo(firm.zone)).date()
    return PrepaidForms(
        contracts, bought, HoursForm(contracts, today, add), HoursBackForm(bought, back)
    )


def _entry_words(one: Bought) -> str:
    said = {
        "length": hours_words(one.left), "day": f"{one.row.bought_on}",
        "contract": f"{one.row.contract}",
    }  # fmt: skip
    return gettext("%(length)s of %(day)s for %(contract)s") % said


def _taken(form: forms.Form, answer: object) -> bool:
    """Whether it was done; a refusal stays on the form."""
    if not isinstance(answer, Refusal):
        return True
    form.add_error(answer.field if answer.field in form.fields else None, answer.text)
    return False


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
