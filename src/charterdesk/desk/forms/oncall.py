"""What can be changed about a rota, each a form with `do`: overrides, cover, swaps, absences.

Wall times are those of the rota's zone; of an absence, of the person's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import may_staff
from charterdesk.engine.charter.values import Charter
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.oncall.commands import (
    add_rota,
    ask_cover,
    override_shift,
    propose_swap,
    report_absence,
)
from charterdesk.oncall.commands.swaps import Exchange
from charterdesk.oncall.models import Absence, Rota
from charterdesk.oncall.models.layer import MOST_LEVELS


@dataclass(frozen=True, slots=True)
class RotaPlace:
    """The rota that a form is about, who asks, and who may be chosen."""

    charter: Charter
    name: str
    rota: Rota | None
    people: Sequence[Person]
    person: Person
    at: datetime

    @property
    def zone(self) -> str:
        return self.rota.zone if self.rota else self.charter.zone

    def made(self) -> Rota | Refusal:
        """The rota, which is made where it is not there yet."""
        return self.rota or add_rota(
            charter=self.charter, name=self.name, by=self.person, at=self.at
        )

    def made_before(self) -> Rota:
        """The rota; Http404 where nobody has made it."""
        if self.rota is None:
            raise Http404
        return self.rota


class RotaForm(forms.Form):
    """One thing about a rota. `do` returns a refusal, or what was done."""

    heading: Any = ""
    submit: Any = ""
    done: Any = ""
    # Whether it changes the schedule at once, so that one may want to see it first.
    can_preview = False

    def __init__(
        self, place: RotaPlace, query: Mapping[str, str], data: Any = None, files: Any = None
    ) -> None:
        super().__init__(data, files, initial=_initial(query, place.zone))
        self.place = place

    def remarks(self) -> tuple[str, ...]:
        """What stands above the fields."""
        return ()

    def said(self, done: object) -> str:
        """What is told once it is done."""
        return str(self.done)

    def wall(self, name: str) -> datetime:
        """A wall time without a zone, as the commands want it."""
        value: datetime = self.cleaned_data[name]
        return value.replace(tzinfo=None)

    def chosen(self, name: str) -> list[Person]:
        """The people of a field, in the order of the list."""
        keys = self.cleaned_data[name]
        keys = keys if isinstance(keys, list) else [keys]
        return [one for one in self.place.people if str(one.pk) in keys]

    def choose(self, name: str, people: Sequence[Person]) -> None:
        """Let these people be chosen in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.name) for one in people]

    @property
    def others(self) -> list[Person]:
        return [one for one in self.place.people if one.pk != self.place.person.pk]

    def do(self) -> object:
        """Do it; a Refusal where it can't be done."""
        raise NotImplementedError


def wall_field(label: Any) -> forms.DateTimeField:
    """A moment on a wall."""
    return forms.DateTimeField(label=label, widget=forms.DateTimeInput({"type": "datetime-local"}))


class OverrideForm(RotaForm):
    """Somebody takes the rota or one level of it, whoever's turn it is."""

    heading = gettext_lazy("Override")
    submit = gettext_lazy("Put them on duty")
    done = gettext_lazy("The override stands.")
    can_preview = True

    person = forms.ChoiceField(label=gettext_lazy("Person"))
    level = forms.TypedChoiceField(label=gettext_lazy("Level"), coerce=int)
    since = wall_field(gettext_lazy("From"))
    until = wall_field(gettext_lazy("Until"))

    def __init__(
        self, place: RotaPlace, query: Mapping[str, str], data: Any = None, files: Any = None
    ) -> None:
        super().__init__(place, query, data, files)
        self.choose("person", place.people)
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = [("0", _("every level"))] + [
            (str(one), str(one)) for one in range(1, MOST_LEVELS + 1)
        ]

    def do(self) -> object:
        rota = self.place.made()
        if isinstance(rota, Refusal):
            return rota
        (person,) = self.chosen("person")
        return override_shift(
            charter=self.place.charter, rota=rota, person=person, level=self.cleaned_data["level"],
            since=self.wall("since"), until=self.wall("until"),
            by=self.place.person, at=self.place.at,
        )  # fmt: skip


