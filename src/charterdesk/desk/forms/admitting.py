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
    """Who a contact is to the organisation, and what they may do."""

    is_authorised = forms.BooleanField(
        label=_("Authorised under the contract"), required=False,
        help_text=_("Where a charter lets authorised people ask only, theirs is taken at once."),
    )  # fmt: skip
    is_end_customer = forms.BooleanField(
        label=_("End customer: a customer or user of this organisation"), required=False,
        help_text=_("They see their own cases only, and nothing of what the organisation has."),
    )  # fmt: skip
    sees_organisation = forms.BooleanField(
        label=_("Sees the cases of the whole firm, not only their own"), required=False
    )
    may_escalate = forms.BooleanField(label=_("May escalate"), required=False)
    may_agree = forms.BooleanField(
        label=_("May agree that a case is solved, and approve"), required=False
    )
    STANDING = ("is_authorised", "is_end_customer")

    def standing(self) -> dict[str, bool]:
        """Who the contact is."""
        return {name: self.cleaned_data[name] for name in self.STANDING}

    def rights(self) -> dict[str, bool]:
        """What they may do."""
        return {n: value for n, value in self.cleaned_data.items() if n not in self.STANDING}
