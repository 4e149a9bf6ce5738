"""What is typed about runbooks: their text, why a version is published, which is run, a case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.automation.commands.writing import LONGEST, LONGEST_SAID


class TextForm(forms.Form):
    """The text of a runbook, and which edition its writer had before them."""

    text = forms.CharField(label=_("Text of the runbook"), max_length=LONGEST, strip=False)
    said = forms.CharField(label=_("What this version changes"), required=False,
                           max_length=LONGEST_SAID)  # fmt: skip
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    act = forms.ChoiceField(
        required=False, choices=[(one, one) for one in ("save", "check", "publish", "pause", "go")]
    )


class TrialForm(forms.Form):
    """A case to try a runbook on, dry."""

    case = forms.CharField(label=_("Number of a case"), max_length=60)


class RunForm(forms.Form):
    """Which runbook is run on a case."""

    runbook = forms.ChoiceField(label=_("Runbook"))

    def __init__(self, choices: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["runbook"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class RunnerForm(forms.Form):
    """A new runner."""

    name = forms.CharField(
        label=_("Name"), max_length=60,
        help_text=_("Runbooks name it: small letters, digits and hyphens, such as plant-1."),
    )  # fmt: skip
