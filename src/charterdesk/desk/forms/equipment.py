"""Forms about equipment: a piece of it, its relations, a type, a licence key, a sheet."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from charterdesk.customers.equipping import About
from charterdesk.customers.models import Asset, AssetRelation, AssetType, Contract

ASSET, KEY, RELATE, TYPE = "asset", "key", "relate", "type"
MOST_BYTES = 2 * 1024 * 1024


class AssetForm(forms.Form):
    """What is known of a piece of equipment; `tag` is asked of a new one only."""

    tag = forms.CharField(
        label=_("Tag"), max_length=40,
        help_text=_("Its name at the desk, without spaces: it stays."),
    )  # fmt: skip
    type = forms.ChoiceField(label=_("Type"))
    product = forms.CharField(label=_("Product"), max_length=80, required=False)
    version = forms.CharField(label=_("Version"), max_length=40, required=False)
    serial = forms.CharField(label=_("Serial number"), max_length=80, required=False)
    licence_key = forms.CharField(label=_("Licence key"), max_length=80, required=False)
    warranty_until = forms.DateField(
        label=_("Warranty until"), required=False, widget=forms.DateInput
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)

    def __init__(
        self, types: Sequence[AssetType], data: Any = None, asset: Asset | None = None
    ) -> None:
        super().__init__(data, prefix=ASSET, initial=_initial(asset) if asset else None)
        self.types = {str(one.pk): one for one in types}
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.name) for key, one in self.types.items()]
        self.own: dict[str, str] = {}
        if asset:
            del self.fields["tag"]
            self._ask_own(asset)

    def _ask_own(self, asset: Asset) -> None:
        for index, name in enumerate(asset.type.own_fields):
            key = f"own{index}"
            self.own[key] = name
            field = forms.CharField(label=name, max_length=200, required=False)
            field.initial = asset.own_values.get(name, "")
            self.fields[key] = field

    def about(self) -> About:
        """What was typed; fields of a former type go with it."""
        data, kind = self.cleaned_data, self.types[self.cleaned_data["type"]]
        own = {name: data[key] for key, name in self.own.items() if name in kind.own_fields}
        return About(
            type=kind, product=data["product"], version=data["version"], serial=data["serial"],
            licence_key=data["licence_key"], warranty_until=data["warranty_until"],
            place=data["place"], own=own,
        )  # fmt: skip


def _initial(asset: Asset) -> dict[str, Any]:
    names = ("product", "version", "serial", "warranty_until", "place")
    known = {name: getattr(asset, name) for name in names}
    key = asset.licence_key.number if asset.licence_key else ""
    return {**known, "type": str(asset.type_id), "licence_key": key}


class RelateForm(forms.Form):
    """How it stands to another piece of the same customer's."""

    kind = forms.ChoiceField(
        label=_("It is"),
        choices=(
            (AssetRelation.Kind.PART_OF, _("part of")),
            (AssetRelation.Kind.CONNECTED, _("connected to")),
            (AssetRelation.Kind.REPLACES, _("in place of")),
        ),
    )  # fmt: skip
    other = forms.CharField(label=_("Tag of the other"), max_length=40)


class TypeForm(forms.Form):
    """A type, with the names of the fields of its own."""

    name = forms.CharField(label=_("Type"), max_length=60)
    own_fields = forms.CharField(
        label=_("Fields of its own"), max_length=2000, required=False,
        help_text=_("Separated by commas. A type that is there gets the ones that it lacks."),
    )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """The type as the command takes it."""
        data = self.cleaned_data
        return {"name": data["name"], "own_fields": data["own_fields"].split(",")}


class KeyForm(forms.Form):
    """A licence key under one of the customer's contracts."""

    number = forms.CharField(label=_("Licence key"), max_length=80)
    contract = forms.ChoiceField(label=_("Contract"))
    product = forms.CharField(label=_("Product"), max_length=80, required=False)
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput,
        help_text=_("Empty while it has no end."),
    )  # fmt: skip

    def __init__(self, contracts: Iterable[Contract], data: Any = None) -> None:
        super().__init__(data, prefix=KEY)
        self.contracts = {str(one.pk): one for one in contracts}
        field = self.fields["contract"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, contract_label(one)) for key, one in self.contracts.items()]

    def given(self) -> dict[str, Any]:
        """The key as the command takes it."""
        data = self.cleaned_data
        return {**data, "contract": self.contracts[data["contract"]]}


def contract_label(one: Contract) -> str:
    """A contract among the customer's others."""
    words = f"{one.name}, {one.level}" if one.level else one.name
    return f"{one.number} ({words})" if one.number else words


class SheetForm(forms.Form):
    """A sheet as a file, or pasted."""

    file = forms.FileField(label=_("A CSV file"), required=False)
    text = forms.CharField(
        label=_("Or its lines, pasted"), required=False, strip=False, max_length=MOST_BYTES,
        widget=forms.Textarea({"rows": 8}),
    )  # fmt: skip

    def clean(self) -> None:
        """The text of the file, where one was chosen."""
        super().clean()
        given = self.cleaned_data.get("file")
        if given:
            self.cleaned_data["text"] = self._read(given)
        if not self.errors and not self.cleaned_data.get("text", "").strip():
            raise forms.ValidationError({"file": _("Choose a file or paste its lines.")})

    @staticmethod
    def _read(given: "UploadedFile[Any]") -> str:
        if (given.size or 0) > MOST_BYTES:
            raise forms.ValidationError({"file": _("The file is larger than 2 MB: split it.")})
        try:
            return bytes(given.read()).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            said = _("The file is not UTF-8 text: save it as “CSV UTF-8”.")
            raise forms.ValidationError({"file": said}) from error


class TieForm(forms.Form):
    """The equipment that a case is about: one of the customer's, or any by its tag."""

    asset = forms.ChoiceField(label=_("Equipment of the customer"), required=False)
    tag = forms.CharField(
        label=_("Or the tag of another"), max_length=40, required=False,
        help_text=_("Of whichever customer it is."),
    )  # fmt: skip

    def __init__(self, assets: Iterable[Asset], chosen: str, data: Any = None) -> None:
        super().__init__(data, initial={"asset": chosen})
        field = self.fields["asset"]
        assert isinstance(field, forms.ChoiceField)
        labels = ((one.tag, f"{one.tag} {one.product}".strip()) for one in assets)
        field.choices = [("", _("none")), *labels]

    def wanted(self) -> str:
        """The tag that was chosen or typed; "" for none."""
        return str(self.cleaned_data["tag"].strip() or self.cleaned_data["asset"])
