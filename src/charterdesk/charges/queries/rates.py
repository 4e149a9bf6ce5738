"""The rates, as a lead sees them."""

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_staffing
from charterdesk.charges.models import Rate
from charterdesk.charges.sight import sees_charter


def rates_of(asker: Person) -> list[Rate]:
    """Those of the charters in their sight, by charter, the newest first."""
    demand_staffing(asker)
    found = Rate.objects.order_by("charter", "-valid_since", "level", "work", "hours")
    return [rate for rate in found if sees_charter(asker, rate.charter)]
