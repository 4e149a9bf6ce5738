"""What putting off many cases, or a macro on many, still asks for."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.cases.filling import WORDS, unknown_words
from charterdesk.desk.forms.acts.snoozing import UntilForm
from charterdesk.lists.becoming import Given
from charterdesk.lists.waiting import PUT_OFF


class PutOffForm(UntilForm):
    """Until when the cases are put off."""

    def __init__(self, person: Person, at: datetime, data: Any = None) -> None:
        super().__init__(data)
        self.offer_moments(person, at)

    def asked(self) -> tuple[Given, str]:
        """What is done to each case, and the title of it; called when the form is valid."""
        assert self.chosen is not None
        until = self.chosen.astimezone(UTC).replace(microsecond=0)
        title = gettext("Put off until %(when)s") % {"when": self.reader.full(self.chosen)}
        return {"act": PUT_OFF, "until": until.isoformat(), "what": self.what_for()}, title


class MacroTextForm(forms.Form):
    """The text of a macro as it goes out, with places for what each case says."""

    text = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea({"rows": 8}),
        help_text=_("What each case says goes into its places in double braces."),
        error_messages={"required": _("Write something first: an empty message is not sent.")},
    )  # fmt: skip
    seen_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Nothing in double braces that no case can fill."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if unknown := unknown_words(text):
            said = {"word": unknown[0], "known": ", ".join(WORDS)}
            raise forms.ValidationError(
                gettext("“%(word)s” in double braces is not known; known are: %(known)s.") % said
            )
        return text

    def seen(self, at: datetime) -> datetime:
        """When its reader looked at it: never later than now."""
        given: datetime | None = self.cleaned_data["seen_at"]
        return min(given, at) if given else at
