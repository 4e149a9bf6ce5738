"""A schedule of Grafana OnCall is taken over into a rota, with a list of what could not be."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import Actor, demand_staffing
from charterdesk.engine.charter.values import Charter
from charterdesk.oncall.commands.layers import LayerPlan, add_layer
from charterdesk.oncall.commands.naming import people_by_words
from charterdesk.oncall.commands.rotas import add_shift
from charterdesk.oncall.grafana.export import Export, read_export
from charterdesk.oncall.grafana.shifts import CannotTake, Single, Turning, read_shift
from charterdesk.oncall.models import Rota


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken over, and a sentence for each thing that was not."""

    layers: int
    shifts: int
    left_out: tuple[str, ...]


@transaction.atomic
def import_grafana(
    *, rota: Rota, charter: Charter, data: bytes, schedule: str, by: Actor, at: datetime
) -> Imported | Refusal:
    """Layers and shifts for each shift of the schedule; the higher level there lies over here."""
    demand_staffing(by)
    export = read_export(data, schedule.strip())
    if isinstance(export, Refusal):
        return export
    taking = _Taking(rota, charter, export, by, at)
    for one in sorted(taking.readable(), key=_priority):
        taking.take(one)
    return Imported(taking.layers, taking.shifts, (*taking.left_out, *_elsewhere(export)))


class _Taking:
    """One import on its way."""

    def __init__(
        self, rota: Rota, charter: Charter, export: Export, by: Actor, at: datetime
    ) -> None:
        self.rota, self.charter, self.export, self.by, self.at = rota, charter, export, by, at
        self.zone = str(export.schedule.get("time_zone") or rota.zone)
        self.people = _known_people(export)
        self.layers = self.shifts = 0
        self.left_out: list[str] = []

    def readable(self) -> Iterator[Turning | Single]:
        for row in self.export.shifts:
            try:
                yield read_shift(row, self.zone)
            except CannotTake as reason:
                self.left_out.append(str(reason))

    def take(self, one: Turning | Single) -> None:
        users = [*one.users] if isinstance(one, Single) else [u for g in one.groups for u in g]
        unknown = sorted({user for user in users if user not in self.people})
        if unknown:
            said = {"users": ", ".join(map(self._named, unknown))}
            self._note(_("Nobody here has the mail address or name of %(users)s.") % said)
        match one:
            case Single():
                self._shift(one)
            case Turning():
                self._layers(one)

    def _shift(self, one: Single) -> None:
        for user in one.users:
            if user in self.people:
                done = add_shift(
                    rota=self.rota, person=self.people[user], since=one.since, until=one.until,
                    by=self.by, at=self.at,
                )  # fmt: skip
                if isinstance(done, Refusal):
                    self._note(done.text)
                else:
                    self.shifts += 1

    def _layers(self, one: Turning) -> None:
        """A layer for each place in the groups: the first of all groups on level 1, and so on."""
        groups = [[self.people[u] for u in group if u in self.people] for group in one.groups]
        groups = [group for group in groups if group]
        for place in range(max(map(len, groups), default=0)):
            turns = [group[min(place, len(group) - 1)] for group in groups]
            self._layer(one, turns, place + 1)

    def _layer(self, one: Turning, turns: Sequence[Person], level: int) -> None:
        plan = LayerPlan(
            name=one.name, people=turns, first=one.first, each=one.each, zone=one.zone,
            until=one.until, lines=one.lines, level=level, away="gap",
        )  # fmt: skip
        done = add_layer(rota=self.rota, charter=self.charter, plan=plan, by=self.by, at=self.at)
        if isinstance(done, Refusal):
            self._note(_("“%(name)s”: %(why)s") % {"name": one.name, "why": done.text})
        else:
            self.layers += 1

    def _note(self, text: str) -> None:
        if text not in self.left_out:
            self.left_out.append(text)

    def _named(self, user: str) -> str:
        row = self.export.users.get(user, {})
        return str(row.get("email") or row.get("username") or user)


def _priority(one: Turning | Single) -> int:
    return one.priority if isinstance(one, Turning) else 0


def _known_people(export: Export) -> dict[str, Person]:
    """The people of the desk by the keys of the export's users: by mail address, then by name."""
    here = people_by_words()
    found = dict(_by_own_words(export, here))
    for key, row in export.users.items():
        words = (str(row.get("email") or ""), str(row.get("username") or ""))
        person = next((here[one.casefold()] for one in words if one.casefold() in here), None)
        if person:
            found[key] = person
    return found


def _by_own_words(export: Export, here: dict[str, Person]) -> Iterable[tuple[str, Person]]:
    """An export without users may name them by their addresses at once."""
    for row in export.shifts:
        groups = [row.get("users") or (), *(row.get("rolling_users") or ())]
        for user in (str(one) for group in groups for one in group):
            if user.casefold() in here:
                yield user, here[user.casefold()]


def _elsewhere(export: Export) -> Iterator[str]:
    """What a schedule has beside its shifts."""
    if export.missing:
        said = {"keys": ", ".join(export.missing)}
        yield _("The export lacks the shifts %(keys)s.") % said
    for key in ("ical_url_primary", "ical_url_overrides"):
        if export.schedule.get(key):
            yield _("Its calendar is read by “Shifts from a calendar”: %(url)s.") % {
                "url": export.schedule[key]
            }
