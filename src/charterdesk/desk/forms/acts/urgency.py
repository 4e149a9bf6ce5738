"""Priority, classification and contract."""

from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import change_contract, classify, set_priority
from charterdesk.customers.queries import contracts_held
from charterdesk.desk.forms.acts.act import ActForm, plain


class PriorityForm(ActForm):
    """Another row of the charter."""

    to = forms.ChoiceField(label=_("Priority"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("It goes into the log, and to the customer where the charter tells them."),
    )  # fmt: skip

    def prepare(self) -> None:
        rows = self.acting.charter.priorities
        self.offer("to", [(one.name, f"P{one.rank + 1} {one.name}") for one in rows])
        self.initial["to"] = self.acting.state.priority

    def do(self) -> Answer:
        data = self.cleaned_data
        return set_priority(to=data["to"], reason=data["reason"].strip(), **self.common)


class ClassifyForm(ActForm):
    """The words of the matrix that gives the priority (R-HFN-8, R-TER-9)."""

    row = forms.ChoiceField(widget=forms.RadioSelect)
    column = forms.ChoiceField(widget=forms.RadioSelect)

    def prepare(self) -> None:
        matrix = self.acting.charter.matrix
        if matrix is None:
            del self.fields["row"], self.fields["column"]
            return
        for name, axis, words in (
            ("row", matrix.row_axis, tuple(matrix.rows)),
            ("column", matrix.column_axis, matrix.columns),
        ):
            self.offer(name, plain(words))
            self.fields[name].label = axis
            self.initial[name] = self.acting.state.axes.get(axis, "")

    def do(self) -> Answer:
        matrix = self.acting.charter.matrix
        data = self.cleaned_data
        axes = () if matrix is None else (
            (matrix.row_axis, data["row"]), (matrix.column_axis, data["column"])
        )  # fmt: skip
        return classify(axes=axes, **self.common)


class ContractForm(ActForm):
    """Another contract or level of the charter."""

    to = forms.ChoiceField(label=_("Contract"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        contracts = self.acting.charter.contracts.values()
        words = [word for one in contracts for word in (one.levels or (one.name,))]
        self.offer("to", plain(dict.fromkeys(words)))
        self.initial["to"] = self.acting.state.contract

    def do(self) -> Answer:
        acting, to = self.acting, self.cleaned_data["to"]
        firm = acting.row.organisation
        today = acting.at.astimezone(ZoneInfo(firm.zone)).date() if firm else acting.at.date()
        held = (
            one
            for one in (contracts_held(firm, today) if firm else ())
            if one.charter == acting.charter.name and to in (one.name, one.level)
        )
        return change_contract(
            case=acting.row, to=to, contract=next(held, None), by=acting.person, at=acting.at
        )
