"""What is typed about a customer's system, at the desk and by the customer.

A secret is never drawn again, whatever becomes of the form.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charterdesk.access.commands.systems import LONGEST_SECRET
from charterdesk.access.models import System
from charterdesk.access.ports import FURTHER, NoPort, read_ports
from charterdesk.customers.models import Asset

Lists = Mapping[str, Sequence[int]]
OTHER = "other"


class SystemForm(forms.Form):
    """A system: name, public address, ports by product; the equipment, where `assets` are given."""

    name = forms.CharField(label=gettext_lazy("Name of the system"), max_length=80)
    address = forms.CharField(
        label=gettext_lazy("Public address"), required=False, max_length=300,
        help_text=gettext_lazy("A name such as pbx.example.org, or an IP address."),
    )  # fmt: skip
    products = forms.MultipleChoiceField(
        label=gettext_lazy("Ports of the product"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    ports = forms.CharField(
        label=gettext_lazy("Further ports"), required=False, max_length=200,
        help_text=gettext_lazy("Numbers, such as 8443, 5061."),
    )  # fmt: skip
    asset = forms.ChoiceField(label=gettext_lazy("Equipment"), required=False)

    def __init__(
        self, lists: Lists, data: Any = None, *, prefix: str, system: System | None = None,
        assets: Sequence[Asset] = (),
    ) -> None:  # fmt: skip
        super().__init__(data, prefix=prefix, initial=_initial(lists, system))
        self._asset = system.asset if system else None
        self._assets = {one.tag: one for one in assets}
        asset = self.fields["asset"]
        assert isinstance(asset, forms.ChoiceField)
        asset.choices = [("", _("none")), *((tag, tag) for tag in self._assets)]
        if not self._assets:
            del self.fields["asset"]
        self.lists = {**(system.ports if system else {}), **lists}
        self.lists.pop(FURTHER, None)
        field = self.fields["products"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, _listed(name, each)) for name, each in self.lists.items()]
        if not self.lists:
            del self.fields["products"]

    def clean_ports(self) -> tuple[int, ...]:
        """The further ports as numbers."""
        try:
            return read_ports(self.cleaned_data["ports"])
        except NoPort as word:
            said = {"word": str(word)[:40]}
            raise forms.ValidationError(
                _("“%(word)s” is no port: a port is a number from 1 to 65535.") % said
            ) from word

    def given(self) -> dict[str, Any]:
        """Name, address, ports and equipment, as the command takes them."""
        data = self.cleaned_data
        ports = {name: tuple(self.lists[name]) for name in data.get("products", ())}
        if data["ports"]:
            ports[FURTHER] = data["ports"]
        asset = self._assets.get(data["asset"]) if "asset" in self.fields else self._asset
        return {"name": data["name"], "address": data["address"], "ports": ports, "asset": asset}


class SecretForm(forms.Form):
    """A secret on its way under seal; `words` are what the charter needs."""

    what = forms.ChoiceField(label=gettext_lazy("What it opens"))
    other = forms.CharField(
        label=gettext_lazy("Or in your own words"), required=False, max_length=120
    )
    account = forms.CharField(
        label=gettext_lazy("Account"), required=False, max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    secret = forms.CharField(
        label=gettext_lazy("Password or key"), max_length=LONGEST_SECRET, strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=gettext_lazy("It is kept under seal, and this page never shows it again."),
    )  # fmt: skip

    def __init__(self, words: Sequence[str], data: Any = None, *, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((word, word) for word in words), (OTHER, _("something else"))]
        if not words:
            field.widget, self.initial["what"] = forms.HiddenInput(), OTHER
            self.fields["other"].label = _("What it opens")

    def given(self) -> dict[str, str]:
        """What it opens, the account and the secret, as the command takes them."""
        data = self.cleaned_data
        what = data["other"] if data["what"] == OTHER else data["what"]
        return {"what": what, "account": data["account"], "secret": data["secret"]}


def _initial(lists: Lists, system: System | None) -> dict[str, Any]:
    if system is None:
        return {"products": list(lists) if len(lists) == 1 else []}
    further = ", ".join(map(str, system.ports.get(FURTHER, ())))
    products = [name for name in system.ports if name != FURTHER]
    return {
        "name": system.name, "address": system.address, "products": products, "ports": further,
        "asset": system.asset.tag if system.asset else "",
    }  # fmt: skip


def _listed(name: str, ports: Sequence[int]) -> str:
    return f"{name}: {', '.join(map(str, ports))}"
