"""Who fills a role, who is in a team, whose shift it is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person


def prefix_of(what: str, charter: str, name: str) -> str:
    """What keeps the form of a role or a rota apart from the page's others."""
    return f"{what}-{charter}-{name}".replace(" ", "-")


class PersonForm(forms.Form):
    """One person. A prefix keeps the many forms of the page apart."""

    person = forms.ChoiceField(label=_("Person"))

    def __init__(
        self, people: Iterable[Person], data: Any = None, prefix: str = "", empty: str = ""
    ) -> None:
        super().__init__(data, prefix=prefix or None)
        self.people = {str(one.pk): one for one in people}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        choices = [(key, one.name) for key, one in self.people.items()]
        field.choices = [("", empty), *choices] if empty else choices
        field.required = not empty

    def chosen(self) -> Person | None:
        """The person; None where nobody was chosen."""
        return self.people.get(self.cleaned_data["person"])


class ShiftForm(PersonForm):
    """A turn between two wall times of the rota's zone; an override takes it from another."""

    since = forms.DateTimeField(
        label=_("From"), widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    until = forms.DateTimeField(
        label=_("Until"), widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    override = forms.BooleanField(label=_("In place of whoever has it"), required=False)

    def wall(self, name: str) -> datetime:
        """A wall time without a zone, as the command wants it."""
        value: datetime = self.cleaned_data[name]
        return value.replace(tzinfo=None)
