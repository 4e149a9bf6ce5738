"""Who holds what, now and next, for people to read.

The plan is made by asking the very rota that the engine asks, between one change and the next,
so that what is shown can't differ from who is called.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from django.db.models import QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.engine.calendar import open_spans
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Role
from charterdesk.engine.spans import Span, subtract
from charterdesk.kit.prepared import Prepared
from charterdesk.oncall.duty import DutyRota
from charterdesk.oncall.models import Override, RoleAssignment, Rota, Shift
from charterdesk.oncall.staff import staff_of

AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Who is on duty from one change until the next; nobody: a gap."""

    people: tuple[str, ...]
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Holding:
    """One role: the usernames on duty, until when, who comes next, and where nobody is.

    `until` is None when nothing changes within the time looked ahead. `gaps` are those of the
    hours in which the charter calls for the role.
    """

    role: Role
    people: tuple[str, ...]
    until: datetime | None
    next_people: tuple[str, ...]
    gaps: tuple[Stretch, ...]


def rota_for(charter: Charter) -> DutyRota:
    """What `decide` asks who is on duty: one query while nothing about duty has changed."""
    return DutyRota(charter, staff_of(charter))


def holdings_of(asker: Actor, charter: Charter, at: datetime) -> tuple[Holding, ...]:
    """Every role of the charter but machines' and customers', with the next hand-over and gaps."""
    demand_sight(asker)
    rota = rota_for(charter)
    changes = _changes(rota, at, at + AHEAD)
    shown = [
        role for role in charter.roles.values() if role.kind not in ("machine", "per customer")
    ]
    return tuple(_holding(rota, role, changes, at) for role in shown)


def plan_of_role(
    asker: Actor, charter: Charter, role: str, since: datetime, until: datetime
) -> tuple[Stretch, ...]:
    """The final schedule of a role between two moments, gaps included, in order."""
    demand_sight(asker)
    rota = rota_for(charter)
    return _plan(rota, role, _changes(rota, since, until))


def people_named(asker: Actor, usernames: Sequence[str]) -> dict[str, Person]:
    """The people behind the rota's names, by name."""
    demand_sight(asker)
    return {person.username: person for person in _NAMED.rows(usernames=list(usernames))}


def rotas_of(asker: Actor, charter: str) -> QuerySet[Rota]:
    """The rotas of a charter by name."""
    demand_sight(asker)
    return Rota.objects.filter(charter=charter).order_by("name")


def shifts_ahead(asker: Actor, rota: Rota, at: datetime) -> QuerySet[Shift]:
    """The present shifts and those to come, with their people."""
    demand_sight(asker)
    ahead = Shift.objects.filter(rota=rota, until__gt=at)
    return ahead.select_related("person").order_by("since", "position", "pk")


def overrides_ahead(asker: Actor, charter: str, at: datetime) -> QuerySet[Override]:
    """The present overrides of a charter's rotas and roles and those to come, with their people."""
    demand_sight(asker)
    ahead = Override.objects.filter(charter=charter, until__gt=at)
    return ahead.select_related("person", "rota").order_by("since", "pk")


def assignments_of(asker: Actor, charter: str) -> QuerySet[RoleAssignment]:
    """Who is assigned to the charter's roles, first to be called first within each."""
    demand_sight(asker)
    rows = RoleAssignment.objects.filter(charter=charter).select_related("person")
    return rows.order_by("role", "position", "pk")


def _holding(rota: DutyRota, role: Role, changes: Sequence[datetime], at: datetime) -> Holding:
    plan = _plan(rota, role.name, changes)
    return Holding(
        role=role,
        people=plan[0].people,
        until=plan[0].until if len(plan) > 1 else None,
        next_people=plan[1].people if len(plan) > 1 else (),
        gaps=tuple(
            gap for stretch in plan if not stretch.people for gap in _called(rota, role, stretch)
        ),
    )


def _plan(rota: DutyRota, role: str, changes: Sequence[datetime]) -> tuple[Stretch, ...]:
    """One stretch for each change of people; between two changes nobody can differ."""
    pieces = [
        Stretch(tuple(rota.on_duty(role, since, "")), since, until)
        for since, until in pairwise(changes)
    ]
    runs = (list(run) for _, run in groupby(pieces, key=lambda piece: piece.people))
    return tuple(Stretch(run[0].people, run[0].since, run[-1].until) for run in runs)


def _changes(rota: DutyRota, since: datetime, until: datetime) -> tuple[datetime, ...]:
    return (since, *rota.changes(since, until), until)


def _called(rota: DutyRota, role: Role, gap: Stretch) -> list[Stretch]:
    """The parts of a gap in which the charter calls for the role: its hours, or outside others."""
    named = role.hours or role.outside or ALWAYS_NAME
    spans = open_spans(rota.charter.calendar(named), gap.since, gap.until)
    if role.outside and not role.hours:
        spans = subtract([Span(gap.since, gap.until)], spans)
    return [Stretch((), span.since, span.until) for span in spans]


_NAMED = Prepared(lambda *, usernames: Person.objects.filter(username__in=usernames))
