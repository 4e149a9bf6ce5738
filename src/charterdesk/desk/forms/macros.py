"""A macro as it shall be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person, Team
from charterdesk.cases.commands.macros import Drawn
from charterdesk.cases.models import Label, Macro
from charterdesk.cases.models.macro import LONGEST
from charterdesk.cases.queries.labels import labels_of_the_desk


class MacroForm(forms.Form):
    """A new macro, or one that is there."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST)
    mode = forms.ChoiceField(label=_("What it writes"), choices=Macro.Mode)
    text = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea({"rows": 6}),
        help_text=_(
            "What the case says goes into {{customer}}, {{number}}, {{subject}}, {{organisation}} "
            "and {{me}}."
        ),
    )  # fmt: skip
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("For whom"), required=False, empty_label=_("Only me")
    )
    label = forms.ModelChoiceField(
        Label.objects.none(), label=_("Label that it puts on"), required=False,
        empty_label=_("none"),
    )  # fmt: skip
    waits = forms.BooleanField(label=_("The case waits for the customer then"), required=False)
    takes = forms.BooleanField(label=_("Whoever uses it owns the case then"), required=False)

    def __init__(self, person: Person, macro: Macro | None = None, data: Any = None) -> None:
        names = ("name", "mode", "text", "team", "label", "waits", "takes")
        given = {name: getattr(macro, name) for name in names} if macro else {}
        prefix = f"macro{macro.pk}" if macro else "new"
        super().__init__(data, prefix=prefix, initial=given)
        self.macro = macro
        teams, labels = self.fields["team"], self.fields["label"]
        assert isinstance(teams, forms.ModelChoiceField)
        assert isinstance(labels, forms.ModelChoiceField)
        teams.queryset, labels.queryset = person.teams.order_by("name"), labels_of_the_desk(person)

    def drawn(self) -> Drawn:
        """What is wanted; called when the form is valid."""
        return Drawn(**self.cleaned_data)
