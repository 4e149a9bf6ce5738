"""What a customer writes on a case: text, files, and the form's own key."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from charterdesk.cases.commands import Form
from charterdesk.cases.messages import Written
from charterdesk.look.files import FileLimits
from charterdesk.visit.uploads import files_field, files_in

MOST = 200_000
PAGE = "portal"


class ReplyForm(forms.Form):
    """A message, of which the text or the files may be missing, but not both."""

    body = forms.CharField(
        required=False, max_length=MOST, strip=False,
        error_messages={"max_length": gettext_lazy("It is too long: 200 000 characters at most.")},
    )  # fmt: skip
    key = forms.CharField(required=False, max_length=100)

    def __init__(self, *args: Any, limits: FileLimits, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Every form has an attribute of this name, so the field can't be declared.
        self.fields["files"] = files_field(limits)

    def clean(self) -> dict[str, Any]:
        """Neither a word nor a file is nothing."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not (given.get("body", "").strip() or given.get("files")):
            raise forms.ValidationError(gettext_lazy("Write something, or add a file."))
        return given

    def fault(self) -> str:
        """What is wrong, in words."""
        return " ".join(str(one) for faults in self.errors.values() for one in faults)

    def written(self) -> Written:
        """The message."""
        text = str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\0", "")
        return Written(text=text, files=files_in(self.cleaned_data["files"]))

    def form(self) -> Form:
        """Its key, so that a second press is the same message."""
        key = self.cleaned_data["key"]
        return Form(key=f"{PAGE}/{key}" if key else "")
