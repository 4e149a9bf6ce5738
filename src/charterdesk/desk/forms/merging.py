"""The number of the case that another one is merged into."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MergeForm(forms.Form):
    """The other case's number."""

    into = forms.CharField(
        label=_("Number of the case that goes on"), max_length=40,
        help_text=_("As it stands in the list and in mails."),
    )  # fmt: skip
