"""The rates, as a lead sees them."""

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_staffing
from charterdesk.charges.models import Rate


def rates_of(asker: Person) -> list[Rate]:
    """All of them by charter, the newest first."""
    demand_staffing(asker)
    return list(Rate.objects.order_by("charter", "-valid_since", "level", "work", "hours"))
