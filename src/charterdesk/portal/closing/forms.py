"""What the customer is asked at the end of a case; a no needs a word."""

from secrets import token_hex
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

YES, NO, GONE = "yes", "no", "gone"


class KeyedForm(forms.Form):
    """A form that is taken once: its key comes with it."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"key": token_hex(16), **(initial or {})})


class EndingForm(KeyedForm):
    """Is it fixed: yes, no, or no longer an issue (R-HFN-18, R-HFN-19)."""

    answer = forms.ChoiceField(choices=((YES, YES), (NO, NO), (GONE, GONE)))
    says = forms.CharField(
        label=gettext_lazy("In a word"), required=False, max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip

    def clean(self) -> None:
        super().clean()
        says = str(self.cleaned_data.get("says", "")).strip()
        if self.cleaned_data.get("answer") == NO and not says:
            raise ValidationError({"says": _("Say in a word what still happens.")})


class ApprovalForm(KeyedForm):
    """Approve an act or refuse it, with a word where it is refused (R-HFN-16, 17)."""

    what = forms.CharField(max_length=200)
    answer = forms.ChoiceField(choices=((YES, YES), (NO, NO)))
    says = forms.CharField(required=False, max_length=1000)


class ClearForm(KeyedForm):
    """Was this reply clear (R-BIC-8)."""

    clear = forms.ChoiceField(choices=((YES, YES), (NO, NO)))
    says = forms.CharField(required=False, max_length=1000)


class ScoreForm(KeyedForm):
    """How it went, from 1 to 5, with a comment."""

    score = forms.TypedChoiceField(
        coerce=int, choices=[(number, str(number)) for number in range(1, 6)],
        error_messages={"required": gettext_lazy("Choose a number from 1 to 5.")},
    )  # fmt: skip
    says = forms.CharField(required=False, max_length=2000)
