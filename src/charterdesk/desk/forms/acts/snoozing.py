"""Put a case off until a moment: out of the owner's list, and back by itself (ux.md 2.2, H)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import begin_waiting
from charterdesk.desk.forms.acts.act import ActForm
from charterdesk.visit.reader import Reader

MORNING = time(9)
SOON = timedelta(hours=3)


class UntilForm(forms.Form):
    """Until when: a moment that is offered, or one of one's own, in one's own zone."""

    when = forms.ChoiceField(label=_("Until"), widget=forms.RadioSelect, required=False)
    until = forms.DateTimeField(
        label=_("Or until this moment"), required=False, help_text=_("In your own zone."),
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )  # fmt: skip
    what = forms.CharField(label=_("What for"), required=False, max_length=500)

    def offer_moments(self, person: Person, at: datetime) -> None:
        """Offer what lies ahead of `at` by this person's clock; called before it is validated."""
        self.reader = Reader(person, at)
        self.moments = moments_offered(at, self.reader.zone)
        words = dict(zip(self.moments, _names(), strict=True))
        when = self.fields["when"]
        assert isinstance(when, forms.ChoiceField)
        when.choices = [
            (k, f"{words[k]}: {self.reader.full(one)}") for k, one in self.moments.items()
        ]
        self.initial["when"] = "tomorrow"

    def clean(self) -> None:
        """A moment of one's own goes before one that is offered."""
        wall, when = self.cleaned_data.get("until"), self.cleaned_data.get("when", "")
        given = wall.replace(tzinfo=self.reader.zone) if wall else self.moments.get(when)
        if given is None:
            self.add_error("when", gettext("Choose until when, or write a moment."))
        elif given <= self.reader.at:
            self.add_error("until", gettext("That lies behind us: write a moment to come."))
        self.chosen = given

    def what_for(self) -> str:
        """What it is put off for; "" where that was not said."""
        return str(self.cleaned_data["what"]).strip()


class SnoozeForm(UntilForm, ActForm):
    """One case put off."""

    def prepare(self) -> None:
        self.offer_moments(self.acting.person, self.acting.at)

    def do(self) -> Answer:
        return begin_waiting(on="date", what=self.what_for(), until=self.chosen, **self.common)


def moments_offered(at: datetime, zone: ZoneInfo) -> dict[str, datetime]:
    """In three hours, tomorrow morning, and Monday morning of next week, by the reader's clock."""
    day = at.astimezone(zone).date()
    monday = day + timedelta(days=7 - day.weekday())
    return {
        "soon": (at + SOON).replace(second=0, microsecond=0),
        "tomorrow": datetime.combine(day + timedelta(days=1), MORNING, zone),
        "week": datetime.combine(monday, MORNING, zone),
    }


def _names() -> tuple[str, str, str]:
    return gettext("In three hours"), gettext("Tomorrow morning"), gettext("Next week")
