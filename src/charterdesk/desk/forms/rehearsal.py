"""What is chosen for a rehearsed night: the ladder, the moment, the pace, how people behave."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charterdesk.accounts.models import Person
from charterdesk.engine.charter.values import Charter
from charterdesk.incidents.commands.rehearsing import SPEEDS
from charterdesk.incidents.rehearsing.values import Manners
from charterdesk.look.moments import length_words
from charterdesk.notifications.models import Means

SATURDAY, AT_NIGHT = 5, time(3)
AFTER = (1, 2, 5, 10)
FIXED = (15, 45, 120)
USUAL_SPEED, USUAL_FIX = 60, 45


class RehearsalForm(forms.Form):
    """A night of the ladder `chosen`. Its moment is wall time of the `charter`'s zone."""

    ladder = forms.ChoiceField(label=gettext_lazy("Ladder"), widget=forms.HiddenInput)
    number = forms.CharField(
        label=gettext_lazy("As for the case"), required=False, max_length=40,
        help_text=gettext_lazy("A case's number: its customer's account manager is called then."),
    )  # fmt: skip
    begins = forms.DateTimeField(
        label=gettext_lazy("Escalated at"),
        widget=forms.DateTimeInput(),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    speed = forms.TypedChoiceField(label=gettext_lazy("Pace"), coerce=int)
    answering = forms.ChoiceField(label=gettext_lazy("Who answers"), widget=forms.RadioSelect)
    after = forms.TypedChoiceField(label=gettext_lazy("They answer after"), coerce=int)
    fixed_after = forms.TypedChoiceField(label=gettext_lazy("It is fixed"), coerce=int)
    away = forms.MultipleChoiceField(
        label=gettext_lazy("Who can't"), required=False, widget=forms.CheckboxSelectMultiple
    )
    failing = forms.MultipleChoiceField(
        label=gettext_lazy("Which means fail"), required=False, choices=Means.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    every_means = forms.BooleanField(
        required=False, label=gettext_lazy("As if a carrier were set up for every means")
    )
    for_real = forms.BooleanField(
        required=False,
        label=gettext_lazy("Send me the notices for real, marked REHEARSAL"),
        help_text=gettext_lazy("Each goes to you alone, over your own means, whoever it is for."),
    )

    def __init__(
        self, charter: Charter, ladder: str, people: Sequence[Person], at: datetime,
        data: Any = None, number: str = "",
    ) -> None:  # fmt: skip
        self.charter, self.chosen = charter, ladder
        key = ladder_key(charter, ladder)
        super().__init__(
            data,
            initial={
                "ladder": key, "number": number, "begins": _next_night(at, charter.zone),
                "speed": USUAL_SPEED, "answering": "nobody", "after": 2, "fixed_after": USUAL_FIX,
            },
        )  # fmt: skip
        self.fields["begins"].help_text = _("What the clock shows in %(zone)s.") % {
            "zone": charter.zone
        }
        self._offer("ladder", [(key, ladder)])
        self._offer("speed", [(speed, _speed_words(speed)) for speed in SPEEDS])
        self._offer("answering", _answering())
        self._offer("after", [(n, length_words(timedelta(minutes=n))) for n in AFTER])
        self._offer("fixed_after", [*((n, _fixed_words(n)) for n in FIXED), (0, _("never"))])
        self._offer("away", [(one.username, one.name) for one in people])
        if not people:
            del self.fields["away"]

    def begins_at(self) -> datetime:
        """The moment, from wall time of the charter's zone."""
        wall: datetime = self.cleaned_data["begins"]
        return wall.replace(tzinfo=ZoneInfo(self.charter.zone))

    def manners(self) -> Manners:
        """How people and carriers behave."""
        data = self.cleaned_data
        fixed = timedelta(minutes=data["fixed_after"]) if data["fixed_after"] else None
        return Manners(
            answering=data["answering"], after=timedelta(minutes=data["after"]),
            away=frozenset(data.get("away", ())), failing=frozenset(data["failing"]),
            fixed_after=fixed,
            every_means=data["every_means"],
        )  # fmt: skip

    def _offer(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


def ladder_key(charter: Charter, ladder: str) -> str:
    """How a ladder is named in an address and in the form."""
    return f"{charter.name}/{ladder}"


def ladders_of(charters: Sequence[Charter]) -> list[tuple[Charter, str]]:
    """Every ladder there is to rehearse, those first of which a step comes by time alone."""
    found = [(charter, name) for charter in charters for name in charter.ladders]
    return sorted(found, key=lambda one: not any(s.after for s in one[0].ladders[one[1]].steps))


def _next_night(at: datetime, zone: str) -> datetime:
    """The next Saturday at three in the morning, as that zone's wall has it."""
    here = at.astimezone(ZoneInfo(zone))
    day = here.date() + timedelta(days=(SATURDAY - here.weekday()) % 7 or 7)
    return datetime.combine(day, AT_NIGHT)


def _answering() -> list[tuple[str, str]]:
    return [
        ("nobody", _("Nobody: the messages arrive, and no one says that they have it")),
        ("first", _("The first who is called")),
        ("everybody", _("Everybody who is called")),
    ]


def _speed_words(speed: int) -> str:
    if speed == 1:
        return _("as the clock goes")
    said = {"count": speed, "length": f"{60 / speed:g} s"}
    return (
        ngettext(
            "%(count)d time as fast: a minute takes %(length)s",
            "%(count)d times as fast: a minute takes %(length)s",
            speed,
        )
        % said
    )


def _fixed_words(minutes: int) -> str:
    return _("after %(length)s") % {"length": length_words(timedelta(minutes=minutes))}
