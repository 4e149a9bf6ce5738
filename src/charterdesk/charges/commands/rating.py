"""Rates and hours bought beforehand; both are a lead's."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import demand_staffing
from charterdesk.charges.models import Prepaid, Rate
from charterdesk.charges.money import CURRENCY
from charterdesk.customers.models import Contract


def add_rate(
    *, charter: str, level: str, work: str, hours: str, per_hour: Decimal, currency: str,
    valid_since: date, by: Person, at: datetime,
) -> Rate | Refusal:  # fmt: skip
    """What an hour costs from a day on; an earlier rate holds for the days before."""
    demand_staffing(by)
    other = Rate.objects.filter(charter=charter).exclude(currency=currency).first()
    if not CURRENCY.fullmatch(currency):
        return Refusal(_("Write the currency with three capital letters, like EUR."), "currency")
    if other is not None:
        said = {"charter": charter, "currency": other.currency}
        return Refusal(
            _("The rates under %(charter)s are in %(currency)s; they have one currency.") % said,
            "currency",
        )
    row = Rate(
        charter=charter, level=level, work=work, hours=hours, per_hour=per_hour,
        currency=currency, valid_since=valid_since, added_by=by, added_at=at,
    )  # fmt: skip
    return save_valid(row) or row


def buy_hours(
    *, contract: Contract, minutes: int, bought_on: date, note: str, by: Person, at: datetime
) -> Prepaid | Refusal:
    """Hours bought for a contract; time booked from now on is taken from them first."""
    demand_staffing(by)
    if not 0 < minutes <= 100_000 * 60:
        return Refusal(_("Hours are bought between a minute and 100000 hours."), "hours")
    row = Prepaid(
        contract=contract, minutes=minutes, bought_on=bought_on, note=note, added_by=by, added_at=at
    )
    return save_valid(row) or row
