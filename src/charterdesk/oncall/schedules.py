"""The final schedule of a rota as people read it: with its layers, gaps, and what is asked of whom.

It is worked out by the very function that decides who is called.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.engine.calendar import open_spans
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Role
from charterdesk.engine.rotation import (
    Gap,
    RotaPlan,
    Share,
    Stretch,
    final_schedule,
    gaps,
    layer_schedule,
    shares,
)
from charterdesk.engine.spans import Span, subtract, union
from charterdesk.oncall.models import (
    Absence,
    CalendarSource,
    CoverOffer,
    CoverRequest,
    LayerTurn,
    Override,
    Rota,
    RotaLayer,
    Swap,
)
from charterdesk.oncall.plans import layer_of
from charterdesk.oncall.staff import staff_of


@dataclass(frozen=True, slots=True)
class LayerLine:
    """One layer and what it alone would say."""

    layer: RotaLayer
    people: tuple[Person, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rota between two moments: the final schedule, its gaps, and what lies beneath."""

    plan: RotaPlan
    final: tuple[Stretch, ...]
    gaps: tuple[Gap, ...]
    layers: tuple[LayerLine, ...]
    overrides: tuple[Override, ...]


def rota_names(charter: Charter) -> tuple[str, ...]:
    """The rotas that the charter's roles mean, in its order, made or not."""
    return tuple(
        dict.fromkeys(role.group for role in charter.roles.values() if role.kind == "rota")
    )


def schedule_of(
    asker: Actor, charter: Charter, name: str, since: datetime, until: datetime
) -> Schedule:
    """A rota of the charter between two moments."""
    demand_sight(asker)
    plan = staff_of(charter).plan_of(name, since, until)
    final = final_schedule(plan, since, until)
    overrides = Override.objects.filter(
        rota__charter=charter.name, rota__name=name, since__lt=until, until__gt=since
    )
    return Schedule(
        plan=plan,
        final=final,
        gaps=gaps(plan, final, called_between(charter, name, since, until)),
        layers=tuple(_layers(charter, name, plan, since, until)),
        overrides=tuple(overrides.select_related("person", "instead_of").order_by("pk")),
    )


def shares_of(
    asker: Actor, charter: Charter, rota: Rota, since: datetime, until: datetime
) -> tuple[Share, ...]:
    """Who bears how much of a rota between two moments, by the wall of its zone."""
    demand_sight(asker)
    plan = staff_of(charter).plan_of(rota.name, since, until)
    return shares(final_schedule(plan, since, until), rota.zone)


def called_between(
    charter: Charter, name: str, since: datetime, until: datetime
) -> tuple[Span, ...]:
    """The time in which a role of the charter that means the rota may be called."""
    roles = [one for one in charter.roles.values() if one.kind == "rota" and one.group == name]
    return tuple(union(*(_called(charter, role, Span(since, until)) for role in roles)))


def sources_of(asker: Actor, charter: Charter, name: str) -> QuerySet[CalendarSource]:
    """The calendars of others that a rota is read from, by name."""
    demand_sight(asker)
    rows = CalendarSource.objects.filter(rota__charter=charter.name, rota__name=name)
    return rows.filter(ended_at=None).select_related("rota").order_by("name")


def absences_ahead(asker: Actor, at: datetime) -> QuerySet[Absence]:
    """Who is away now or will be, the soonest first."""
    demand_sight(asker)
    rows = Absence.objects.filter(until__gt=at, person__is_active=True)
    return rows.select_related("person").order_by("since", "pk")


def offers_to(person: Person, at: datetime) -> QuerySet[CoverOffer]:
    """The cover that others ask of the person, and that is still open."""
    demand_sight(person)
    rows = CoverOffer.objects.filter(
        person=person,
        declined_at=None,
        request__taken_at=None,
        request__withdrawn_at=None,
        request__until__gt=at,
    )
    return rows.select_related("request__asker", "request__rota").order_by("request__since", "pk")


def requests_of(person: Person, at: datetime) -> QuerySet[CoverRequest]:
    """The cover that the person has asked for ahead, taken or open."""
    demand_sight(person)
    rows = CoverRequest.objects.filter(asker=person, withdrawn_at=None, until__gt=at)
    offers = CoverOffer.objects.select_related("person").order_by("pk")
    return (
        rows.select_related("taken_by", "rota")
        .prefetch_related(Prefetch("offers", offers))
        .order_by("since", "pk")
    )


def swaps_with(person: Person, at: datetime) -> QuerySet[Swap]:
    """Open swaps that the person proposed or was offered."""
    demand_sight(person)
    mine = Q(asker=person) | Q(other=person)
    rows = Swap.objects.filter(mine, accepted_at=None, refused_at=None, since__gt=at)
    return rows.select_related("asker", "other", "rota").order_by("since", "pk")


def _layers(
    charter: Charter, name: str, plan: RotaPlan, since: datetime, until: datetime
) -> Sequence[LayerLine]:
    """Each layer that is not over, the topmost first, as it stands and as it would have it."""
    rows = RotaLayer.objects.filter(rota__charter=charter.name, rota__name=name)
    running = (
        rows.select_related("rota")
        .filter(Q(until=None) | Q(until__gt=since))
        .order_by("level", "-order", "first_on", "first_at")
    )
    turns = Prefetch("turns", LayerTurn.objects.select_related("person").order_by("position"))
    return [
        _line(row, plan, charter, since, until)
        for row in running.prefetch_related(turns)
        if row.turns.all()
    ]


def _line(
    row: RotaLayer, plan: RotaPlan, charter: Charter, since: datetime, until: datetime
) -> LayerLine:
    people = tuple(turn.person for turn in row.turns.all())
    layer = layer_of(row, (one.username for one in people), charter)
    return LayerLine(row, people, layer_schedule(plan, layer, since, until))


def _called(charter: Charter, role: Role, whole: Span) -> list[Span]:
    named = role.hours or role.outside or ALWAYS_NAME
    spans = open_spans(charter.calendar(named), whole.since, whole.until)
    return list(subtract([whole], spans) if role.outside and not role.hours else spans)
