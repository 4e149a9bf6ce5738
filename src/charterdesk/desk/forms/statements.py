"""Rates, as a lead types them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.charges.models import Work
from charterdesk.charges.sight import sees_charter
from charterdesk.charters.queries import live_charters
from charterdesk.desk.forms.costs import AmountField, CurrencyField
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

    def __init__(self, asker: Person, at: datetime, data: Any = None) -> None:
        today = at.astimezone(ZoneInfo(asker.zone)).date()
        super().__init__(data, prefix="rate", initial={"valid_since": today})
        self.charters = [one for one in live_charters(at) if sees_charter(asker, one.name)]
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


def _words(charters: list[Charter], *, contracts: bool) -> list[tuple[str, Any]]:
    words = [
        word for one in charters for word in (_contracts(one) if contracts else one.hours)
    ]  # fmt: skip
    return [("", _("any")), *((word, word) for word in dict.fromkeys(words))]


def _contracts(charter: Charter) -> list[str]:
    return [word for one in charter.contracts.values() for word in (one.name, *one.levels)]
