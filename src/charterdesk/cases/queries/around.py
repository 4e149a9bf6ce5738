"""Cases around something: those open of a customer, those about a piece of equipment, by pages."""

from collections.abc import Sequence

from django.db.models import QuerySet

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.cases.queries.queue import behind, mark_of, marked
from charterdesk.cases.queries.sight import cases_in_sight, sight_of
from charterdesk.customers.listing import Listed
from charterdesk.customers.models import Asset, Organisation
from charterdesk.kit.prepared import Prepared
from charterdesk.kit.whole_numbers import whole_number

PAGE = 25


def open_cases_of(person: Person, organisation: Organisation, after: str = "") -> Listed[Case]:
    """A page of a customer's open cases that the person may see, in the order of the queue.

    `after` is a mark as the queue has them.
    """
    sight = sight_of(person)
    key, pk = marked(after)
    rows = _OPEN.rows(
        sight.everything, bool(key), **sight.given(), organisation=organisation.pk, key=key, pk=pk
    )
    return Listed(rows[:PAGE], mark_of(rows[PAGE - 1]) if len(rows) > PAGE else "")


def cases_about(person: Person, asset: Asset, after: str = "") -> Listed[Case]:
    """A page of the cases about the equipment, closed ones included, the newest first."""
    sight = sight_of(person)
    before = whole_number(after) or 0
    rows = _ABOUT.rows(
        sight.everything, bool(before), **sight.given(), asset=asset.pk, before=before
    )
    return Listed(rows[:PAGE], str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def _open(
    everything: bool, goes_on: bool,
    *, charters: Sequence[str], owner: int, organisation: int, key: str, pk: int,
) -> QuerySet[Case]:  # fmt: skip
    found = _joined(everything, charters, owner).filter(is_open=True, organisation=organisation)
    if goes_on:
        found = found.filter(behind(key, pk), queue_key__gte=key)
    return found.order_by("queue_key", "pk")[: PAGE + 1]


def _about(
    everything: bool, goes_on: bool,
    *, charters: Sequence[str], owner: int, asset: int, before: int,
) -> QuerySet[Case]:  # fmt: skip
    found = _joined(everything, charters, owner).filter(about_asset__asset=asset)
    if goes_on:
        found = found.filter(about_asset__case__lt=before)
    return found.order_by("-about_asset__case")[: PAGE + 1]


def _joined(everything: bool, charters: Sequence[str], owner: int) -> QuerySet[Case]:
    found = cases_in_sight(everything, charters, owner)
    return found.select_related("owner", "organisation", "contact", "contract")


_OPEN, _ABOUT = Prepared(_open), Prepared(_about)
