"""Amounts of money as people and the log write them."""

import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from charterdesk.cases.models import Case
from charterdesk.charters.queries import charter_version

CURRENCY = re.compile(r"[A-Z]{3}")
MOST = Decimal("9999999999.99")


def written(amount: Decimal) -> str:
    """An amount with two places: "120.00"."""
    return f"{amount:.2f}"


def day_of(case: Case, at: datetime) -> date:
    """The day of a moment where the customer is."""
    return at.astimezone(zone_of(case)).date()


def zone_of(case: Case) -> ZoneInfo:
    """The customer's zone; where that is unknown, the charter's."""
    zone = case.organisation.zone if case.organisation else charter_version(
        case.charter, case.charter_version
    ).zone  # fmt: skip
    return ZoneInfo(zone)
