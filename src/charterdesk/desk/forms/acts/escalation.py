"""The ladder: acknowledging, being reached, standing down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import acknowledge_call, confirm_reached, de_escalate, pass_call
from charterdesk.desk.forms.acts.act import ActForm


class AcknowledgeForm(ActForm):
    """I have it: I am not called again, the ladder goes on (L4)."""

    def do(self) -> Answer:
        return acknowledge_call(who=(self.acting.person.username,), **self.common)


class PassForm(ActForm):
    """I can't: the next is called at once for what I was called for (L3)."""

    def do(self) -> Answer:
        return pass_call(who=(self.acting.person.username,), **self.common)


class ReachedForm(ActForm):
    """Who answered a call or took a message (R-VOX-8)."""

    who = forms.MultipleChoiceField(label=_("Who was reached"), widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        run = self.acting.state.run_going
        state = self.acting.state
        called = [who for step in run.steps for who in state.called_in(run, step)] if run else []
        names = {one.username: one.name for one in self.acting.people}
        self.offer("who", [(name, names.get(name, name)) for name in dict.fromkeys(called)])

    def do(self) -> Answer:
        return confirm_reached(who=tuple(self.cleaned_data["who"]), **self.common)


class DeEscalateForm(ActForm):
    """Why the ladder may end before the case does (L5)."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody who was called gets an all-clear with it."),
    )  # fmt: skip
    customer_agrees = forms.BooleanField(label=_("The customer agrees"), required=False)
    customer_asked = forms.BooleanField(
        label=_("The customer was asked and has not answered yet"), required=False,
        help_text=_("Only where the charter lets a ladder end without the customer's word."),
    )  # fmt: skip

    def do(self) -> Answer:
        data = self.cleaned_data
        return de_escalate(
            reason=data["reason"].strip(),
            customer_agrees=data["customer_agrees"],
            customer_asked=data["customer_asked"],
            **self.common,
        )
