"""A field of cases as a lead wants it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.commands import Declared
from charterdesk.cases.models import OwnField
from charterdesk.cases.models.own_field import LONGEST_NAME
from charterdesk.engine.charter.values import Charter

COLUMNS = ("name", "help", "needed", "is_shown", "charters", "matters")


class OwnFieldForm(forms.Form):
    """A new field, or one that is there; what sort it is, only a new one is asked."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    sort = forms.ChoiceField(label=_("What goes in"), choices=OwnField.Sort)
    choices = forms.CharField(
        label=_("The list to choose from"), required=False, max_length=25_000,
        widget=forms.Textarea({"rows": 4}), help_text=_("Each value on a line of its own."),
    )  # fmt: skip
    help = forms.CharField(
        label=_("Help"), required=False, max_length=200, help_text=_("It stands under the field."),
    )  # fmt: skip
    needed = forms.ChoiceField(
        label=_("Required"), required=False, choices=OwnField.Needed, initial="",
    )  # fmt: skip
    is_shown = forms.BooleanField(
        label=_("Customers fill it in when they open a case, and see it"), required=False
    )
    charters = forms.MultipleChoiceField(
        label=_("Under which charters"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all."),
    )  # fmt: skip
    matters = forms.MultipleChoiceField(
        label=_("For which kinds of matter"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all."),
    )  # fmt: skip

    def __init__(
        self, live: Sequence[Charter], matters: Sequence[str], field: OwnField | None = None,
        data: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(data, prefix=f"field{field.pk}" if field else "new", initial=_of(field))
        self.field = field
        titles = {one.name: one.title or one.name for one in live}
        kept = field.charters if field else []
        self._offer("charters", {**{name: name for name in kept}, **titles})
        kinds = dict.fromkeys([*matters, *(field.matters if field else [])])
        self._offer("matters", {kind: kind for kind in kinds})
        if field:
            del self.fields["sort"]
            if field.sort != OwnField.Sort.CHOICE:
                del self.fields["choices"]

    def _offer(self, name: str, choices: dict[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(choices.items())
        if not choices:
            del self.fields[name]

    def declared(self) -> Declared:
        """The field as the command takes it."""
        data = self.cleaned_data
        return Declared(
            name=data["name"], sort=self.field.sort if self.field else data["sort"],
            help=data["help"], choices=tuple(data.get("choices", "").splitlines()),
            needed=data["needed"], is_shown=data["is_shown"],
            charters=tuple(data.get("charters", ())), matters=tuple(data.get("matters", ())),
        )  # fmt: skip


def _of(field: OwnField | None) -> dict[str, Any]:
    if field is None:
        return {}
    return {
        **{name: getattr(field, name) for name in COLUMNS}, "choices": "\n".join(field.choices),
    }  # fmt: skip
