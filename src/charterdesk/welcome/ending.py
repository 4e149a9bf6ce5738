"""A contract that ends soon is told to its account manager: thirty days before, and seven.

Each is told once for each end that a contract has; one that is followed by another is not told.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

from charterdesk.accounts.models import Person
from charterdesk.customers.models import Contract
from charterdesk.kit.in_turn import Each, in_turn
from charterdesk.notifications.means import last_sender
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.welcome.needs import manager_of, today_of

EARLY, LATE = timedelta(days=30), timedelta(days=7)
# No zone is further from UTC.
A_DAY = timedelta(days=1)


def tell_of_ends(*, at: datetime, each: Each = in_turn) -> int:
    """Queue what is due on the customers' dates; how many were queued."""
    return each(_ending(at), _tell, at)


def _ending(at: datetime) -> Iterator[Contract]:
    """Contracts in force that end within thirty days, and have nothing after them."""
    near = Contract.objects.filter(
        valid_until__gt=(at - A_DAY).date(), valid_until__lte=(at + EARLY + A_DAY).date()
    ).select_related("account_manager", "organisation__account_manager")
    for contract in near.order_by("pk"):
        left = _left(contract, at)
        in_force = contract.valid_since <= today_of(contract, at)
        if in_force and timedelta() < left <= EARLY and not _is_followed(contract):
            yield contract


def _left(contract: Contract, at: datetime) -> timedelta:
    return (contract.valid_until or date.max) - today_of(contract, at)


def _is_followed(contract: Contract) -> bool:
    """Whether the customer goes on under the same charter without a gap."""
    until = contract.valid_until
    after = Contract.objects.filter(
        organisation=contract.organisation, charter=contract.charter, valid_since__lte=until
    ).exclude(pk=contract.pk)
    return any(one.valid_until is None or one.valid_until > (until or date.max) for one in after)


def _tell(contract: Contract, at: datetime) -> int:
    manager, left = manager_of(contract), _left(contract, at)
    if manager is None:
        return 0
    stage = LATE if left <= LATE else EARLY
    scope, key = f"contract end/{contract.pk}", f"{contract.valid_until}/{stage.days}"
    sender = last_sender()
    _notice, is_new = Notice.objects.get_or_create(
        scope=scope, key=key,
        defaults={
            "kind": Notice.Kind.NOTICE, "person": manager, "address": manager.email,
            "language": manager.language, "zone": manager.zone, "about": "contract ends",
            "sender": sender, "text": _sentence(contract, manager, left.days),
            "words": {"body": f"{settings.SITE}/desk/orgs/{contract.organisation_id}/"},
            "message_id": message_id_of(scope, key, sender),
            "due_at": at, "queued_at": at, "send_at": at,
        },
    )  # fmt: skip
    return int(is_new)


def _sentence(contract: Contract, manager: Person, days: int) -> str:
    with translation.override(manager.language):
        said = {
            "contract": contract.number or contract.name, "count": days,
            "customer": contract.organisation.name,
        }  # fmt: skip
        return ngettext(
            "The contract %(contract)s of %(customer)s ends in %(count)d day: see what follows.",
            "The contract %(contract)s of %(customer)s ends in %(count)d days: see what follows.",
            days,
        ) % said  # fmt: skip
