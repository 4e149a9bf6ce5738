"""Whether somebody may ask, as the customer told one of us by word of mouth (R-TER-6)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import record_judgement
from charterdesk.cases.judges import judges_of
from charterdesk.desk.forms.acts.act import ActForm

YES, NO = "yes", "no"


class AskerForm(ActForm):
    """Who of the customer said it, yes or no, and a word."""

    judge = forms.CharField(label=_("Who of the customer says so"), max_length=120)
    answer = forms.ChoiceField(
        label=_("May this person ask?"), widget=forms.RadioSelect,
        choices=((YES, _("Yes")), (NO, _("No"))),
    )  # fmt: skip
    says = forms.CharField(label=_("In their words"), max_length=500, required=False)

    def prepare(self) -> None:
        known = judges_of(self.acting.row)
        if known:
            self.fields["judge"].initial = known[0].contact.name

    def do(self) -> Answer:
        data = self.cleaned_data
        return record_judgement(
            permitted=data["answer"] == YES, judge=data["judge"], says=data["says"], **self.common
        )
