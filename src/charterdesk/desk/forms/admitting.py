"""What is decided about a stranger's message, and what a contact may do on the customers' pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RefusalForm(forms.Form):
    """The polite answer to somebody who is not registered."""

    words = forms.CharField(
        label=_("A word to the sender"), required=False, max_length=2000, widget=forms.Textarea,
        help_text=_("They are told that their address is not registered; this is added to it."),
    )  # fmt: skip


class RightsForm(forms.Form):
    """What a contact may do."""

    sees_organisation = forms.BooleanField(
        label=_("Sees the cases of the whole firm, not only their own"), required=False
    )
    may_escalate = forms.BooleanField(label=_("May escalate"), required=False)
    may_agree = forms.BooleanField(
        label=_("May agree that a case is solved, and approve"), required=False
    )
