"""A rota read from elsewhere: a calendar's file or address, an export of another product."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charterdesk.accounts.refusal import Refusal
from charterdesk.desk.forms.oncall import RotaForm
from charterdesk.oncall.commands import (
    add_source,
    fetch_source,
    import_grafana,
    read_source,
)
from charterdesk.oncall.commands.grafana import Imported
from charterdesk.oncall.commands.sources import Reading
from charterdesk.oncall.models.layer import MOST_LEVELS

EVERY = (
    ("15", gettext_lazy("every 15 minutes")),
    ("60", gettext_lazy("every hour")),
    ("360", gettext_lazy("every 6 hours")),
    ("1440", gettext_lazy("every day")),
    ("0", gettext_lazy("only when asked to")),
)


class CalendarForm(RotaForm):
    """Shifts from an iCalendar. Sent again under the same name, it replaces what was read."""

    heading = gettext_lazy("Shifts from a calendar")
    submit = gettext_lazy("Read it")

    name = forms.CharField(label=gettext_lazy("Name of the calendar"), max_length=60)
    address = forms.URLField(
        label=gettext_lazy("Its address"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Its host must be named in CHARTERDESK_OUT_HOSTS."),
    )
    every = forms.ChoiceField(
        label=gettext_lazy("Read its address again"), choices=EVERY, initial="60", required=False
    )
    file = forms.FileField(label=gettext_lazy("Or a file (.ics)"), required=False)
    level = forms.IntegerField(
        label=gettext_lazy("Level"), min_value=1, max_value=MOST_LEVELS, initial=1
    )

    def clean(self) -> dict[str, Any]:
        """One of the two must be there."""
        said = super().clean() or self.cleaned_data
        if not said.get("address") and not said.get("file") and not self.errors:
            self.add_error("file", _("Give the address of the calendar, or a file."))
        return said

    def do(self) -> object:
        rota = self.place.made()
        if isinstance(rota, Refusal):
            return rota
        said, by, at = self.cleaned_data, self.place.person, self.place.at
        source = add_source(
            rota=rota, name=said["name"], url=said["address"], level=said["level"], by=by, at=at,
            every=timedelta(minutes=int(said["every"] or 0)) or None,
        )  # fmt: skip
        if isinstance(source, Refusal):
            return source
        if said["file"]:
            return read_source(source=source, data=said["file"].read(), by=by, at=at)
        return fetch_source(source=source, by=by, at=at)

    def said(self, done: object) -> str:
        """How many shifts, and whom nobody knows."""
        assert isinstance(done, Reading)
        return said_of(done)


def said_of(done: Reading) -> str:
    """How many shifts were read, and whom nobody knows."""
    shifts = ngettext("%(count)d shift was read.", "%(count)d shifts were read.", done.shifts) % {
        "count": done.shifts
    }
    if not done.unknown:
        return shifts
    names = ", ".join(done.unknown[:8])
    return _("%(shifts)s Left out, as nobody here has the name: %(names)s.") % {
        "shifts": shifts,
        "names": names,
    }


class GrafanaForm(RotaForm):
    """Layers from an export of Grafana OnCall."""

    heading = gettext_lazy("Layers from Grafana OnCall")
    submit = gettext_lazy("Take it over")

    file = forms.FileField(
        label=gettext_lazy("The export (.json)"),
        help_text=gettext_lazy(
            "One JSON object with schedules, on_call_shifts and users, each as the API lists them."
        ),
    )
    schedule = forms.CharField(
        label=gettext_lazy("Name of the schedule"),
        help_text=gettext_lazy("Needed where the export has several."),
        required=False,
    )

    def do(self) -> object:
        rota = self.place.made()
        if isinstance(rota, Refusal):
            return rota
        return import_grafana(
            rota=rota, charter=self.place.charter, data=self.cleaned_data["file"].read(),
            schedule=self.cleaned_data["schedule"], by=self.place.person, at=self.place.at,
        )  # fmt: skip

    def said(self, done: object) -> str:
        """How many layers and shifts, and what could not be taken over."""
        assert isinstance(done, Imported)
        text = _("Taken over: %(layers)d layers, %(shifts)d single shifts.") % {
            "layers": done.layers,
            "shifts": done.shifts,
        }
        if not done.left_out:
            return text
        return _("%(text)s Not taken over: %(left)s") % {
            "text": text,
            "left": " ".join(done.left_out),
        }
