"""The labels of a case: those to have, and a new one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.commands import make_label, put_label, take_label_off
from charterdesk.cases.models import Label
from charterdesk.cases.models.label import LONGEST
from charterdesk.cases.queries.labels import labels_of_the_desk, labels_on
from charterdesk.desk.forms.acts.act import ActForm


class LabelsForm(ActForm):
    """Ticked labels and a new one. `had` are those that its reader saw on the case, so that what
    somebody else put on or took off meanwhile stays as they left it."""

    labels = forms.MultipleChoiceField(
        label=_("Labels"), required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=_("A new label"), required=False, max_length=LONGEST)
    mark = forms.ChoiceField(
        label=_("Mark of the new label"), choices=Label.Mark, initial=Label.Mark.CIRCLE,
        required=False,
    )  # fmt: skip
    had = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)

    def prepare(self) -> None:
        acting = self.acting
        found = labels_on(acting.person, [acting.row])
        on = [str(label.pk) for label in found.on.get(acting.row.pk, ())]
        self.initial["labels"], self.initial["had"] = on, ",".join(on)
        self.offer("labels", [(str(label.pk), label.name) for label in found.known])
        if not found.known:
            del self.fields["labels"]

    def do(self) -> Answer:
        data, acting = self.cleaned_data, self.acting
        wanted, had = set(data.get("labels", ())), set(data["had"].split(","))
        known = {str(one.pk): one for one in labels_of_the_desk(acting.person)}
        for pk in sorted(had - wanted):
            if label := known.get(pk):
                take_label_off(label=label, cases=[acting.row], by=acting.person)
        new = [label for pk in sorted(wanted - had) if (label := known.get(pk))]
        if data["name"].strip():
            mark = data["mark"] or Label.Mark.CIRCLE
            new.append(make_label(name=data["name"], mark=mark, by=acting.person, at=acting.at))
        for label in new:
            put_label(label=label, cases=[acting.row], by=acting.person, at=acting.at)
        return Done(acting.row)
