"""Escalating: the reason as the charter lists it, and what the next person must know."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import Form, add_note, escalate_case
from charterdesk.cases.messages import Written
from charterdesk.desk.forms.acts.act import ActForm, plain
from charterdesk.engine.commands import Escalate


class EscalateForm(ActForm):
    """A formal escalation, by the desk on the customer's behalf."""

    ladder = forms.ChoiceField(label=_("Ladder"), required=False)
    step = forms.ChoiceField(label=_("Level"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)
    reason_text = forms.CharField(
        label=_("In your own words"), required=False, max_length=1000,
        help_text=_("Goes to those who are called, and into the log."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("What the next person must know"), max_length=20000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Becomes an internal note. The customer never reads it."),
    )  # fmt: skip

    def prepare(self) -> None:
        ladders = self.acting.charter.ladders
        named = next(iter(ladders.values()), None)
        self._keep("ladder", plain(ladders) if len(ladders) > 1 else [])
        levels = [step.name for step in named.steps if step.when] if named else []
        self._keep("step", [("", _("from the start")), *plain(levels)] if levels else [])
        self._keep("reason", plain(named.reasons) if named else [])
        self.fields["reason_text"].required = not (named and named.reasons)

    def _keep(self, name: str, choices: list[Any]) -> None:
        """Offer the choices; without any, the field is left out."""
        if choices:
            self.offer(name, choices)
        else:
            del self.fields[name]

    def command(self) -> Escalate:
        """The escalation as it would be given now; a preview takes what is chosen so far."""
        data = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        return Escalate(
            by=self.acting.person.username, ladder=data.get("ladder") or "",
            step=data.get("step") or "", reason=self._reason(data) or "-",
        )  # fmt: skip

    def do(self) -> Answer:
        given, data = self.command(), self.cleaned_data
        with transaction.atomic():
            answer = escalate_case(
                reason=given.reason, ladder=given.ladder, step=given.step, **self.common
            )
            if isinstance(answer, Done) and not answer.repeated:
                note = Form(key=f"{data['key']}/note")
                add_note(
                    case=self.acting.row, written=Written(text=data["note"]),
                    by=self.acting.person, at=self.acting.at, form=note,
                )  # fmt: skip
        return answer

    @staticmethod
    def _reason(data: Mapping[str, Any]) -> str:
        parts = (data.get("reason"), (data.get("reason_text") or "").strip())
        return ": ".join(part for part in parts if part)
