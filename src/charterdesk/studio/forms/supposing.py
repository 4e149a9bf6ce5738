"""What if: a case in thought, in the words of one charter."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import OpenCase
from charterdesk.studio.forms.moments import moment_of
from charterdesk.studio.supposing import CUSTOMER, Supposed, axes_of, axis_field, contracts_of


class SupposeForm(forms.Form):
    """`zone` is the reader's: the moment is a wall time of it."""

    channel = forms.ChoiceField(label=_("It comes by"), required=False)
    priority = forms.ChoiceField(label=_("Priority asked for"), required=False)
    contract = forms.ChoiceField(label=_("Contract or level"), required=False)
    at = forms.DateTimeField(
        label=_("When"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    by = forms.ChoiceField(
        label=_("Entered by"),
        required=False,
        choices=[(CUSTOMER, _("the customer")), ("desk", _("one of us"))],
    )

    def __init__(self, charter: Charter, zone: ZoneInfo, data: Any, *, us: str) -> None:
        super().__init__(data)
        self.charter, self.zone, self.us = charter, zone, us
        self._offer("channel", list(charter.channels))
        self._offer("priority", [one.name for one in charter.priorities], gettext("none"))
        self._offer("contract", list(contracts_of(charter)), gettext("none"))
        self.fields["at"].help_text = gettext("In your time zone, %(zone)s.") % {"zone": zone}
        for name, words in axes_of(charter):
            self.fields[axis_field(name)] = forms.ChoiceField(
                label=name.capitalize(),
                required=False,
                choices=[("", gettext("none")), *((word, word) for word in words)],
            )

    def _offer(self, name: str, words: list[str], empty: str = "") -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*([("", empty)] if empty else []), *((word, word) for word in words)]
        if empty and not words:
            del self.fields[name]

    def clean_at(self) -> datetime | None:
        """The moment that was meant."""
        return moment_of(self.cleaned_data["at"], self.zone)

    def supposed(self, now: datetime) -> Supposed:
        """The case in thought; `now` where no moment was chosen."""
        given = self.cleaned_data
        at: datetime = given.get("at") or now.replace(second=0, microsecond=0)
        axes = ((name, given.get(axis_field(name), "")) for name, _words in axes_of(self.charter))
        command = OpenCase(
            channel=given.get("channel") or next(iter(self.charter.channels)),
            priority=given.get("priority", ""),
            contract=given.get("contract", ""),
            axes=tuple(axis for axis in axes if axis[1]),
            asker=gettext("the customer"),
            by=self.us if given.get("by") == "desk" else CUSTOMER,
        )
        return Supposed(command, at)
