"""Cases that have to do with each other."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import relate_cases, unrelate_cases
from charterdesk.cases.models import Case
from charterdesk.cases.queries import case_for
from charterdesk.desk.forms.acts.act import ActForm


class RelateForm(ActForm):
    """The other case, and whether the link is put or taken off."""

    number = forms.CharField(
        label=_("Number of the other case"), max_length=40,
        help_text=_("As it stands in the list and in mails."),
    )  # fmt: skip
    what = forms.ChoiceField(
        label=_("What is done"), initial="put", required=False, widget=forms.RadioSelect,
        choices=(("put", _("Link the two")), ("off", _("Take the link off"))),
    )  # fmt: skip

    def clean_number(self) -> Case:
        number = self.cleaned_data["number"].strip()
        found = case_for(self.acting.person, number)
        if found is None:
            raise forms.ValidationError(
                _("There is no case %(number)s that you may see."), params={"number": number}
            )
        return found

    def do(self) -> Answer:
        given: dict[str, Any] = {"case": self.acting.row, "other": self.cleaned_data["number"]}
        if self.cleaned_data["what"] == "off":
            return unrelate_cases(by=self.acting.person, **given)
        return relate_cases(by=self.acting.person, at=self.acting.at, **given)
