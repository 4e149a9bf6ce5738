"""Owner, tiers, waiting, talks, facts, approvals and gated work."""

from collections.abc import Iterator
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import (
    activate_case,
    approve_act,
    begin_waiting,
    do_act,
    end_waiting,
    join_tier,
    log_talk,
    record_facts,
    set_owner,
    transfer_case,
)
from charterdesk.cases.lacking import still_lacking
from charterdesk.cases.messages import Written
from charterdesk.cases.queries.approvals import acts_to_approve
from charterdesk.desk.forms.acts.act import ActForm, plain, taken_place
from charterdesk.desk.forms.fact_words import facts_in
from charterdesk.desk.pages.words import waiting_words
from charterdesk.engine.decide.work import WAITS


class OwnerForm(ActForm):
    """Another owner."""

    to = forms.ChoiceField(label=_("Owner"))

    def prepare(self) -> None:
        self.offer("to", [(one.username, one.name) for one in self.acting.people])
        self.initial["to"] = self.acting.person.username

    def do(self) -> Answer:
        people = {one.username: one for one in self.acting.people}
        return set_owner(to=people[self.cleaned_data["to"]], **self.common)


class TakeForm(ActForm):
    """Oneself as the owner."""

    def do(self) -> Answer:
        return set_owner(to=self.acting.person, **self.common)


class TierForm(ActForm):
    """A tier that helps."""

    tier = forms.ChoiceField(label=_("Tier"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        tiers = self.acting.charter.tiers[1:]
        roles = [role for tier in tiers if len(tier.roles) > 1 for role in tier.roles]
        self.offer("tier", plain([*(tier.name for tier in tiers), *roles]))

    def do(self) -> Answer:
        return join_tier(tier=self.cleaned_data["tier"], **self.common)


class TransferForm(ActForm):
    """A tier that takes over."""

    tier = forms.ChoiceField(label=_("Tier"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.offer("tier", plain(tier.name for tier in self.acting.charter.tiers))
        self.initial["tier"] = self._next()

    def _next(self) -> str:
        """The tier of the role to which the case goes on from where it is (R-HFN-11)."""
        tiers = self.acting.charter.tiers
        then = next((one.then for one in tiers if one.name == self.acting.state.tier), "")
        return next((one.name for one in tiers if then in one.roles), "")

    def do(self) -> Answer:
        return transfer_case(tier=self.cleaned_data["tier"], **self.common)


class WaitForm(ActForm):
    """On whom we wait, and what for."""

    on = forms.ChoiceField(label=_("Waiting on"), widget=forms.RadioSelect)
    what = forms.CharField(label=_("What for"), required=False, max_length=500)

    def prepare(self) -> None:
        self.offer("on", [(word, waiting_words(word)) for word in WAITS if word != "date"])
        self.initial["on"] = "customer"
        self.fields["what"].help_text = " ".join(self._hints())

    def _hints(self) -> Iterator[str]:
        charter = self.acting.charter
        if words := still_lacking(charter, self.acting.row):
            said = gettext("The charter asks for this, and nobody has said it yet: %(words)s.")
            yield said % {"words": ", ".join(words)}
        if acts := acts_to_approve(charter):
            said = gettext(
                "Write one of these alone, and the customer is asked to approve it: %(acts)s."
            )
            yield said % {"acts": "; ".join(acts)}

    def do(self) -> Answer:
        data = self.cleaned_data
        return begin_waiting(on=data["on"], what=data["what"].strip(), **self.common)


class ResumeForm(ActForm):
    """What we waited for is there."""

    def do(self) -> Answer:
        return end_waiting(**self.common)


class ActivateForm(ActForm):
    """Work begins."""

    def do(self) -> Answer:
        return activate_case(**self.common)


class TalkForm(ActForm):
    """A talk with the customer that took place now or before now (2.6 B)."""

    text = forms.CharField(
        label=_("What was said"), max_length=20000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Only the team reads it."),
    )  # fmt: skip
    contacted_at = forms.DateTimeField(
        label=_("When it was"), required=False, help_text=_("Empty means now. Your own zone."),
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )  # fmt: skip

    def clean_contacted_at(self) -> datetime | None:
        return taken_place(self.cleaned_data["contacted_at"], self.acting)

    def do(self) -> Answer:
        data = self.cleaned_data
        written = Written(text=data["text"])
        return log_talk(written=written, contact_at=data["contacted_at"], **self.common)


class FactForm(ActForm):
    """Something that the charter's gates, outcomes or charges know by a word of their own."""

    word = forms.ChoiceField(label=_("What"), required=False)
    other = forms.CharField(
        label=_("Or in your own words"), required=False, max_length=300,
        help_text=_("Only the words above open a gate."),
    )  # fmt: skip
    value = forms.CharField(
        label=_("What it is"), required=False, max_length=500,
        help_text=_("A link, a number, a reason. Empty means yes."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.offer("word", [("", "—"), *plain(facts_in(self.acting.charter))])

    def clean(self) -> None:
        super().clean()
        if not (self.cleaned_data.get("word") or self.cleaned_data.get("other", "").strip()):
            raise ValidationError({"word": _("Choose what is recorded, or write it.")})

    def do(self) -> Answer:
        data = self.cleaned_data
        word = data["word"] or data["other"].strip()
        return record_facts(facts=((word, data["value"].strip() or "yes"),), **self.common)


class TickForm(ActForm):
    """One word put on the case or taken off it again, at one press."""

    word = forms.CharField(max_length=500, widget=forms.HiddenInput)
    value = forms.CharField(max_length=20, widget=forms.HiddenInput)

    def do(self) -> Answer:
        data = self.cleaned_data
        return record_facts(facts=((data["word"], data["value"]),), **self.common)


class ApproveForm(ActForm):
    """What the customer approves (R-HFN-16)."""

    what = forms.ChoiceField(label=_("What the customer approves"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        gates = self.acting.charter.gates.values()
        acts = [gate.act for gate in gates if any(n.kind == "approval" for n in gate.needs)]
        others = [gate.act for gate in gates if gate.act not in acts]
        self.offer("what", plain([*acts, *others]))

    def do(self) -> Answer:
        return approve_act(what=self.cleaned_data["what"], **self.common)


class DoForm(ActForm):
    """Work that a gate guards."""

    act = forms.ChoiceField(label=_("What was done"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        own = {"resolve", "close", "escalate"}
        self.offer("act", plain(act for act in self.acting.charter.gates if act not in own))

    def do(self) -> Answer:
        return do_act(name=self.cleaned_data["act"], **self.common)
