"""What the head says to a contact that lies too far back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LateForm(forms.Form):
    """A word, which a refusal needs."""

    words = forms.CharField(
        label=_("Why not, if you refuse it"), required=False, max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
