"""Launching a contract: by hand, or by the worker on the day of its start; once.

Of two at one moment one launches it, by a conditional update; each address gets one package under
one key.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import DESK, Actor, demand_staffing
from charterdesk.charters.queries import live_charters
from charterdesk.customers.models import Contact, Contract
from charterdesk.engine.charter.values import Charter
from charterdesk.kit.in_turn import Each, in_turn
from charterdesk.notifications.means import last_sender
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.welcome.needs import lacking, rules_of, today_of, unlaunched
from charterdesk.welcome.package import package_of, title_of

# A contract that began before is one that the desk took over: a person says whether it is new.
CATCH_UP = timedelta(days=7)
MOST_CONTACTS = 200


@transaction.atomic
def launch_contract(
    *, contract: Contract, charter: Charter, by: Actor, at: datetime
) -> Contract | Refusal:
    """The contract is launched, and the package goes to the customer's contacts (R-VOX-3)."""
    demand_staffing(by)
    if refusal := _early_or_late(contract, at):
        return refusal
    if why := lacking(contract, charter, at):
        return Refusal(why)
    person = by if isinstance(by, Person) else None
    waiting = Contract.objects.filter(pk=contract.pk, launched_at=None)
    if not waiting.update(launched_at=at, launched_by=person):
        return Refusal(_("This contract was launched already."))
    contract.refresh_from_db()
    if any("contact" in rule.who for rule in rules_of(charter)):
        _send_packages(contract, charter, at)
    return contract


def launch_due(*, at: datetime, each: Each = in_turn) -> int:
    """Launch what begins today on its customer's wall, and lacks nothing; how many were."""
    charters = {one.name: one for one in live_charters(at)}

    def launched(contract: Contract, at: datetime) -> bool:
        begun = today_of(contract, at) - contract.valid_since
        if not timedelta() <= begun <= CATCH_UP:
            return False
        charter = charters[contract.charter]
        done = launch_contract(contract=contract, charter=charter, by=DESK, at=at)
        return isinstance(done, Contract)

    return each(unlaunched(charters.values(), at), launched, at)


def packages_of(contract: Contract) -> list[Notice]:
    """The welcome packages that were sent for a contract, in the order of their addresses."""
    return list(Notice.objects.filter(scope=_scope(contract)).order_by("address", "pk"))


def _early_or_late(contract: Contract, at: datetime) -> Refusal | None:
    today = today_of(contract, at)
    if contract.valid_since > today:
        said = {"day": contract.valid_since.isoformat()}
        return Refusal(_("This contract begins on %(day)s, and is launched then.") % said)
    if contract.valid_until and contract.valid_until <= today:
        return Refusal(_("This contract is over."))
    return None


def _send_packages(contract: Contract, charter: Charter, at: datetime) -> None:
    contacts = Contact.objects.filter(organisation=contract.organisation, is_active=True)
    sender = last_sender()
    for contact in contacts.prefetch_related("addresses").order_by("pk")[:MOST_CONTACTS]:
        addresses = sorted(contact.addresses.all(), key=lambda one: one.pk)
        if addresses:
            _send_package(contract, charter, contact, addresses[0].address, sender, at)


def _send_package(
    contract: Contract, charter: Charter, contact: Contact, address: str, sender: str, at: datetime
) -> None:
    language = contact.language or contract.organisation.language
    with translation.override(language):
        title, text = title_of(charter), package_of(contract, charter, contact, at)
    scope, key = _scope(contract), f"welcome/{address}"
    Notice.objects.create(
        scope=scope, key=key, kind=Notice.Kind.NOTICE, address=address, language=language,
        zone=contact.zone or contract.organisation.zone, about="welcome", sender=sender,
        text=title, words={"body": text}, message_id=message_id_of(scope, key, sender),
        due_at=at, queued_at=at, send_at=at,
    )  # fmt: skip


def _scope(contract: Contract) -> str:
    return f"contract/{contract.pk}"
