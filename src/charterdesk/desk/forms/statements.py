"""Rates, and hours that were bought beforehand, as a lead types them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.charges.models import Work
from charterdesk.charters.queries import live_charters
from charterdesk.customers.models import Contract, Organisation
from charterdesk.desk.forms.costs import AmountField, CurrencyField, MinutesField
from charterdesk.desk.pages.words import work_words
from charterdesk.engine.charter.values import Charter


class RateForm(forms.Form):
    """What an hour costs; a level and hours are words of the charter."""

    charter = forms.ChoiceField(label=_("Charter"))
    level = forms.ChoiceField(label=_("Contract"), required=False)
    work = forms.ChoiceField(label=_("Kind of work"), required=False)
    hours = forms.ChoiceField(
        label=_("Hours"), required=False,
        help_text=_("A rate for some hours needs another one, without hours, for the rest."),
    )  # fmt: skip
    per_hour = AmountField(
        label=_("Price of an hour"), max_length=16, help_text=_("0 means: such work is included.")
    )
    currency = CurrencyField(label=_("Currency"), max_length=3)
    valid_since = forms.DateField(label=_("Holds since"), widget=forms.DateInput)

    def __init__(self, at: datetime, data: Any = None) -> None:
        super().__init__(data, prefix="rate", initial={"valid_since": at.date()})
        self.charters = list(live_charters(at))
        self._offer("charter", [(one.name, one.name) for one in self.charters])
        self._offer("level", _words(self.charters, contracts=True))
        self._offer("hours", _words(self.charters, contracts=False))
        works = [(one, work_words(one)) for one in Work.values]
        self._offer("work", [("", _("any")), *works])

    def clean(self) -> None:
        """Contract and hours are of the charter that was chosen."""
        super().clean()
        data = self.cleaned_data
        chosen = next((one for one in self.charters if one.name == data.get("charter")), None)
        if chosen is None:
            return
        if data.get("level") and chosen.contract(data["level"]) is None:
            self.add_error("level", _("This charter has no such contract."))
        if data.get("hours") and data["hours"] not in chosen.hours:
            self.add_error("hours", _("This charter has no such hours."))

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class HoursForm(forms.Form):
    """Hours bought for one of the customer's contracts."""

    contract = forms.ChoiceField(label=_("Contract"))
    minutes = MinutesField(
        label=_("How many hours"), max_length=8, help_text=_("Like 10:00 for ten hours."),
    )  # fmt: skip
    bought_on = forms.DateField(label=_("Bought on"), widget=forms.DateInput)
    note = forms.CharField(label=_("Remark"), required=False, max_length=200)

    def __init__(self, firm: Organisation, at: datetime, data: Any = None) -> None:
        super().__init__(data, prefix="hours", initial={"bought_on": at.date()})
        self.contracts = {str(one.pk): one for one in firm.contracts.order_by("pk")}
        field = self.fields["contract"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, str(one)) for key, one in self.contracts.items()]

    @property
    def chosen(self) -> Contract:
        """The contract, once the form is valid."""
        return self.contracts[self.cleaned_data["contract"]]


def _words(charters: list[Charter], *, contracts: bool) -> list[tuple[str, Any]]:
    words = [
        word for one in charters for word in (_contracts(one) if contracts else one.hours)
    ]  # fmt: skip
    return [("", _("any")), *((word, word) for word in dict.fromkeys(words))]


def _contracts(charter: Charter) -> list[str]:
    return [word for one in charter.contracts.values() for word in (one.name, *one.levels)]
