"""What of costs somebody sees: lines of cases and rates of charters in their sight, no others."""

from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.cases.queries.sight import cases_in_sight, sight_of
from charterdesk.kit.prepared import Sql, Statement


def sees_charter(asker: Person, charter: str) -> bool:
    """Whether cases under that charter are the asker's to see."""
    sight = sight_of(asker)
    return sight.everything or charter in sight.charters


def demand_charter(by: Person, charter: str) -> None:
    """Raise PermissionDenied unless `by` sees the cases that are billed under the charter."""
    if not sees_charter(by, charter):
        said = {"charter": charter}
        raise PermissionDenied(
            _("You see no cases under %(charter)s, so that its prices are not yours to set.") % said
        )


def numbers_seen_by(asker: Person, numbers: Collection[str]) -> set[str]:
    """Those of the cases, by their numbers, that the asker may see."""
    sight = sight_of(asker)
    if sight.everything:
        return set(numbers)
    rows = _SEEN.rows(**sight.given(), numbers=sorted(numbers)) if numbers else []
    return {number for (number,) in rows}


def _seen(*, charters: Sequence[str], owner: int, numbers: Sequence[str]) -> Sql:
    cases = cases_in_sight(False, charters, owner).filter(number__in=numbers)
    return cases.values_list("number").query.sql_with_params()


_SEEN = Statement(_seen)
