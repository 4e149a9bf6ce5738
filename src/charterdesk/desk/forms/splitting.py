"""Which messages become a case of their own, and what that is called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[str, str]]


class SplitForm(forms.Form):
    """Messages of the customer, the oldest first; the one that opened the case is not offered."""

    message = forms.MultipleChoiceField(
        label=_("Messages that become a case of their own"), widget=forms.CheckboxSelectMultiple,
        help_text=_("The first message of the case stays, and so do our replies and notes."),
    )  # fmt: skip
    subject = forms.CharField(
        label=_("Subject of the new case"), required=False, max_length=500,
        help_text=_("Empty means that of the first message ticked."),
    )  # fmt: skip
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, choices: Choices, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["message"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
