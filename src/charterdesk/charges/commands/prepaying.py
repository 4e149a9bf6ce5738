"""Hours bought beforehand, and those that were typed wrongly taken back; both are a lead's.

An entry is never changed nor deleted: what is taken back is an entry of its own.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import demand_staffing
from charterdesk.charges.models import Prepaid, TakenBack
from charterdesk.charges.queries.prepaid import Balance, balance_of, bought_for
from charterdesk.charges.sight import demand_charter
from charterdesk.customers.models import Contract


def buy_hours(
    *, contract: Contract, minutes: int, bought_on: date, note: str, by: Person, at: datetime
) -> Prepaid | Refusal:
    """Hours bought for a contract; time booked from now on is taken from them first."""
    demand_staffing(by)
    demand_charter(by, contract.charter)
    if not 0 < minutes <= 100_000 * 60:
        return Refusal(_("Hours are bought between a minute and 100000 hours."), "minutes")
    row = Prepaid(
        contract=contract, minutes=minutes, bought_on=bought_on, note=note, added_by=by, added_at=at
    )
    return save_valid(row) or row


def take_hours_back(
    *, bought: Prepaid, left: int, minutes: int, reason: str, by: Person, at: datetime
) -> TakenBack | Refusal:
    """Minutes of an entry that count no more; what is used up can't be taken back.

    `left` is what the asker saw to be left of the entry: pressed twice, or after somebody else,
    it is done once. The contract's row lets one in at a time, as when time is booked.
    """
    demand_staffing(by)
    with transaction.atomic():
        contract = Contract.objects.select_for_update().get(pk=bought.contract_id)
        demand_charter(by, contract.charter)
        (entry,) = [one for one in bought_for([contract]) if one.row.pk == bought.pk]
        if entry.left != left:
            return Refusal(_("These hours were changed meanwhile: look at them again."), "entry")
        if refused := _too_many(entry.left, balance_of(contract), minutes):
            return refused
        row = TakenBack(prepaid=bought, minutes=minutes, reason=reason, added_by=by, added_at=at)
        return save_valid(row) or row


def _too_many(entered: int, balance: Balance, minutes: int) -> Refusal | None:
    most = min(entered, balance.left)
    if 0 < minutes <= most:
        return None
    said = {"used": _clock(balance.used), "most": _clock(most), "entered": _clock(entered)}
    if minutes <= 0:
        return Refusal(_("Say how many hours are taken back: at least a minute."), "minutes")
    if not most:
        return Refusal(
            _("All hours of this contract are used up: none can be taken back. Strike the time "
              "that was booked wrongly first.") % said, "minutes",
        )  # fmt: skip
    if minutes > entered:
        return Refusal(_("Only %(entered)s are left of these hours.") % said, "minutes")
    return Refusal(
        _("%(used)s of the hours of this contract are used up: at most %(most)s can be taken "
          "back.") % said, "minutes",
    )  # fmt: skip


def _clock(minutes: int) -> str:
    """As it is typed: hours and minutes."""
    return f"{minutes // 60}:{minutes % 60:02}"
