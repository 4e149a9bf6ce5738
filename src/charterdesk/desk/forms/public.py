"""What is written for the status page."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charterdesk.accounts.models import Person
from charterdesk.incidents.commands.publishing import Said
from charterdesk.incidents.models import PublicIncident
from charterdesk.look.moments import length_words

AHEAD = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240, 1440))
NOTHING = "0"


class PublicUpdateForm(forms.Form):
    """How it stands, in words that everybody reads."""

    state = forms.ChoiceField(
        label=gettext_lazy("Where it is"), choices=PublicIncident.State.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("What everybody reads"), max_length=5000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("No names of customers, numbers or people."),
    )  # fmt: skip
    next_by = forms.ChoiceField(label=gettext_lazy("The next update comes"))
    anyway = forms.BooleanField(required=False, label=gettext_lazy("The names in it are meant"))

    def __init__(self, person: Person, at: datetime, data: Any = None, state: str = "") -> None:
        super().__init__(data, initial={"state": state or PublicIncident.State.INVESTIGATING,
                                        "next_by": "60"})  # fmt: skip
        self.at = at
        zone = ZoneInfo(person.zone)
        field = self.fields["next_by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((_minutes(step), self._by(step, zone)) for step in AHEAD),
                         (NOTHING, _("say nothing of it"))]  # fmt: skip
        if not (data and data.get("anyway")):
            self.fields["anyway"].widget = forms.HiddenInput()

    def ask_whether_meant(self) -> None:
        """Show the box that lets a name through."""
        self.fields["anyway"].widget = forms.CheckboxInput()

    def said(self) -> Said:
        """The update; what is resolved has no next one."""
        data = self.cleaned_data
        minutes = int(data["next_by"])
        over = data["state"] == PublicIncident.State.RESOLVED or not minutes
        next_at = None if over else self.at + timedelta(minutes=minutes)
        return Said(data["state"], data["text"], next_at, data["anyway"])

    def _by(self, step: timedelta, zone: ZoneInfo) -> str:
        said = {"length": length_words(step), "when": f"{(self.at + step).astimezone(zone):%H:%M}"}
        return _("in %(length)s, by %(when)s") % said


class PublishForm(PublicUpdateForm):
    """A new incident of the status page."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200,
        help_text=gettext_lazy("As a customer sees it: “Inbound calls fail in one region”."),
    )  # fmt: skip
    affected = forms.CharField(label=gettext_lazy("What is affected"), max_length=300)
    field_order = ("title", "affected", "state", "text", "next_by", "anyway")


def _minutes(step: timedelta) -> str:
    return str(int(step.total_seconds()) // 60)
