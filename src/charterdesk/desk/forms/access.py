"""What is asked at the desk about a secret, and of a customer for access."""

from secrets import token_hex
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class ShowForm(forms.Form):
    """Why a secret is to be shown; taken once."""

    key = forms.CharField(max_length=32, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("What do you need it for?"), max_length=1000,
        help_text=gettext_lazy("The log keeps it. The secret is shown once, for a minute."),
    )  # fmt: skip

    def __init__(self, pk: int, data: Any = None) -> None:
        super().__init__(data, prefix=f"show{pk}", initial={"key": token_hex(12)})


class AskForm(forms.Form):
    """The text to the customer."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("To the customer"), max_length=20_000,
        widget=forms.Textarea({"rows": 18}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, text: str = "") -> None:
        super().__init__(data, initial={"key": token_hex(16), "text": text})
