"""What is typed into the two boxes of a case, and the looks that it gets before it goes out."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from charterdesk.cases.commands import Form
from charterdesk.cases.mentions import names_in
from charterdesk.cases.messages import Written
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.visit.uploads import files_field, files_in

ATTACHED = re.compile(r"\b(attached|attachment|вложен\w*|прилага\w*|во вложении)\b", re.IGNORECASE)
MOST = 200_000


class WritingForm(forms.Form):
    """A reply or a note."""

    body = forms.CharField(
        required=False, max_length=MOST, strip=False,
        error_messages={"max_length": gettext_lazy("It is too long: 200 000 characters at most.")},
    )  # fmt: skip
    then = forms.CharField(required=False, max_length=20)
    key = forms.CharField(required=False, max_length=100)
    seen = forms.IntegerField(required=False)
    anyway = forms.CharField(required=False, max_length=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Every form has an attribute of this name, so the field can't be declared.
        self.fields["files"] = files_field()

    def clean_body(self) -> str:
        """The text as typed; nothing but blanks is nothing."""
        text = str(self.cleaned_data["body"]).replace("\r\n", "\n")
        if not text.strip():
            raise forms.ValidationError(
                gettext_lazy("Write something first: an empty message is not sent.")
            )
        return text

    def written(self) -> Written:
        """The message."""
        return Written(text=self.cleaned_data["body"], files=files_in(self.cleaned_data["files"]))

    def form(self) -> Form:
        """Its key, and what its author had before them: "send anyway" brings along up to where
        they were told the news. What came after that stops it again.
        """
        data = self.cleaned_data
        told = whole_number(data["anyway"]) or 0
        seen = None if data["seen"] is None else max(data["seen"], told)
        return Form(key=data["key"], seen=seen)

    def doubts(self, teammates: set[str]) -> list[str]:
        """What looks odd in a message to the customer: words of the team, a forgotten file."""
        return doubts_in(self.cleaned_data["body"], teammates, bool(self.cleaned_data["files"]))


def doubts_in(text: str, teammates: set[str], has_files: bool) -> list[str]:
    """What looks odd in a text that a customer will read."""
    found = []
    known = {name.lower() for name in teammates}
    named = [name for name in names_in(text) if name in known]
    if named:
        found.append(
            gettext("It mentions @%(name)s of the team; the customer will read it.")
            % {"name": named[0]}
        )
    if ATTACHED.search(text) and not has_files:
        found.append(gettext("It speaks of an attachment, but has no file."))
    return found


class DraftForm(forms.Form):
    """A text as it is now."""

    mode = forms.ChoiceField(choices=(("reply", "reply"), ("note", "note")))
    body = forms.CharField(required=False, max_length=MOST, strip=False)
