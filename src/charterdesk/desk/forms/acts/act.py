"""What the form of every act has: its case, its own key, and the command that it gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from charterdesk.accounts.models import Person
from charterdesk.cases.answers import Answer
from charterdesk.cases.commands import Form
from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded
from charterdesk.engine.case import Case as State
from charterdesk.engine.charter.values import Charter
from charterdesk.visit.wall_times import past_moment

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Acting:
    """On which case an act is done, by whom and when; `people` are all of the desk."""

    loaded: Loaded
    person: Person
    at: datetime
    people: Sequence[Person] = ()

    @property
    def row(self) -> Case:
        """The case's row."""
        return self.loaded.row

    @property
    def state(self) -> State:
        """The case as its events have it."""
        return self.loaded.state

    @property
    def charter(self) -> Charter:
        """The version that the case is under."""
        return self.loaded.charter

    @property
    def zone(self) -> ZoneInfo:
        """The reader's zone."""
        return ZoneInfo(self.person.zone)


class ActForm(forms.Form):
    """A form that asks for what one act needs. Pressed twice it is done once."""

    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, acting: Acting, data: Any = None) -> None:
        super().__init__(data, initial={"key": token_hex(12)})
        self.acting = acting
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices that this case and its charter have."""

    def do(self) -> Answer:
        """Give the command; called when the form is valid."""
        raise NotImplementedError

    @property
    def common(self) -> dict[str, Any]:
        """What every command takes."""
        acting = self.acting
        key = Form(key=self.cleaned_data["key"])
        return {"case": acting.row, "by": acting.person, "at": acting.at, "form": key}

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


def plain(words: Iterable[str]) -> Choices:
    """Words of a charter as choices."""
    return [(word, word) for word in words]


def taken_place(wall: datetime | None, acting: Acting) -> datetime | None:
    """What somebody typed as a wall time of their zone; raises ValidationError for the future."""
    if wall is None:
        return None
    moment = past_moment(wall, acting.zone, acting.at)
    if moment > acting.at:
        raise ValidationError(_("That lies in the future: write when it took place."))
    return moment
