"""What is typed for a tracker: a new bug, the number of a known one, words to its developers."""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.trackers.kinds import Tracker
from charterdesk.trackers.values import LONGEST_TEXT, LONGEST_TITLE


class TrackerForm(forms.Form):
    """A form for one of the trackers; pressed twice it is done once."""

    key = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    tracker = forms.ChoiceField(label=_("Tracker"))

    def __init__(
        self, trackers: Mapping[str, Tracker], data: Any = None, *, initial: Any = None
    ) -> None:
        given = {"key": token_hex(6), **(initial or {})}
        super().__init__(data, initial=given, prefix=self.name)
        self.trackers = trackers
        field = self.fields["tracker"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in trackers]
        if len(trackers) == 1:
            field.widget, self.initial["tracker"] = forms.HiddenInput(), next(iter(trackers))

    name = ""

    def chosen(self) -> Tracker:
        """The tracker that was chosen."""
        return self.trackers[self.cleaned_data["tracker"]]


class RaiseForm(TrackerForm):
    """A new bug."""

    name = "raise"

    title = forms.CharField(label=_("What fails"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=_("What developers need to know"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("The customer's names and addresses were taken out: look whether any is left."),
    )  # fmt: skip
    critical = forms.BooleanField(label=_("It is confirmed critical"), required=False)


class LinkForm(TrackerForm):
    """A bug that the tracker has already."""

    name = "link"

    number = forms.CharField(
        label=_("Number or address of the bug"), max_length=300,
        help_text=_("As the tracker has it, or the address of its page."),
    )  # fmt: skip
    critical = forms.BooleanField(label=_("It is confirmed critical"), required=False)


class WriteForm(forms.Form):
    """Words to the developers of one bug."""

    key = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("To the developers"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 4}),
        help_text=_("It becomes a comment of the bug, and an internal note of the case."),
    )  # fmt: skip

    def __init__(self, pk: int, data: Any = None) -> None:
        super().__init__(data, initial={"key": token_hex(6)}, prefix=f"write{pk}")
