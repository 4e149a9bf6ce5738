"""What an escalation is asked: the level where there are several, reasons to tick, a word."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charterdesk.cases.store import Loaded
from charterdesk.engine.charter.values import Charter, Ladder
from charterdesk.engine.commands import Escalate
from charterdesk.engine.events import CUSTOMER, Escalated

START = ""


class EscalateForm(forms.Form):
    """The reasons are the charter's own; a second escalation needs a word of one's own."""

    level = forms.ChoiceField(
        label=gettext_lazy("Who should take care of it?"), required=False, widget=forms.RadioSelect
    )
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Why do you escalate?"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("In your own words"), required=False, max_length=800,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Those who are told read this."),
    )  # fmt: skip
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, loaded: Loaded, data: Any = None, initial: dict[str, Any] | None = None):
        super().__init__(data, initial=initial)
        self.ladder = ladder_of(loaded.charter)
        self.again = has_escalated(loaded)
        levels = levels_of(self.ladder)
        reasons = self.ladder.reasons if self.ladder else ()
        self._offer("level", [(START, _("From the start")), *levels] if levels else [])
        self._offer("reasons", [(word, word) for word in reasons])
        self.fields["text"].required = self.again or not reasons
        if self.again:
            self.fields["text"].help_text = _(
                "You escalated this case before: say what is different now."
            )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if not choices:
            del self.fields[name]

    def clean(self) -> None:
        super().clean()
        if "reasons" in self.fields and not self.cleaned_data.get("reasons"):
            raise ValidationError({"reasons": _("Tick at least one reason.")})

    def command(self) -> Escalate:
        """The escalation as it would be declared; a preview takes what is chosen so far."""
        valid = self.is_bound and self.is_valid()
        data = self.cleaned_data if valid else self.initial
        return Escalate(
            by=CUSTOMER, ladder=self.ladder.name if self.ladder else "",
            step=str(data.get("level", "") or ""), reason=self.reason() if valid else "-",
        )  # fmt: skip

    def reason(self) -> str:
        """The reasons that were ticked, then the words."""
        ticked = "; ".join(self.cleaned_data.get("reasons") or [])
        return ": ".join(part for part in (ticked, self.cleaned_data["text"].strip()) if part)


def ladder_of(charter: Charter) -> Ladder | None:
    """The ladder that a word of the customer starts, else the charter's first."""
    ladders = list(charter.ladders.values())
    formal = [one for one in ladders if any(not trigger.priority for trigger in one.starts)]
    return next(iter(formal or ladders), None)


def levels_of(ladder: Ladder | None) -> list[tuple[str, str]]:
    """The steps that one may go straight to (R-BIC-31)."""
    steps = ladder.steps if ladder else ()
    return [(one.name, _("Straight to %(level)s") % {"level": one.name})
            for one in steps if one.when]  # fmt: skip


def has_escalated(loaded: Loaded) -> bool:
    """Whether the customer has escalated this case before."""
    return any(isinstance(one, Escalated) and one.by == CUSTOMER for one in loaded.state.history)
