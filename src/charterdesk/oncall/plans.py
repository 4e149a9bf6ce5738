"""The desk's rows as the engine's plans of rotas (`engine/rotation`), for one charter.

Closed accounts have no turns. A layer whose calendar the charter no longer names holds at every
hour: somebody is called rather than nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from charterdesk.engine.calendar import Calendar, parse_line
from charterdesk.engine.calendar_line import DAY
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter
from charterdesk.engine.people.values import Rotation
from charterdesk.engine.rotation import How, Layer, RotaPlan, SingleShift, StandIn, TurnTaking
from charterdesk.engine.spans import Span, union
from charterdesk.oncall.models import Absence, LayerTurn, Override, RotaLayer, Shift

Away = Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Plans:
    """What is known of a stretch of time: each rota's plan, who takes a role, who is away."""

    rotas: Mapping[str, RotaPlan]
    roles: Mapping[str, tuple[StandIn, ...]]
    away: Away


def layers_of(charter: Charter) -> dict[str, tuple[Layer, ...]]:
    """The layers of each rota of the charter, by two queries."""
    turns: dict[int, list[str]] = defaultdict(list)
    of_charter = LayerTurn.objects.filter(layer__rota__charter=charter.name)
    for layer, person in of_charter.order_by("position").values_list(
        "layer_id", "person__username"
    ):
        turns[layer].append(person)
    found: dict[str, list[Layer]] = defaultdict(list)
    rows = RotaLayer.objects.filter(rota__charter=charter.name).select_related("rota")
    for row in rows.order_by("order", "pk"):
        if row.pk in turns:
            found[row.rota.name].append(layer_of(row, turns[row.pk], charter))
    return {rota: tuple(layers) for rota, layers in found.items()}


def layer_of(row: RotaLayer, people: Iterable[str], charter: Charter) -> Layer:
    """One layer as the engine reads it."""
    first = row.first_on.toordinal() * DAY + row.first_at.hour * 3600 + row.first_at.minute * 60
    return Layer(
        name=row.name,
        rotation=Rotation(tuple(people), row.each, first, row.zone, row.until),
        order=row.order,
        level=row.level,
        hours=hours_of(row, charter),
        away=cast(TurnTaking, row.away),
    )


def hours_of(row: RotaLayer, charter: Charter) -> Calendar | None:
    """The hours that bound a layer; None: it holds at every hour."""
    if row.lines:
        lines = tuple(parse_line(line, row.zone) for line in row.lines.splitlines())
        return Calendar(row.name, lines, frozenset(), row.zone)
    if row.hours in ("", ALWAYS_NAME) or row.hours not in charter.hours:
        return None
    return charter.calendar(row.hours)


def plans_between(
    charter: str,
    layers: Mapping[str, tuple[Layer, ...]],
    people: frozenset[str],
    since: datetime,
    until: datetime,
) -> Plans:
    """All plans as far as they touch the time between two moments, by three queries.

    `people` are those whose accounts are open.
    """
    shifts = _shifts(charter, people, since, until)
    stand_ins, roles = _stand_ins(charter, people, since, until)
    away = absences_between(since, until)
    rotas = {
        name: RotaPlan(
            layers.get(name, ()),
            shifts.get(name, ()),
            stand_ins.get(name, ()),
            away,
            _turning(layers.get(name, ())) - people,
        )
        for name in {*layers, *shifts, *stand_ins}
    }
    return Plans(rotas, roles, away)


def absences_between(since: datetime, until: datetime) -> Away:
    """Who is away between two moments."""
    rows = Absence.objects.filter(since__lt=until, until__gt=since).order_by("since", "until")
    found: dict[str, list[Span]] = defaultdict(list)
    for person, begins, ends in rows.values_list("person__username", "since", "until"):
        found[person].append(Span(begins, ends))
    return {person: tuple(union(spans)) for person, spans in found.items()}


def _turning(layers: Iterable[Layer]) -> frozenset[str]:
    return frozenset(person for layer in layers for person in layer.rotation.people)


def _shifts(
    charter: str, people: frozenset[str], since: datetime, until: datetime
) -> dict[str, tuple[SingleShift, ...]]:
    rows = Shift.objects.filter(rota__charter=charter, since__lt=until, until__gt=since)
    found: dict[str, list[SingleShift]] = defaultdict(list)
    ordered = rows.order_by("position", "since", "pk")
    for pk, rota, person, begins, ends, position in ordered.values_list(
        "pk", "rota__name", "person__username", "since", "until", "position"
    ):
        if person in people:
            found[rota].append(SingleShift(person, Span(begins, ends), position + 1, pk))
    return {rota: tuple(shifts) for rota, shifts in found.items()}


def _stand_ins(
    charter: str, people: frozenset[str], since: datetime, until: datetime
) -> tuple[dict[str, tuple[StandIn, ...]], dict[str, tuple[StandIn, ...]]]:
    """Who stands in, by rota, and by role."""
    rows = Override.objects.filter(charter=charter, since__lt=until, until__gt=since)
    rotas: dict[str, list[StandIn]] = defaultdict(list)
    roles: dict[str, list[StandIn]] = defaultdict(list)
    for row in rows.order_by("pk").select_related("rota", "person", "instead_of"):
        if row.person.username not in people:
            continue
        into, name = (rotas, row.rota.name) if row.rota else (roles, row.role)
        into[name].append(
            StandIn(
                row.person.username,
                Span(row.since, row.until),
                row.pk,
                cast(How, row.how),
                row.level,
                row.instead_of.username if row.instead_of else "",
            )
        )
    return _frozen(rotas), _frozen(roles)


def _frozen(found: Mapping[str, list[StandIn]]) -> dict[str, tuple[StandIn, ...]]:
    return {name: tuple(rows) for name, rows in found.items()}
