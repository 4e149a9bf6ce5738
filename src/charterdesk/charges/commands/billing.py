"""A month is billed once, with who and when; its lines are kept as they stood and never change."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_staffing
from charterdesk.charges.models import Item, Statement
from charterdesk.charges.queries.statements import (
    as_stored,
    lines_of,
    locked_until,
    next_month,
)
from charterdesk.charges.sight import numbers_seen_by
from charterdesk.customers.models import Organisation


def bill_month(
    *, organisation: Organisation, month: date, by: Person, at: datetime
) -> Statement | Refusal:
    """All that was not billed before the end of the month; `month` is its first day."""
    demand_staffing(by)
    with transaction.atomic():
        firm = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if refused := _not_yet(firm, month, at):
            return refused
        rows = locked_until(firm, next_month(month))
        lines = lines_of(rows)
        if not lines:
            return Refusal(_("There is nothing to bill until the end of this month."))
        numbers = {line.case for line in lines}
        if numbers_seen_by(by, numbers) != numbers:
            return Refusal(
                _("Some of it is of cases that you do not see: ask an administrator to bill it.")
            )
        if any(line.amount is None for line in lines):
            return Refusal(_("Some time has no rate yet: add the rate, then bill the month."))
        statement = Statement.objects.create(
            organisation=firm, month=month, lines=as_stored(lines), billed_at=at, billed_by=by
        )
        Item.objects.filter(pk__in=[row.pk for row in rows]).update(statement=statement)
    return statement


def _not_yet(firm: Organisation, month: date, at: datetime) -> Refusal | None:
    later = Statement.objects.filter(organisation=firm, month__gte=month).order_by("month").first()
    if later is not None and later.month == month:
        return Refusal(_("This month was billed already."))
    if later is not None:
        return Refusal(_("A later month was billed already; what is new goes with the next one."))
    if at.astimezone(ZoneInfo(firm.zone)).date() < next_month(month):
        return Refusal(_("The month is not over yet where the customer is."))
    return None
