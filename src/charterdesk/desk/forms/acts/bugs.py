"""Bugs of a case, and what was given against them (R-BIC-6, R-BIC-7)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import (
    close_bug,
    give_indication,
    give_patch,
    give_workaround,
    link_bug,
    take_bug_off,
)
from charterdesk.desk.forms.acts.act import ActForm

WHAT = (
    ("link", _("The bug was raised")),
    ("critical", _("The bug is confirmed critical")),
    ("indication", _("The customer was told when it will be resolved")),
    ("patch", _("The patch was provided")),
    ("workaround", _("A way round it was given")),
    ("close", _("The tracker closed the bug")),
    ("off", _("The bug is not this case's")),
)


class BugForm(ActForm):
    """What happened with which bug."""

    what = forms.ChoiceField(label=_("What happened"), choices=WHAT, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Bug number"), required=False, max_length=60,
        help_text=_("As the tracker has it. A workaround needs none."),
    )  # fmt: skip

    def prepare(self) -> None:
        bugs = self.acting.state.open_bugs
        self.initial["what"] = "link"
        self.initial["number"] = bugs[0].number if len(bugs) == 1 else ""

    def do(self) -> Answer:
        what, number = self.cleaned_data["what"], self.cleaned_data["number"].strip()
        given = {**self.common, "number": number}
        match what:
            case "indication":
                return give_indication(**given)
            case "patch":
                return give_patch(**given)
            case "workaround":
                return give_workaround(**given)
            case "close":
                return close_bug(**given)
            case "off":
                return take_bug_off(**given)
            case _:
                return link_bug(critical=what == "critical", **given)
