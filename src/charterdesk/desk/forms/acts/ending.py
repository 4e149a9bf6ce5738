"""Agreeing, declining, closing, reopening, handing back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.actors import Asker
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import (
    agree_to_close,
    close_case,
    decline_to_close,
    hand_back,
    reopen_case,
)
from charterdesk.desk.forms.acts.act import ActForm
from charterdesk.desk.forms.acts.own_fields import NeededForm, filled_and


class CustomersWordForm(ActForm):
    """What the customer said, written down by one of us."""

    says = forms.CharField(
        label=_("In their words"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("As the customer said it; it is kept as their word."),
    )  # fmt: skip

    @property
    def asker(self) -> Asker:
        """The customer, whose word it is."""
        row = self.acting.row
        return Asker(row.asker, row.contact)


class AgreeForm(CustomersWordForm):
    """The customer agrees to the closing; and we do, where the charter wants both (R-HFN-18)."""

    def do(self) -> Answer:
        given = {**self.common, "by": self.asker}
        return agree_to_close(says=self.cleaned_data["says"], **given)


class OurAgreementForm(NeededForm):
    """Our own agreement to the closing."""

    def do(self) -> Answer:
        return filled_and(self, lambda: agree_to_close(**self.common))


class DeclineForm(CustomersWordForm):
    """The customer says that it is not solved."""

    def do(self) -> Answer:
        given = {**self.common, "by": self.asker}
        return decline_to_close(says=self.cleaned_data["says"], **given)


class CloseForm(NeededForm):
    """Only what is needed before a case is closed is asked."""

    def do(self) -> Answer:
        return filled_and(self, lambda: close_case(**self.common))


class ReopenForm(ActForm):
    """Nothing is asked."""

    def do(self) -> Answer:
        return reopen_case(**self.common)


class HandBackForm(ActForm):
    """Why it is out of scope (R-HFN-21)."""

    reason = forms.CharField(
        label=_("Why it is out of scope"), max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text=_("The customer reads it."),
    )  # fmt: skip

    def do(self) -> Answer:
        return hand_back(reason=self.cleaned_data["reason"].strip(), **self.common)
