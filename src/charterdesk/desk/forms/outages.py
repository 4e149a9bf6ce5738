"""What is done to cases of one outage: put together, taken out, told and resolved as one (2.10)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import (
    attach_case,
    detach_case,
    open_outage,
    resolve_children,
    update_children,
)
from charterdesk.cases.commands.outages import Answered
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries import case_called
from charterdesk.desk.forms.acts.act import ActForm, Acting, plain

UNKNOWN = _("There is no case %(number)s that you may see.")


@dataclass(frozen=True)
class Said:
    """What came of it: for the whole, and for each case."""

    whole: Answer | None = None
    each: Sequence[Answered] = field(default_factory=list)


class OutageForm(ActForm):
    """A form whose answer is for the whole and for each case."""

    def do_all(self) -> Said:
        """Do it, to the case or to all of them."""
        return self.do_for([self.acting.row])

    def do_for(self, cases: Sequence[Case]) -> Said:
        """Do it to these cases."""
        raise NotImplementedError(type(self).__name__)


class JoinForm(OutageForm):
    """The case is of an outage that is known already."""

    into = forms.CharField(
        label=_("Number of the outage"), max_length=40,
        help_text=_("The case to which the others belong: any open case of the same charter."),
    )  # fmt: skip

    def clean_into(self) -> Case:
        return _case(self, self.cleaned_data["into"])

    def do_all(self) -> Said:
        given = self.common
        given.pop("form")
        return Said(attach_case(parent=self.cleaned_data["into"], **given))

    def do_for(self, cases: Sequence[Case]) -> Said:
        into, acting = self.cleaned_data["into"], self.acting
        return Said(None, _attached(cases, into, acting))


class OpenForm(OutageForm):
    """A new case that is the outage of these."""

    subject = forms.CharField(label=_("What has failed"), max_length=300)
    text = forms.CharField(
        label=_("What is known"), max_length=20000, required=False,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip

    def do_for(self, cases: Sequence[Case]) -> Said:
        data, given = self.cleaned_data, self.common
        given.pop("case")
        written = Written(text=data["text"] or data["subject"], subject=data["subject"])
        opened, rows = open_outage(cases=cases, written=written, **given)
        return Said(opened, rows)


class LeaveForm(OutageForm):
    """The case stands for itself again."""

    reason = forms.CharField(label=_("Reason"), max_length=500)

    def do_all(self) -> Said:
        given = self.common
        given.pop("form")
        return Said(detach_case(reason=self.cleaned_data["reason"].strip(), **given))


class AddForm(OutageForm):
    """Further cases are of this outage."""

    numbers = forms.CharField(
        label=_("Numbers of cases"), max_length=2000, help_text=_("With spaces or commas between.")
    )

    def clean_numbers(self) -> list[Case]:
        written = re.split(r"[\s,;]+", self.cleaned_data["numbers"].strip())
        return [_case(self, number) for number in dict.fromkeys(filter(None, written))]

    def do_all(self) -> Said:
        return Said(None, _attached(self.cleaned_data["numbers"], self.acting.row, self.acting))


class UpdateForm(OutageForm):
    """One message to every customer, each in the thread of their own case."""

    message = forms.CharField(
        label=_("Message to every customer"), max_length=20000, widget=forms.Textarea({"rows": 6})
    )

    def do_all(self) -> Said:
        given = self.common
        written = Written(text=self.cleaned_data["message"].strip())
        return Said(*update_children(parent=given.pop("case"), written=written, **given))


class ResolveAllForm(OutageForm):
    """The same outcome for every open case."""

    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    closing_message = forms.CharField(
        label=_("Message to every customer"), required=False, max_length=20000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Sent with the proposal. Empty sends nothing."),
    )  # fmt: skip

    def prepare(self) -> None:
        outcomes = self.acting.charter.closing.outcomes
        if outcomes:
            self.offer("outcome", plain(outcomes))
        else:
            del self.fields["outcome"]

    def do_all(self) -> Said:
        data, given = self.cleaned_data, self.common
        text = data["closing_message"].strip()
        written = Written(text=text) if text else None
        outcome = data.get("outcome", "")
        parent = given.pop("case")
        return Said(
            None, resolve_children(parent=parent, outcome=outcome, written=written, **given)
        )


FORMS: Mapping[str, type[OutageForm]] = {
    "join": JoinForm, "open": OpenForm, "leave": LeaveForm, "add": AddForm,
    "update": UpdateForm, "resolve": ResolveAllForm,
}  # fmt: skip
TOGETHER: Mapping[str, type[OutageForm]] = {"open": OpenForm, "join": JoinForm}


def _attached(cases: Sequence[Case], parent: Case, acting: Acting) -> list[Answered]:
    by, at = acting.person, acting.at
    return [(case, attach_case(case=case, parent=parent, by=by, at=at)) for case in cases]


def _case(form: ActForm, number: Any) -> Case:
    found = case_called(form.acting.person, str(number).strip())
    if found is None:
        raise forms.ValidationError(UNKNOWN, params={"number": number})
    return found
