"""How a version is published: from when, and what becomes of the open cases."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from charterdesk.charters.commands import Start
from charterdesk.studio.forms.moments import moment_of

AT_ONCE, LATER = "now", "at"
KEEP, MOVE = "keep", "move"


class PublishForm(forms.Form):
    """`zone` is the reader's: the start is a wall time of it."""

    start = forms.ChoiceField(
        label=_("In force"),
        widget=forms.RadioSelect,
        initial=AT_ONCE,
        choices=[(AT_ONCE, _("At once")), (LATER, _("From a moment to come"))],
    )
    starts_at = forms.DateTimeField(
        label=_("The moment"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )
    cases = forms.ChoiceField(label=_("Open cases"), widget=forms.RadioSelect, initial=KEEP)

    def __init__(self, open_cases: int, zone: ZoneInfo, data: Any = None) -> None:
        super().__init__(data)
        self.zone = zone
        self.fields["starts_at"].help_text = gettext("In your time zone, %(zone)s.") % {
            "zone": zone
        }
        field = self.fields["cases"]
        assert isinstance(field, forms.ChoiceField)
        form = ngettext(
            "Move the %(count)d open case: its promises become those of the new version",
            "Move the %(count)d open cases: their promises become those of the new version",
            open_cases,
        )
        keep = gettext("Keep the promises under which they were opened")
        move = form % {"count": open_cases}
        field.choices = [(KEEP, keep), (MOVE, move)] if open_cases else [(KEEP, keep)]

    def clean_starts_at(self) -> datetime | None:
        """The moment that was meant."""
        return moment_of(self.cleaned_data["starts_at"], self.zone)

    def clean(self) -> dict[str, Any]:
        """A moment is wanted where one was announced."""
        given = super().clean() or {}
        if given.get("start") == LATER and not (given.get("starts_at") or self.errors):
            self.add_error("starts_at", gettext("Say the moment, or choose “At once”."))
        return given

    def chosen(self) -> Start:
        """What the command wants."""
        given = self.cleaned_data
        moment: datetime | None = given["starts_at"] if given["start"] == LATER else None
        return Start(moment, moves_cases=given["cases"] == MOVE)


class DeclineForm(forms.Form):
    """Why a proposal is declined."""

    reason = forms.CharField(
        label=_("Reason, for its author"), required=False, widget=forms.Textarea({"rows": 3})
    )
