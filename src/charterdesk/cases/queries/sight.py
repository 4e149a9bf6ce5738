"""Which cases a person may see. It stands inside every query, so that it can't be forgotten.

Administrators see all. Anybody else sees the cases of the charters in which they can fill a
role, by a team, a rota, an assignment or as an account manager, and those they own.
"""

from django.db.models import Max, Q, QuerySet, Subquery

from charterdesk.accounts.editions import DUTY
from charterdesk.accounts.models import Edition, Person
from charterdesk.accounts.rights import Actor, Desk, demand_sight
from charterdesk.cases.models import Case
from charterdesk.charters.models import CharterVersion
from charterdesk.charters.queries import charter_version
from charterdesk.oncall.queries import rota_for

KEPT_AT_MOST = 1000
_kept: dict[tuple[str, str, tuple[tuple[str, int], ...]], tuple[str, ...]] = {}


def cases_seen_by(asker: Actor) -> QuerySet[Case]:
    """The cases that the asker may see; raises PermissionDenied for a closed account."""
    demand_sight(asker)
    if isinstance(asker, Desk) or asker.is_admin:
        return Case.objects.all()
    return Case.objects.filter(Q(charter__in=charters_of(asker)) | Q(owner=asker))


def charters_of(person: Person) -> tuple[str, ...]:
    """The names of the charters in which the person can fill a role; one query at most times."""
    mark = Subquery(Edition.objects.filter(subject=DUTY).values("mark")[:1])
    versions = CharterVersion.objects.values("name").annotate(newest=Max("version"), mark=mark)
    rows = list(versions.values_list("name", "newest", "mark").order_by("name"))
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


def _fills(person: Person, name: str, version: int) -> bool:
    return bool(rota_for(charter_version(name, version)).roles_of(person.username))
