"""What narrows a list: it all stands in the address, and unknown names are let go."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, OwnField
from charterdesk.cases.own_values import options_of
from charterdesk.cases.queries import Filters
from charterdesk.cases.queries.labels import NO_LABELS, Labels
from charterdesk.cases.queries.own_filters import key_in, name_of, own_filters
from charterdesk.desk.pages.words import status_words
from charterdesk.visit.own_fields import PICKED, value_words

STATES = ("new", "active", "waiting", "resolved")
NAMES = ("status", "priority", "owner", "charter", "label", "watcher")
ME = "me"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list can be narrowed to: people, what its rows are, the desk's labels and fields."""

    people: tuple[Person, ...]
    rows: tuple[Case, ...]
    labels: Labels = NO_LABELS
    fields: Sequence[OwnField] = ()

    def picked(self) -> tuple[OwnField, ...]:
        """The fields that are offered: whose values are known, and which are asked still."""
        return tuple(one for one in self.fields if one.sort in PICKED and one.retired_at is None)

    def of(self, name: str) -> list[tuple[str, str]]:
        """Values with their labels for one filter, without the first that means all."""
        if name == "owner":
            return [(ME, _("me")), *((one.username, one.name) for one in self.people)]
        if name == "status":
            return [(state, status_words(state, "")) for state in STATES]
        if name == "label":
            return [(label.name, label.name) for label in self.labels.known]
        if name == "watcher":
            return [(ME, _("me"))]
        if key := key_in(name):
            return [
                (value, value_words(value))
                for one in self.picked() if one.key == key
                for value in options_of(one)
            ]  # fmt: skip
        return [(word, word) for word in sorted({getattr(row, name) for row in self.rows})]


class FilterForm(forms.Form):
    """The filters of a list, as its address has them."""

    status = forms.CharField(required=False, max_length=20, label=gettext_lazy("Status"))
    priority = forms.CharField(required=False, max_length=100, label=gettext_lazy("Priority"))
    owner = forms.CharField(required=False, max_length=150, label=gettext_lazy("Owner"))
    charter = forms.CharField(required=False, max_length=100, label=gettext_lazy("Charter"))
    label = forms.CharField(required=False, max_length=80, label=gettext_lazy("Label"))
    watcher = forms.CharField(required=False, max_length=150, label=gettext_lazy("Watched by"))
    after = forms.CharField(required=False, max_length=60)

    def chosen(self) -> dict[str, str]:
        """What is narrowed, by name."""
        values = self.cleaned_data if self.is_valid() else {}
        own = own_filters(self.data) if self.is_valid() else ()
        named = {name: values[name] for name in NAMES if values.get(name)}
        return named | {name_of(key): value for key, value in own}

    def filters(self, person: Person) -> Filters:
        """The same as the query takes it; "me" is the reader."""
        chosen = {name: value for name, value in self.chosen().items() if name in NAMES}
        own = own_filters(self.data) if self.is_valid() else ()
        for name in ("owner", "watcher"):
            if chosen.get(name) == ME:
                chosen[name] = person.username
        return Filters(**chosen, own=own)

    def mark(self) -> str:
        """From where the page goes on."""
        return str(self.cleaned_data.get("after", "")) if self.is_valid() else ""
