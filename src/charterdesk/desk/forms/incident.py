"""What is typed on the page of an incident: an update, with the time of the next one."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import Form
from charterdesk.desk.forms.acts.act import ActForm
from charterdesk.desk.forms.writing import MOST
from charterdesk.incidents.commands.updating import latest_update, send_update
from charterdesk.look.moments import length_words, moment_words

BY_CHARTER, SAY_NOTHING = "charter", "none"
STEPS = tuple(timedelta(minutes=minutes) for minutes in (10, 15, 20, 30, 45, 60, 120, 240))


class UpdateForm(ActForm):
    """What the customer reads, and by when they hear again."""

    body = forms.CharField(
        label=_("To the customer"), max_length=MOST, widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write what the customer is to read.")},
    )  # fmt: skip
    next_by = forms.ChoiceField(
        label=_("The next update comes"),
        error_messages={
            "invalid_choice": _("The charter promises it sooner than that by now: choose again.")
        },
    )

    def prepare(self) -> None:
        """Only moments that keep the charter's promise are offered."""
        acting = self.acting
        self.latest = latest_update(acting.loaded, acting.person, acting.at)
        offered = [] if self.latest is None else [(BY_CHARTER, self._promised(self.latest))]
        offered += [(str(int(step.total_seconds()) // 60), self._after(step)) for step in STEPS
                    if self.latest is None or acting.at + step < self.latest]  # fmt: skip
        self.offer("next_by", [*offered, (SAY_NOTHING, str(_("say nothing of it")))])
        self.initial["next_by"] = offered[0][0] if self.latest else "30"

    def next_at(self) -> datetime | None:
        """The moment that is said; None where nothing is."""
        chosen = self.cleaned_data["next_by"]
        if chosen == SAY_NOTHING:
            return None
        if chosen == BY_CHARTER:
            return self.latest
        return self.acting.at.replace(second=0, microsecond=0) + timedelta(minutes=int(chosen))

    def do(self) -> Answer:
        acting, data = self.acting, self.cleaned_data
        return send_update(
            case=acting.row, text=data["body"].strip(), next_at=self.next_at(), by=acting.person,
            at=acting.at, form=Form(key=data["key"]),
        )  # fmt: skip

    def _promised(self, latest: datetime) -> str:
        when = moment_words(latest, self.acting.at, self.acting.zone)
        return str(_("by %(when)s, as the charter promises")) % {"when": when}

    def _after(self, step: timedelta) -> str:
        when = f"{(self.acting.at + step).astimezone(self.acting.zone):%H:%M}"
        return str(_("in %(length)s, by %(when)s")) % {"length": length_words(step), "when": when}
