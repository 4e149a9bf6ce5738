"""Forms about customers: a new one, its contacts and their addresses, its contracts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.names import LANGUAGES
from charterdesk.desk.forms.people import PersonForm
from charterdesk.desk.forms.settings import zones
from charterdesk.engine.charter.values import Charter

ADD, CONTACT, CONTRACT, MANAGER = "org", "contact", "contract", "manager"


def address_prefix(contact: int) -> str:
    """What keeps the form of one contact apart from the others'."""
    return f"contact{contact}"


def end_prefix(contract: int) -> str:
    """What keeps the form of one contract apart from the others'."""
    return f"contract{contract}"


class OrganisationForm(PersonForm):
    """A new customer; the person is its account manager."""

    name = forms.CharField(label=_("Name of the customer"), max_length=120)
    charter = forms.ChoiceField(label=_("Charter"), required=False)
    zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language"), choices=tuple(LANGUAGES.items()))
    field_order = ("name", "charter", "zone", "language", "person")

    def __init__(
        self, people: Iterable[Person], charters: Sequence[Charter], data: Any = None,
        zone_here: str = "UTC",
    ) -> None:  # fmt: skip
        super().__init__(people, data, ADD, empty=str(_("nobody")))
        only = charters[0] if len(charters) == 1 else None
        self.initial["zone"] = only.zone if only else zone_here
        self.initial["charter"] = only.name if only else ""
        self.fields["person"].label = _("Account manager")
        charter, zone = self.fields["charter"], self.fields["zone"]
        assert isinstance(charter, forms.ChoiceField)
        assert isinstance(zone, forms.ChoiceField)
        charter.choices = [("", _("none")), *((c.name, c.title or c.name) for c in charters)]
        zone.choices = [(name, name) for name in zones()]

    def given(self) -> dict[str, Any]:
        """The customer as the command takes it."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "person"}
        return {**kept, "account_manager": self.chosen()}


class ContactForm(forms.Form):
    """A new contact with the address that they write from."""

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Mail address"), max_length=254, widget=forms.EmailInput)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    is_authorised = forms.BooleanField(
        label=_("Authorised"), required=False,
        help_text=_("Where a charter takes mail from authorised people only, theirs is taken."),
    )  # fmt: skip
    is_end_customer = forms.BooleanField(
        label=_("End customer: a customer or user of this organisation"), required=False
    )


class AddressForm(forms.Form):
    """One more address of a contact."""

    address = forms.CharField(
        label=_("Further mail address"), max_length=254, widget=forms.EmailInput
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A contract as a charter has it, with one of its levels where it has any."""

    charter: Charter
    name: str
    level: str

    @property
    def key(self) -> str:
        """What a form sends for it."""
        return f"{self.charter.name}|{self.name}|{self.level}"

    @property
    def label(self) -> str:
        """What a form shows for it."""
        what = f"{self.name}, {self.level}" if self.level else self.name
        return f"{self.charter.title or self.charter.name}: {what}"


def words_of(charters: Iterable[Charter]) -> list[Word]:
    """Every contract that the charters know, by each of its levels."""
    return [
        Word(charter, contract.name, level)
        for charter in charters
        for contract in charter.contracts.values()
        for level in contract.levels or ("",)
    ]


class ContractForm(forms.Form):
    """A contract from one day until before another."""

    word = forms.ChoiceField(label=_("Contract"))
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    since = forms.DateField(label=_("From"), widget=forms.DateInput)
    until = forms.DateField(
        label=_("Ends before"), required=False, widget=forms.DateInput,
        help_text=_("Empty while it has no end."),
    )  # fmt: skip

    def __init__(self, words: Sequence[Word], data: Any = None) -> None:
        super().__init__(data, prefix=CONTRACT)
        self.words = {one.key: one for one in words}
        field = self.fields["word"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("choose the contract")), *((w.key, w.label) for w in words)]

    def given(self) -> dict[str, Any]:
        """The contract as the command takes it, in the charter's words."""
        data = self.cleaned_data
        word = self.words[data["word"]]
        return {
            "charter": word.charter.name, "name": word.name, "level": word.level,
            "number": data["number"], "valid_since": data["since"], "valid_until": data["until"],
        }  # fmt: skip


class EndForm(forms.Form):
    """The day before which a contract ends."""

    on = forms.DateField(label=_("Ends before"), widget=forms.DateInput)
