"""What somebody says to a call, and what a gateway says of it."""

from collections.abc import Mapping
from datetime import datetime

from django import forms

from charterdesk.cases.answers import Answer
from charterdesk.cases.calls import LONGEST_MINUTES, answer_call, pass_on
from charterdesk.notifications.models import Attempt, Notice

What = Attempt.What
# The words and the numbers by which gateways say the three.
STATUSES: Mapping[str, Attempt.What] = {
    **dict.fromkeys(("delivered", "delivrd", "sent", "1"), What.DELIVERED),
    **dict.fromkeys(("answered", "in-progress", "completed", "up"), What.ANSWERED),
    **dict.fromkeys(
        (
            "failed",
            "undelivered",
            "rejected",
            "expired",
            "busy",
            "no-answer",
            "canceled",
            "2",
            "16",
        ),
        What.LOST,
    ),
}


class AnswerForm(forms.Form):
    """They have it: for good, or for some minutes; or they can't take it."""

    minutes_taken = forms.IntegerField(
        required=False, min_value=0, max_value=LONGEST_MINUTES, widget=forms.HiddenInput
    )

    passes = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def do(self, notice: Notice, at: datetime) -> Answer | None:
        """Say it to the case; None where the notice has none."""
        if self.cleaned_data["passes"]:
            return pass_on(notice=notice, at=at)
        return answer_call(notice=notice, at=at, minutes=self.minutes())

    def minutes(self) -> int:
        """For how many minutes; 0: for good."""
        return int(self.cleaned_data["minutes_taken"] or 0)


class ReportForm(forms.Form):
    """A status in one of the words above; keys that were pressed mean that it was answered."""

    status = forms.CharField(max_length=40, required=False)
    digits = forms.CharField(max_length=20, required=False)

    def clean_status(self) -> str:
        """In small letters."""
        return str(self.cleaned_data["status"]).strip().lower()

    def clean(self) -> None:
        """Something must be said."""
        known = self.cleaned_data.get("status", "") in STATUSES
        if not known and not self.cleaned_data.get("digits"):
            raise forms.ValidationError("no status")

    def what(self) -> Attempt.What:
        """What became of it."""
        return STATUSES.get(self.cleaned_data["status"], What.ANSWERED)
