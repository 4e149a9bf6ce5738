"""What an hour costs, from a day on; a lead says it."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import demand_staffing
from charterdesk.charges.models import Rate
from charterdesk.charges.money import CURRENCY
from charterdesk.charges.sight import demand_charter


def add_rate(
    *, charter: str, level: str, work: str, hours: str, per_hour: Decimal, currency: str,
    valid_since: date, by: Person, at: datetime,
) -> Rate | Refusal:  # fmt: skip
    """What an hour costs from a day on; an earlier rate holds for the days before.

    One for the same since the same day takes the place of the mistaken one; what was billed
    keeps its own amounts.
    """
    demand_staffing(by)
    demand_charter(by, charter)
    same = {"charter": charter, "level": level, "work": work, "hours": hours,
            "valid_since": valid_since}  # fmt: skip
    row = Rate.objects.filter(**same).first() or Rate(**same)
    others = Rate.objects.filter(charter=charter).exclude(pk=row.pk)
    other = others.exclude(currency=currency).first()
    if not CURRENCY.fullmatch(currency):
        return Refusal(_("Write the currency with three capital letters, like EUR."), "currency")
    if other is not None:
        said = {"charter": charter, "currency": other.currency}
        return Refusal(
            _("The rates under %(charter)s are in %(currency)s; they have one currency.") % said,
            "currency",
        )
    row.per_hour, row.currency, row.added_by, row.added_at = per_hour, currency, by, at
    return save_valid(row) or row
