"""All that says who stands behind the roles of one charter, loaded by few queries and kept.

A copy lives until the edition of the duty or the charter's hours change; what was agreed for a
time is added to it by the month in which somebody asks about it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from charterdesk.accounts.editions import DUTY, edition_of
from charterdesk.accounts.models import Membership
from charterdesk.customers.models import Contract, Organisation
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.rotation import (
    Held,
    Layer,
    RotaPlan,
    StandIn,
    Stretch,
    changes,
    final_schedule,
)
from charterdesk.engine.spans import Span
from charterdesk.notifications.routes import words_by_person
from charterdesk.oncall.models import RoleAssignment, Rota
from charterdesk.oncall.plans import Away, Plans, layers_of, plans_between

T = TypeVar("T")
Month = tuple[int, int]
MONTHS_KEPT = 48


@dataclass(frozen=True, slots=True)
class Turns:
    """Who has duty in one month: the final schedule of each rota, who takes a role, who is away."""

    rotas: Mapping[str, tuple[Stretch, ...]]
    roles: Mapping[str, tuple[StandIn, ...]]
    away: Away

    def held(self, rota: str, at: datetime) -> tuple[Held, ...]:
        """Who has the rota at a moment of the month, first to be called first."""
        final = self.rotas.get(rota, ())
        number = bisect_right(final, at, key=lambda one: one.span.since) - 1
        return tuple(held for cell in final[number].cells for held in cell.held) if final else ()

    def taker(self, role: str, at: datetime) -> Held | None:
        """Who has taken the role at a moment, the latest made first."""
        for one in reversed(self.roles.get(role, ())):
            if _in(one.span, at) and not self.is_away(one.person, at):
                return Held(one.person, one.how, one.span)
        return None

    def is_away(self, person: str, at: datetime) -> bool:
        return any(_in(span, at) for span in self.away.get(person, ()))


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of a charter's roles; names are usernames of open accounts.

    `teams`, `rotas` and `roles` give the names by the charter's words; those of a rota are all
    who ever have a turn.
    """

    charter: str
    means: Mapping[str, frozenset[str]]
    teams: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, tuple[str, ...]]
    rotas: Mapping[str, frozenset[str]]
    layers: Mapping[str, tuple[Layer, ...]]
    account_managers: frozenset[str]
    _months: dict[Month, Turns] = field(default_factory=dict)

    def turns_at(self, at: datetime) -> Turns:
        """The turns of the month (UTC) that `at` lies in; three queries the first time."""
        utc = at.astimezone(UTC)
        month = (utc.year, utc.month)
        if month not in self._months:
            if len(self._months) >= MONTHS_KEPT:
                self._months.clear()
            self._months[month] = self._turns(month)
        return self._months[month]

    def plans(self, since: datetime, until: datetime) -> Plans:
        """Every plan as far as it touches the time between two moments; three queries."""
        people = frozenset(self.means)
        return plans_between(self.charter, self.layers, people, since, until)

    def plan_of(self, rota: str, since: datetime, until: datetime) -> RotaPlan:
        """One rota's plan; an empty one where nobody ever had a turn."""
        return self.plans(since, until).rotas.get(rota, RotaPlan())

    def changes(self, since: datetime, until: datetime) -> tuple[datetime, ...]:
        """The moments strictly between two at which a turn or an absence begins or ends."""
        plans = self.plans(since, until)
        spans = [span for own in plans.away.values() for span in own]
        spans += [one.span for own in plans.roles.values() for one in own]
        edges = {edge for span in spans for edge in (span.since, span.until)}
        for plan in plans.rotas.values():
            edges.update(changes(plan, since, until))
        return tuple(sorted(edge for edge in edges if since < edge < until))

    def _turns(self, month: Month) -> Turns:
        since = datetime(*month, 1, tzinfo=UTC)
        until = datetime(month[0] + month[1] // 12, month[1] % 12 + 1, 1, tzinfo=UTC)
        plans = self.plans(since, until)
        final = {name: final_schedule(plan, since, until) for name, plan in plans.rotas.items()}
        return Turns(final, plans.roles, plans.away)


_kept: dict[str, tuple[str, Charter, Staff]] = {}


def staff_of(charter: Charter) -> Staff:
    """The staff of the charter, by one query while nothing has changed."""
    edition = edition_of(DUTY)
    kept = _kept.get(charter.name)
    if kept and edition and kept[0] == edition and kept[1].hours == charter.hours:
        return kept[2]
    staff = _load(charter)
    _kept[charter.name] = (edition, charter, staff)
    return staff


def _load(charter: Charter) -> Staff:
    members = Membership.objects.filter(person__is_active=True).order_by("position", "pk")
    assigned = RoleAssignment.objects.filter(charter=charter.name, person__is_active=True)
    return Staff(
        charter=charter.name,
        means=words_by_person(),
        teams=_grouped(members.values_list("team__name", "person__username")),
        roles=_grouped(assigned.order_by("position", "pk").values_list("role", "person__username")),
        rotas=_turn_takers(charter.name),
        layers=layers_of(charter),
        account_managers=_account_managers(),
    )


def _turn_takers(charter: str) -> dict[str, frozenset[str]]:
    """Everybody who has or had a turn of a rota or stands in, by its name."""
    rotas = Rota.objects.filter(charter=charter)
    ways = ("shifts__person", "layers__turns__person", "overrides__person")
    first, *others = (rotas.values_list("name", f"{way}__username") for way in ways)
    found = _grouped((rota, person) for rota, person in first.union(*others) if person)
    return {rota: frozenset(people) for rota, people in found.items()}


def _account_managers() -> frozenset[str]:
    name = "account_manager__username"
    managers = Organisation.objects.filter(account_manager__is_active=True).values_list(name)
    return frozenset(
        username
        for (username,) in managers.union(
            Contract.objects.filter(account_manager__is_active=True).values_list(name)
        )
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    grouped: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return {key: tuple(values) for key, values in grouped.items()}


def _in(span: Span, at: datetime) -> bool:
    return span.since <= at < span.until
