"""Cases that have to do with each other."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import relate_cases, undo_merge, undo_split, unrelate_cases
from charterdesk.cases.models import Case, CaseLink
from charterdesk.cases.queries import case_called
from charterdesk.cases.queries.linking import links_to_undo
from charterdesk.desk.forms.acts.act import ActForm
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase

NOTHING = Refusal(phrase("Nothing of the last 14 days is there to be undone."))


class RelateForm(ActForm):
    """The other case, and whether the link is put or taken off."""

    number = forms.CharField(
        label=_("Number of the other case"), max_length=40,
        help_text=_("As it stands in the list and in mails."),
    )  # fmt: skip
    what = forms.ChoiceField(
        label=_("What is done"), initial="put", required=False, widget=forms.RadioSelect,
        choices=(("put", _("Link the two")), ("off", _("Take the link off"))),
    )  # fmt: skip

    def clean_number(self) -> Case:
        number = self.cleaned_data["number"].strip()
        found = case_called(self.acting.person, number)
        if found is None:
            raise forms.ValidationError(
                _("There is no case %(number)s that you may see."), params={"number": number}
            )
        return found

    def do(self) -> Answer:
        given: dict[str, Any] = {"case": self.acting.row, "other": self.cleaned_data["number"]}
        if self.cleaned_data["what"] == "off":
            return unrelate_cases(by=self.acting.person, **given)
        return relate_cases(by=self.acting.person, at=self.acting.at, **given)


class ApartForm(ActForm):
    """Which merge or split is undone; without a choice the newest."""

    link = forms.ChoiceField(label=_("What is undone"), widget=forms.RadioSelect, required=False)

    def prepare(self) -> None:
        self.links = links_to_undo(self.acting.person, self.acting.row, self.acting.at)
        self.offer("link", [(str(one.pk), _undoing(one)) for one in self.links])
        self.initial["link"] = str(self.links[0].pk) if self.links else ""

    def do(self) -> Answer:
        chosen = self.cleaned_data["link"]
        link = next((one for one in self.links if chosen in ("", str(one.pk))), None)
        if link is None:
            return NOTHING
        given: dict[str, Any] = {"by": self.acting.person, "at": self.acting.at}
        if link.kind == CaseLink.Kind.SPLIT:
            return undo_split(case=link.case, **given)
        return undo_merge(case=link.other, **given)


def _undoing(link: CaseLink) -> str:
    said = {"case": link.case.number, "other": link.other.number}
    if link.kind == CaseLink.Kind.SPLIT:
        return gettext("%(case)s was split off from %(other)s: bring it back") % said
    return gettext("%(other)s was merged into %(case)s: take it out again") % said
