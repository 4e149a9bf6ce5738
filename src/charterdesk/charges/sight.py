"""What of costs somebody sees: lines of cases and rates of charters in their sight, no others."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.cases.queries import cases_seen_by
from charterdesk.cases.queries.sight import sight_of


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
    seen = cases_seen_by(asker).filter(number__in=numbers)
    return set(seen.values_list("number", flat=True))