class CoverForm(RotaForm):
    """Others are asked to take a stretch of one's own duty."""

    heading = gettext_lazy("Ask for cover")
    submit = gettext_lazy("Ask them")
    done = gettext_lazy("They are asked. Until somebody takes it, the duty is yours.")

    since = wall_field(gettext_lazy("From"))
    until = wall_field(gettext_lazy("Until"))
    asked = forms.MultipleChoiceField(
        label=gettext_lazy("Whom to ask"), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)

    def __init__(
        self, place: RotaPlace, query: Mapping[str, str], data: Any = None, files: Any = None
    ) -> None:
        super().__init__(place, query, data, files)
        self.choose("asked", self.others)

    def do(self) -> object:
        return ask_cover(
            charter=self.place.charter, rota=self.place.made_before(),
            since=self.wall("since"), until=self.wall("until"), asked=self.chosen("asked"),
            note=self.cleaned_data["note"], by=self.place.person, at=self.place.at,
        )  # fmt: skip


class SwapForm(RotaForm):
    """One's own stretch for another's."""

    heading = gettext_lazy("Propose a swap")
    submit = gettext_lazy("Propose it")
    done = gettext_lazy("The swap is proposed. Nothing changes until they accept.")

    since = wall_field(gettext_lazy("My duty from"))
    until = wall_field(gettext_lazy("My duty until"))
    other = forms.ChoiceField(label=gettext_lazy("With whom"))
    other_since = wall_field(gettext_lazy("Their duty from"))
    other_until = wall_field(gettext_lazy("Their duty until"))

    def __init__(
        self, place: RotaPlace, query: Mapping[str, str], data: Any = None, files: Any = None
    ) -> None:
        super().__init__(place, query, data, files)
        self.choose("other", self.others)

    def do(self) -> object:
        (other,) = self.chosen("other")
        exchange = Exchange(
            (self.wall("since"), self.wall("until")),
            (self.wall("other_since"), self.wall("other_until")),
        )
        return propose_swap(
            charter=self.place.charter, rota=self.place.made_before(), other=other,
            exchange=exchange, by=self.place.person, at=self.place.at,
        )  # fmt: skip


class AbsenceForm(forms.Form):
    """Somebody is away; who staffs the rotas may say it for others."""

    person = forms.ChoiceField(label=gettext_lazy("Who"))
    since = wall_field(gettext_lazy("From"))
    until = wall_field(gettext_lazy("Until"))
    why = forms.ChoiceField(label=gettext_lazy("Why"), choices=Absence.Why.choices)

    def __init__(self, asker: Person, people: Sequence[Person], data: Any = None) -> None:
        super().__init__(data, initial={"person": str(asker.pk)})
        self.asker = asker
        self.people = list(people) if may_staff(asker) else [asker]
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.name) for one in self.people]
        for name in ("since", "until"):
            self.fields[name].help_text = _("Wall time of %(zone)s.") % {"zone": asker.zone}

    def do(self, charters: Sequence[Charter], at: datetime) -> Absence | Refusal:
        """Report the absence; of the charters' rotas those concerned are told."""
        chosen = self.cleaned_data["person"]
        person = next(one for one in self.people if str(one.pk) == chosen)
        return report_absence(
            charters=charters, person=person, why=self.cleaned_data["why"], by=self.asker, at=at,
            since=self.cleaned_data["since"].replace(tzinfo=None),
            until=self.cleaned_data["until"].replace(tzinfo=None),
        )  # fmt: skip


def _initial(query: Mapping[str, str], zone: str) -> dict[str, str]:
    """What an address fills in: moments in UTC, shown on the wall of the zone."""
    filled = {name: query[name] for name in ("level",) if whole_number(query.get(name))}
    for name in ("since", "until"):
        try:
            at = datetime.strptime(query.get(name, ""), "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        except ValueError:
            continue
        filled[name] = f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
    return filled
