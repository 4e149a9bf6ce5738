"""The kind of matter and the type of request of a case, corrected (R-TER-8, R-TER-10)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import set_matter
from charterdesk.desk.forms.acts.act import ActForm
from charterdesk.engine.commands_matter import KIND, TYPE
from charterdesk.engine.decide.matter import choices


class MatterForm(ActForm):
    """The words that the charter has for either; a case of another version keeps its own.

    `had_kind` and `had_type` are what its reader saw, so that what a colleague corrected meanwhile
    stays.
    """

    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=forms.RadioSelect)
    type = forms.ChoiceField(label=_("Type"), required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("It goes into the log. The customer sees the kind and the type."),
    )  # fmt: skip
    had_kind = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    had_type = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def prepare(self) -> None:
        axes = self.acting.state.axes
        for what, words in choices(self.acting.charter).items():
            now = axes.get(what, "")
            if not words:
                del self.fields[what], self.fields[f"had_{what}"]
                continue
            known = dict.fromkeys((*words[1:], now, ""))
            self.offer(what, [(word, word or gettext("not said")) for word in known])
            self.initial[what] = self.initial[f"had_{what}"] = now

    def do(self) -> Answer:
        data: dict[str, Any] = self.cleaned_data
        words = tuple(
            (what, data[what])
            for what in (KIND, TYPE)
            if what in data and data[what] != data[f"had_{what}"]
        )
        return set_matter(words=words, reason=data["reason"].strip(), **self.common)
