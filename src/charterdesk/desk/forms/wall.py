"""A wallboard that is to be made."""

from django import forms
from django.utils.translation import gettext_lazy as _


class BoardForm(forms.Form):
    """Where it hangs, and whether customers may be named there."""

    name = forms.CharField(label=_("Where it hangs"), max_length=60)
    names_customers = forms.BooleanField(
        label=_("Name customers and subjects"),
        help_text=_("Only where nobody passes by who may not read them."),
        required=False,
    )
