"""The questions as forms: each is made for its charter, with what was answered before in it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charterdesk.cases.models import OwnField
from charterdesk.cases.own_values import applies
from charterdesk.cases.queries.own_fields import fields_asked
from charterdesk.customers.belongings import NOTHING, Belongings
from charterdesk.engine.charter.values import Charter
from charterdesk.intake.questions import (
    asked_axes,
    asked_marks,
    asked_words,
    choices_of,
    emergency_words,
)
from charterdesk.portal.opening.belongings import PRODUCT, ask_belongings, settle_belongings
from charterdesk.portal.opening.steps import Answers
from charterdesk.visit.own_fields import ask_own, asked_name, check_own
from charterdesk.visit.uploads import FilesField, limits_of

YES, NO = "yes", "no"
PHONE = "phone number"


class StepForm(forms.Form):
    """A page of an inquiry; `answers` gives what goes into it, `have` what its people have."""

    def __init__(
        self, charter: Charter, answers: Answers, data: Any = None, files: Any = None, *,
        have: Belongings = NOTHING,
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial=dict(answers))
        self.charter, self.answers, self.have = charter, answers, have
        self.ask()

    def ask(self) -> None:
        """Bring the questions of the charter in."""

    def answered(self) -> dict[str, Any]:
        """What is kept; files are kept apart."""
        return {name: value for name, value in self.cleaned_data.items() if name != "attached"}

    def choose(self, name: str, label: str, words: Sequence[tuple[str, str]], **more: Any) -> None:
        """A question with answers to pick from."""
        self.fields[name] = forms.ChoiceField(
            label=label, choices=words, widget=forms.RadioSelect, **more
        )


class WhatForm(StepForm):
    """What it is about, in one line, and of which kind (R-TER-8, R-TER-10, R-BIC-42)."""

    subject = forms.CharField(
        label=gettext_lazy("What happens, in one line?"), max_length=200,
        help_text=gettext_lazy("An error message, word for word, helps most."),
    )  # fmt: skip

    def ask(self) -> None:
        intake = self.charter.intake
        if intake.kinds:
            self.choose("kind", _("What kind of matter is it?"), _plain(intake.kinds))
        if intake.types:
            none = [("", _("I can't say")), *_plain(intake.types)]
            self.choose("type", _("What do you need?"), none, required=False)
        ask_belongings(self, self.charter, self.have)

    def clean(self) -> None:
        super().clean()
        settle_belongings(self, self.have)


class UrgencyForm(StepForm):
    """How bad it is: a priority with its meaning, or the words of the matrix (R-ROX-12)."""

    def ask(self) -> None:
        choices = [(one.priority.name, one.priority.name) for one in choices_of(self.charter)]
        if choices:
            self.choose("priority", _("Choose what fits best"), choices)
            usual = self.charter.default_priority
            self.initial.setdefault("priority", usual)
        for number, (axis, words) in enumerate(asked_axes(self.charter)):
            self.choose(f"axis_{number}", axis, _plain(words))
        for number, mark in enumerate(asked_marks(self.charter)):
            label = _("Is it %(mark)s?") % {"mark": mark}
            self.choose(f"mark_{number}", label, [(YES, _("Yes")), (NO, _("No"))])


class EmergencyForm(StepForm):
    """The question that an emergency is asked (R-BIC-20); without it the usual priority holds."""

    def ask(self) -> None:
        said = {
            "what": "; ".join(emergency_words(self.charter, str(self.answers.get("priority", ""))))
        }
        words = [
            (YES, _("Yes: %(what)s") % said),
            (NO, _("No, it is not as bad as that")),
        ]
        self.choose("emergency", _("Is this so?"), words)

    def answered(self) -> dict[str, Any]:
        kept = super().answered()
        if kept["emergency"] == NO:
            kept["priority"] = self.charter.default_priority
        return kept


class ReasonForm(StepForm):
    """Why the case needs more attention than a usual one: a formal escalation has a reason."""

    reason = forms.CharField(
        label=gettext_lazy("Why does it need more attention?"), max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("This is a formal escalation: those who are told read your reason."),
    )  # fmt: skip


class DetailsForm(StepForm):
    """The matter in full, with files, and what the charter wants to know (R-BIC-9, R-ROX-19)."""

    text = forms.CharField(
        label=gettext_lazy("Tell us more"), max_length=100_000,
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("What did you do, what did you expect, what came instead?"),
    )  # fmt: skip
    attached = FilesField(label=gettext_lazy("Files"), required=False)

    def ask(self) -> None:
        attached = self.fields["attached"]
        assert isinstance(attached, FilesField)
        attached.limits = limits_of(self.charter)
        for number, word in enumerate(words_of_details(self.charter)):
            self.fields[f"asked_{number}"] = forms.CharField(
                label=word[:1].upper() + word[1:], max_length=500, required=False
            )
            if word == PHONE:
                self.initial.setdefault(f"asked_{number}", self.answers.get(PHONE, ""))
        asked = fields_asked(self.charter.name, customers=True)
        matter = str(self.answers.get("kind", ""))
        self.own = [one for one in asked if applies(one, self.charter.name, matter)]
        ask_own(self, self.own, needed=OwnField.Needed.OPENING)
        for one in self.own:
            self.fields[asked_name(one)].required = one.needed == OwnField.Needed.OPENING
        self.order_fields([*(name for name in self.fields if name != "attached"), "attached"])

    def clean(self) -> None:
        super().clean()
        check_own(self, self.own, charter=self.charter.name, matter="")


FORMS: dict[str, type[StepForm]] = {
    "what": WhatForm,
    "urgency": UrgencyForm,
    "emergency": EmergencyForm,
    "reason": ReasonForm,
    "details": DetailsForm,
}


def words_of_details(charter: Charter) -> tuple[str, ...]:
    """What is asked beside the text; the product has its own question."""
    return tuple(word for word in asked_words(charter) if word != PRODUCT)


def _plain(words: Sequence[str]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]
