"""What a charter demands of a contract before it is launched, and who stands for it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.customers.models import Contract
from charterdesk.engine.charter.values import Charter, TellRule
from charterdesk.oncall.queries import rota_for


def today_of(contract: Contract, at: datetime) -> date:
    """The date on the customer's wall."""
    return at.astimezone(ZoneInfo(contract.organisation.zone)).date()


def manager_of(contract: Contract) -> Person | None:
    """The contract's account manager, else the organisation's, whose account is open."""
    managers = (contract.account_manager, contract.organisation.account_manager)
    return next((one for one in managers if one and one.is_active), None)


def rules_of(charter: Charter) -> tuple[TellRule, ...]:
    """What the charter tells when a contract starts."""
    return tuple(rule for rule in charter.tells if rule.when == "contract starts")


def is_launched_at_all(contract: Contract, charter: Charter) -> bool:
    """Whether the charter knows a launch for it: a `starts`, needs, or a welcome package."""
    word = charter.contracts.get(contract.name)
    return word is not None and bool(word.starts or word.needs)


def lacking(contract: Contract, charter: Charter, at: datetime) -> str:
    """Why the contract can't be launched; "" where all that it needs is there."""
    word = charter.contracts.get(contract.name)
    rota = rota_for(charter)
    for role in word.needs if word else ():
        meant = charter.roles.get(role)
        if meant is None:
            continue
        if meant.kind == "per customer":
            if manager_of(contract) is None:
                return _("The contract %(contract)s has no account manager: name one first.") % {
                    "contract": contract
                }
        elif not rota.on_duty(role, at, ""):
            said = {"contract": contract, "role": role}
            return _("The contract %(contract)s needs a %(role)s, and nobody is one.") % said
    return ""


def unlaunched(charters: Iterable[Charter], at: datetime) -> list[Contract]:
    """The contracts not over that the charters launch and nobody has launched, the oldest first."""
    by_name = {one.name: one for one in charters}
    # Somewhere on earth it is tomorrow already; each one's own wall decides later.
    day = (at + timedelta(days=1)).date()
    rows = Contract.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=at.date()),
        charter__in=by_name, launched_at=None, valid_since__lte=day,
    )  # fmt: skip
    found = rows.select_related("organisation__account_manager", "account_manager")
    return [
        one
        for one in found.order_by("valid_since", "pk")
        if is_launched_at_all(one, by_name[one.charter])
    ]
