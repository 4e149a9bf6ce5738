"""All that says who stands behind the roles of one charter, loaded by few queries and kept.

A copy lives until the edition of the duty changes; shifts and overrides are added to it by the
month in which somebody asks about them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from django.db.models import Q

from charterdesk.accounts.editions import DUTY, edition_of
from charterdesk.accounts.models import Membership, Person
from charterdesk.customers.models import Contract, Organisation
from charterdesk.oncall.models import Override, RoleAssignment, Rota, Shift

T = TypeVar("T")
Month = tuple[int, int]
MONTHS_KEPT = 48


@dataclass(frozen=True, slots=True)
class Turn:
    """A person's stretch of a rota or a role, half-open."""

    person: str
    since: datetime
    until: datetime

    def covers(self, at: datetime) -> bool:
        return self.since <= at < self.until


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of one month. Shifts come first to be called first, overrides the latest first."""

    shifts: Mapping[str, tuple[Turn, ...]]
    rota_overrides: Mapping[str, tuple[Turn, ...]]
    role_overrides: Mapping[str, tuple[Turn, ...]]


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
    account_managers: frozenset[str]
    _months: dict[Month, Turns] = field(default_factory=dict)

    def turns_at(self, at: datetime) -> Turns:
        """The turns of the month (UTC) that `at` lies in; two queries the first time."""
        utc = at.astimezone(UTC)
        month = (utc.year, utc.month)
        if month not in self._months:
            if len(self._months) >= MONTHS_KEPT:
                self._months.clear()
            self._months[month] = _turns(self.charter, month, self.means.keys())
        return self._months[month]


_kept: dict[str, tuple[str, Staff]] = {}


def staff_of(charter: str) -> Staff:
    """The staff of the charter of that name, by one query while nothing has changed."""
    edition = edition_of(DUTY)
    kept = _kept.get(charter)
    if kept and edition and kept[0] == edition:
        return kept[1]
    staff = _load(charter)
    _kept[charter] = (edition, staff)
    return staff


def _load(charter: str) -> Staff:
    means = {
        username: frozenset({"mail"} | ({"phone", "sms"} if phone else set()))
        for username, phone in Person.objects.filter(is_active=True).values_list(
            "username", "phone"
        )
    }
    members = Membership.objects.filter(person__is_active=True).order_by("position", "pk")
    assigned = RoleAssignment.objects.filter(charter=charter, person__is_active=True)
    return Staff(
        charter=charter,
        means=means,
        teams=_grouped(members.values_list("team__name", "person__username")),
        roles=_grouped(assigned.order_by("position", "pk").values_list("role", "person__username")),
        rotas=_turn_takers(charter),
        account_managers=_account_managers(),
    )


def changes_of(charter: str, since: datetime, until: datetime) -> tuple[datetime, ...]:
    """The moments strictly between two at which a turn of the charter's begins or ends, in order.

    Two queries, whatever the length.
    """
    inside = Q(until__gt=since, since__lt=until)
    shifts = Shift.objects.filter(inside, rota__charter=charter)
    overrides = Override.objects.filter(inside, charter=charter)
    ends = [*shifts.values_list("since", "until"), *overrides.values_list("since", "until")]
    return tuple(sorted({moment for pair in ends for moment in pair if since < moment < until}))


def _turn_takers(charter: str) -> dict[str, frozenset[str]]:
    names = Rota.objects.filter(charter=charter).values_list("name", "shifts__person__username")
    found = _grouped((rota, person) for rota, person in names.distinct() if person)
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


def _turns(charter: str, month: Month, open_accounts: Iterable[str]) -> Turns:
    since = datetime(*month, 1, tzinfo=UTC)
    until = datetime(month[0] + month[1] // 12, month[1] % 12 + 1, 1, tzinfo=UTC)
    people = set(open_accounts)
    shifts = (
        Shift.objects.filter(rota__charter=charter, since__lt=until, until__gt=since)
        .order_by("position", "since", "pk")
        .values_list("rota__name", "person__username", "since", "until")
    )
    overrides = list(
        Override.objects.filter(charter=charter, since__lt=until, until__gt=since)
        .order_by("-pk")
        .values_list("rota__name", "role", "person__username", "since", "until")
    )
    return Turns(
        shifts=_grouped((n, Turn(p, s, u)) for n, p, s, u in shifts if p in people),
        rota_overrides=_grouped(
            (n, Turn(p, s, u)) for n, _, p, s, u in overrides if n and p in people
        ),
        role_overrides=_grouped(
            (r, Turn(p, s, u)) for _, r, p, s, u in overrides if r and p in people
        ),
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    grouped: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return {key: tuple(values) for key, values in grouped.items()}
