"""The form of a layer: who follows whom, how long, in which hours."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.desk.forms.oncall import RotaForm, RotaPlace, wall_field
from charterdesk.oncall.commands import add_layer, change_layer
from charterdesk.oncall.commands.layers import LayerPlan
from charterdesk.oncall.models import RotaLayer
from charterdesk.oncall.models.layer import MOST_LEVELS

UNITS = (
    ("7", gettext_lazy("weeks")),
    ("1", gettext_lazy("days")),
    ("0", gettext_lazy("hours")),
)


WALL = "%Y-%m-%dT%H:%M"


class LayerForm(RotaForm):
    """People by name, one to a line, in the order of their turns; a name may come twice."""

    heading = gettext_lazy("Add a layer")
    submit = gettext_lazy("Add the layer")
    done = gettext_lazy("The layer is there.")
    can_preview = True

    name = forms.CharField(label=gettext_lazy("Name of the layer"), max_length=60)
    people = forms.CharField(
        label=gettext_lazy("Who, in order"),
        help_text=gettext_lazy("One name to a line; a name may come twice."),
        widget=forms.Textarea({"rows": 4}),
    )
    each = forms.IntegerField(
        label=gettext_lazy("Length of a turn"), min_value=1, max_value=1000, initial=1
    )
    unit = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=UNITS)
    first = wall_field(gettext_lazy("The first turn begins"))
    until = forms.DateTimeField(
        label=gettext_lazy("The layer ends"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )
    zone_name = forms.CharField(label=gettext_lazy("Time zone of the hand-over"), max_length=64)
    level = forms.IntegerField(
        label=gettext_lazy("Level"), min_value=1, max_value=MOST_LEVELS, initial=1
    )
    hours = forms.ChoiceField(label=gettext_lazy("Only in the charter's hours"), required=False)
    lines = forms.CharField(
        label=gettext_lazy("Only in these hours"),
        help_text=gettext_lazy("Lines such as Mon-Fri 08:00-17:00."),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    away = forms.ChoiceField(
        label=gettext_lazy("Who stands for a person who is away"),
        choices=RotaLayer.Away.choices,
    )

    def __init__(
        self, place: RotaPlace, query: Mapping[str, str], data: Any = None, files: Any = None
    ) -> None:
        super().__init__(place, query, data, files)
        self.initial.setdefault("zone_name", place.zone)
        self.initial.setdefault("level", 1)
        hours = self.fields["hours"]
        assert isinstance(hours, forms.ChoiceField)
        hours.choices = [("", _("at every hour")), *((one, one) for one in place.charter.hours)]

    def clean_people(self) -> list[Person]:
        """The people by their full or user names."""
        by_name = {name.casefold(): one for one in self.place.people for name in _names(one)}
        names = [line.strip() for line in self.cleaned_data["people"].splitlines() if line.strip()]
        for name in names:
            if name.casefold() not in by_name:
                raise forms.ValidationError(_nobody(name, by_name))
        return [by_name[name.casefold()] for name in names]

    def do(self) -> object:
        """Add it over all that the rota has."""
        rota = self.place.made()
        if isinstance(rota, Refusal):
            return rota
        return add_layer(
            rota=rota, charter=self.place.charter, plan=self._plan(),
            by=self.place.person, at=self.place.at,
        )  # fmt: skip

    def _plan(self) -> LayerPlan:
        said = self.cleaned_data
        days = int(said["unit"])
        each = timedelta(days=said["each"] * days) if days else timedelta(hours=said["each"])
        return LayerPlan(
            name=said["name"],
            people=said["people"],
            first=self.wall("first"),
            each=each,
            zone=said["zone_name"].strip(),
            until=self.wall("until") if said["until"] else None,
            hours=said["hours"],
            lines=[line.strip() for line in said["lines"].splitlines() if line.strip()],
            level=said["level"],
            away=said["away"],
        )


class ChangeLayerForm(LayerForm):
    """A layer as it is, to be another from a moment on: by default from its next hand-over."""

    heading = gettext_lazy("Change the layer")
    submit = gettext_lazy("Change it")
    done = gettext_lazy("The layer is changed. What it said before stays as it was.")

    seen_until = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        place: RotaPlace,
        query: Mapping[str, str],
        data: Any = None,
        files: Any = None,
        *,
        layer: RotaLayer,
    ) -> None:
        super().__init__(place, query, data, files)
        self.layer = layer
        self.fields["first"].label = _("The change holds from")
        self.fields["first"].help_text = _("The first of the list has the turn that begins then.")
        self.initial.update(_as_it_is(layer, place.at))

    def do(self) -> object:
        """Change it from then on."""
        seen = self.cleaned_data["seen_until"]
        try:
            seen_until = datetime.fromisoformat(seen) if seen else None
        except ValueError:
            seen_until = None
        return change_layer(
            layer=self.layer, charter=self.place.charter, plan=self._plan(),
            seen_until=seen_until, by=self.place.person, at=self.place.at,
        )  # fmt: skip


def _as_it_is(layer: RotaLayer, at: datetime) -> dict[str, object]:
    zone = ZoneInfo(layer.zone)
    next_first, people = _next_turn(layer, at)
    days = next((days for days in (7, 1) if not layer.each % timedelta(days=days)), 0)
    until = layer.until.astimezone(zone).strftime(WALL) if layer.until else ""
    return {
        "name": layer.name,
        "people": "\n".join(one.name for one in people),
        "each": layer.each // (timedelta(days=days) or timedelta(hours=1)),
        "unit": str(days),
        "first": next_first.strftime(WALL),
        "until": until,
        "zone_name": layer.zone,
        "level": layer.level,
        "hours": layer.hours,
        "lines": layer.lines,
        "away": layer.away,
        "seen_until": layer.until.isoformat() if layer.until else "",
    }


def _next_turn(layer: RotaLayer, at: datetime) -> tuple[datetime, list[Person]]:
    """The wall time of the next hand-over, and the people from whoever has the turn then on."""
    first = datetime.combine(layer.first_on, layer.first_at)
    local = at.astimezone(ZoneInfo(layer.zone)).replace(tzinfo=None)
    turn = max(0, (local - first) // layer.each + 1)
    people = [one.person for one in layer.turns.select_related("person").order_by("position")]
    start = turn % len(people) if people else 0
    return first + turn * layer.each, people[start:] + people[:start]


def _names(person: Person) -> tuple[str, str]:
    return person.name, person.username


def _nobody(name: str, by_name: Mapping[str, Person]) -> str:
    near = get_close_matches(name.casefold(), by_name, n=1)
    if near:
        said = {"name": name, "near": by_name[near[0]].name}
        return _("Nobody here is called “%(name)s”. Did you mean %(near)s?") % said
    return _("Nobody here is called “%(name)s”. Write a name or a user name.") % {"name": name}
