"""Proposing to close: an outcome, the message that goes with it, and what the outcome needs."""

from datetime import datetime

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import Form, link_bug, record_facts, resolve_case
from charterdesk.cases.messages import Written
from charterdesk.desk.forms.acts.act import plain, taken_place
from charterdesk.desk.forms.acts.own_fields import NeededForm
from charterdesk.engine.charter.values import Need
from charterdesk.engine.decide import Refusal
from charterdesk.knowledge.queries.reading import unpublished_in


class ResolveForm(NeededForm):
    """What was reached. Facts of the outcome can be given along with it."""

    outcome = forms.ChoiceField(label=_("Outcome"), required=False, widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("Message to the customer"), required=False, max_length=20000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Sent with the proposal. Empty sends nothing."),
    )  # fmt: skip
    solved_at = forms.DateTimeField(
        label=_("When it was solved"), required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )  # fmt: skip
    bug = forms.CharField(label=_("Bug number"), required=False, max_length=60)
    word = forms.ChoiceField(label=_("Record with it"), required=False)
    value = forms.CharField(
        label=_("What it is"), required=False, max_length=500,
        help_text=_("A link, a number, a reason. Empty means yes."),
    )  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        closing = self.acting.charter.closing
        if closing.outcomes:
            self.offer("outcome", plain(closing.outcomes))
        else:
            del self.fields["outcome"]
        if not any(need.kind == "bug number" for need in self.needs()):
            del self.fields["bug"]
        self._offer_time()
        words = [need.text for need in self.needs() if need.kind in ("fact", "indication")]
        if words:
            self.offer("word", [("", "—"), *plain(dict.fromkeys(words))])
        else:
            del self.fields["word"], self.fields["value"]

    def _offer_time(self) -> None:
        """What was solved in a talk may be written down afterwards (2.6 B, R-TER-3)."""
        intake = self.acting.charter.intake
        if not intake.later_allowed:
            del self.fields["solved_at"]
            return
        hours = int(intake.later_at_most.total_seconds() // 3600)
        hint = _("Empty means now; at most %(hours)d h back.") % {"hours": hours}
        self.fields["solved_at"].help_text = hint

    def clean_solved_at(self) -> datetime | None:
        """The wall time of the reader's zone as a moment; never one to come."""
        return taken_place(self.cleaned_data["solved_at"], self.acting)

    def clean_value(self) -> str:
        """An article of this desk answers only where the customer can read it (R-BIC-37)."""
        value = str(self.cleaned_data["value"]).strip()
        if slug := unpublished_in(value):
            said = _("The article “%(slug)s” is not public: publish it, or link another.")
            raise forms.ValidationError(said % {"slug": slug})
        return value

    def needs(self) -> tuple[Need, ...]:
        """All needs of all outcomes and of the gate before resolving."""
        charter = self.acting.charter
        gate = charter.gates.get("resolve")
        outcomes = charter.closing.outcomes.values()
        own = [need for outcome in outcomes for need in outcome.needs]
        return (*own, *(gate.needs if gate else ()))

    def do(self) -> Answer:
        """All of it or nothing: a refused resolution leaves no fact behind."""
        with transaction.atomic():
            filled = self.fill_in()
            refused = None if isinstance(filled, Done) else filled
            answer = refused or self._record_facts() or self._resolve()
            if not isinstance(answer, Done):
                transaction.set_rollback(True)
        return answer

    def _resolve(self) -> Answer:
        data = self.cleaned_data
        text = data["message"].strip()
        written = Written(text=text) if text else None
        return resolve_case(
            outcome=data.get("outcome", ""), written=written, contact_at=data.get("solved_at"),
            **self.common,
        )  # fmt: skip

    def _record_facts(self) -> Refusal | None:
        data, given = self.cleaned_data, self.common
        number, word = data.get("bug", "").strip(), data.get("word", "")
        answers: list[Answer] = []
        if number and number not in self.acting.state.bugs:
            given["form"] = Form(key=f"{data['key']}/bug")
            answers.append(link_bug(number=number, critical=False, **given))
        if word:
            given["form"] = Form(key=f"{data['key']}/fact")
            facts = ((word, data["value"].strip() or "yes"),)
            answers.append(record_facts(facts=facts, **given))
        return next((one for one in answers if isinstance(one, Refusal)), None)
