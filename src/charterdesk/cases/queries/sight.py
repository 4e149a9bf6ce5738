"""Which cases a person may see. It stands inside every query, so that it can't be forgotten.

Administrators see all. Anybody else sees the cases of the charters in which they can fill a
role, by a team, a rota, an assignment or as an account manager, and those they own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet, Subquery

from charterdesk.accounts.editions import DUTY, once_in_a_round
from charterdesk.accounts.models import Edition, Person
from charterdesk.accounts.rights import Actor, Desk, demand_sight
from charterdesk.cases.models import Case
from charterdesk.charters.models import CharterVersion
from charterdesk.charters.queries import charter_version
from charterdesk.kit.prepared import Sql, Statement, Value
from charterdesk.oncall.queries import rota_for

KEPT_AT_MOST = 1000
_kept: dict[tuple[str, str, tuple[tuple[str, int], ...]], tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see: everything, or the cases of some charters and those they own."""

    everything: bool
    charters: tuple[str, ...] = ()
    owner: int = 0

    def given(self) -> dict[str, Value]:
        """What a query that is made once is told of it; `everything` is its shape."""
        return {"charters": self.charters, "owner": self.owner}


def sight_of(asker: Actor) -> Sight:
    """What the asker may see; raises PermissionDenied for a closed account."""
    demand_sight(asker)
    if isinstance(asker, Desk) or asker.is_admin:
        return Sight(everything=True)
    return Sight(everything=False, charters=charters_of(asker), owner=asker.pk)


def cases_in_sight(everything: bool, charters: Sequence[str], owner: int) -> QuerySet[Case]:
    """The cases of a sight, given by its parts."""
    if everything:
        return Case.objects.all()
    return Case.objects.filter(Q(charter__in=charters) | Q(owner=owner))


def cases_seen_by(asker: Actor) -> QuerySet[Case]:
    """The cases that the asker may see; raises PermissionDenied for a closed account."""
    sight = sight_of(asker)
    return cases_in_sight(sight.everything, sight.charters, sight.owner)


def charters_of(person: Person) -> tuple[str, ...]:
    """The names of the charters in which the person can fill a role; one query at most times."""
    rows = once_in_a_round("newest charters", _NEWEST.rows)
    edition = rows[0][2] if rows else None
    newest = {name: version for name, version, _mark in rows}
    known = (edition or "", person.username, tuple(newest.items()))
    if edition and known in _kept:
        return _kept[known]
    found = tuple(name for name, version in newest.items() if _fills(person, name, version))
    if len(_kept) >= KEPT_AT_MOST:
        _kept.clear()
    _kept[known] = found
    return found


def _newest() -> Sql:
    """Every charter's newest version, with the edition of the duty beside it."""
    mark = Subquery(Edition.objects.filter(subject=DUTY).values("mark")[:1])
    versions = CharterVersion.objects.values("name").annotate(newest=Max("version"), mark=mark)
    return versions.values_list("name", "newest", "mark").order_by("name").query.sql_with_params()


_NEWEST = Statement(_newest)


def _fills(person: Person, name: str, version: int) -> bool:
    return bool(rota_for(charter_version(name, version)).roles_of(person.username))
