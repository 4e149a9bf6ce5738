"""A list that is to be saved, and another name for one that was."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person, Team
from charterdesk.cases.queries import VIEWS
from charterdesk.cases.queries.own_filters import name_of, own_filters
from charterdesk.desk.forms.listing import NAMES
from charterdesk.lists.models import SavedView

OWN = ""


class SaveViewForm(forms.Form):
    """The name of a list, and whose it shall be; what narrows it goes along unseen."""

    name = forms.CharField(label=_("Name"), max_length=60)
    team = forms.ChoiceField(label=_("For whom"), required=False)
    base = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    status = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    priority = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    owner = forms.CharField(required=False, max_length=150, widget=forms.HiddenInput)
    charter = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    label = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    watcher = forms.CharField(required=False, max_length=150, widget=forms.HiddenInput)

    def __init__(self, person: Person, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for key, value in own_filters(self._all()):
            hidden = forms.CharField(required=False, initial=value, widget=forms.HiddenInput)
            self.fields[name_of(key)] = hidden
        self.teams = {str(one.pk): one for one in person.teams.order_by("name")}
        team = self.fields["team"]
        assert isinstance(team, forms.ChoiceField)
        team.choices = [(OWN, _("Only me")), *((pk, one.name) for pk, one in self.teams.items())]

    def _all(self) -> Mapping[str, Any]:
        return self.data if self.is_bound else self.initial

    def _given(self, name: str) -> str:
        return str(self._all().get(name, "") or "")[:150]

    def base_list(self) -> str:
        """The list that is narrowed; all open cases for a word that is none."""
        return self._given("base") if self._given("base") in VIEWS else "all"

    def chosen(self) -> dict[str, str]:
        """What narrows it, by name."""
        named = {name: self._given(name) for name in NAMES if self._given(name)}
        return named | {name_of(key): value for key, value in own_filters(self._all())}

    def for_team(self) -> Team | None:
        """Whose it shall be; None for its maker's own."""
        return self.teams.get(self.cleaned_data["team"])


class RenameForm(forms.Form):
    """Another name for one view."""

    name = forms.CharField(label=_("Name"), max_length=60)

    def __init__(self, view: SavedView, data: Any = None) -> None:
        super().__init__(data, prefix=f"view{view.pk}", initial={"name": view.name})
        self.view = view
