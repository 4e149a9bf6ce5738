"""How somebody wants to have the news of cases."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.watching.commands import change_habit
from charterdesk.watching.models import Habit


class HabitForm(forms.Form):
    """Which news, how they come, and when the digest does."""

    level = forms.ChoiceField(
        label=_("News of"), choices=Habit.Level, widget=forms.RadioSelect,
        help_text=_(
            "Calls of ladders, mentions and warnings of your promises come by your means at every"
            " level. A case that you stop watching is quiet, also where you own it."
        ),
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("How they come"), choices=Habit.Way, widget=forms.RadioSelect,
        help_text=_(
            "What comes of one case within two minutes is one notice. What you have read in the"
            " desk by then is not sent any more."
        ),
    )  # fmt: skip
    digest_at = forms.TimeField(
        label=_("The digest comes at"), help_text=_("In your own zone, as in 08:30."),
        input_formats=["%H:%M"], widget=forms.TimeInput(format="%H:%M"),
    )  # fmt: skip

    @staticmethod
    def of(habit: Habit) -> dict[str, Any]:
        """The habit as it is."""
        at = f"{habit.digest_at:%H:%M}"
        return {"level": habit.level, "way": habit.way, "digest_at": at}

    def do(self, by: Person, at: datetime) -> Habit:
        """Keep what was chosen."""
        return change_habit(**self.cleaned_data, by=by, at=at)


class ReadForm(forms.Form):
    """Up to where the list was read; whatever is malformed counts as not said."""

    until = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    ended = forms.DateTimeField(required=False)

    def row(self) -> int:
        """The last row of news."""
        self.is_valid()
        return int(self.cleaned_data.get("until") or 0)

    def moment(self) -> datetime | None:
        """When the last of the acts ended."""
        self.is_valid()
        return self.cleaned_data.get("ended")
