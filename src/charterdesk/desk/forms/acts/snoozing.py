"""Put a case off until a moment: out of the owner's list, and back by itself (ux.md 2.2, H)."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import begin_waiting
from charterdesk.desk.forms.acts.act import ActForm, Acting
from charterdesk.visit.reader import Reader

MORNING = time(9)
SOON = timedelta(hours=3)


class SnoozeForm(ActForm):
    """Until when: a moment that is offered, or one of one's own, in one's own zone."""

    when = forms.ChoiceField(label=_("Until"), widget=forms.RadioSelect, required=False)
    until = forms.DateTimeField(
        label=_("Or until this moment"), required=False, help_text=_("In your own zone."),
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )  # fmt: skip
    what = forms.CharField(label=_("What for"), required=False, max_length=500)

    def prepare(self) -> None:
        self.moments = moments_offered(self.acting)
        reader = Reader(self.acting.person, self.acting.at)
        words = dict(zip(self.moments, _names(), strict=True))
        self.offer(
            "when", [(k, f"{words[k]}: {reader.full(at)}") for k, at in self.moments.items()]
        )
        self.initial["when"] = "tomorrow"

    def clean(self) -> None:
        """A moment of one's own goes before one that is offered."""
        wall, when = self.cleaned_data.get("until"), self.cleaned_data.get("when", "")
        given = wall.replace(tzinfo=self.acting.zone) if wall else self.moments.get(when)
        if given is None:
            self.add_error("when", gettext("Choose until when, or write a moment."))
        elif given <= self.acting.at:
            self.add_error("until", gettext("That lies behind us: write a moment to come."))
        self.chosen = given

    def do(self) -> Answer:
        what = self.cleaned_data["what"].strip()
        return begin_waiting(on="date", what=what, until=self.chosen, **self.common)


def moments_offered(acting: Acting) -> dict[str, datetime]:
    """In three hours, tomorrow morning, and Monday morning of next week, by the reader's clock."""
    here = acting.at.astimezone(acting.zone)
    day = here.date()
    monday = day + timedelta(days=7 - day.weekday())
    return {
        "soon": (acting.at + SOON).replace(second=0, microsecond=0),
        "tomorrow": datetime.combine(day + timedelta(days=1), MORNING, acting.zone),
        "week": datetime.combine(monday, MORNING, acting.zone),
    }


def _names() -> tuple[str, str, str]:
    return gettext("In three hours"), gettext("Tomorrow morning"), gettext("Next week")
