"""Changes to customers. Everybody at the desk registers contacts; managers make organisations."""

from datetime import date, datetime
from secrets import token_hex

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_sight, demand_staffing
from charterdesk.customers.models import Address, Contact, Contract, Organisation
from charterdesk.customers.queries import address_key
from charterdesk.customers.telephones import phone_key
from charterdesk.kit.mail_addresses import is_mail_address


@transaction.atomic
def add_organisation(
    *,
    name: str,
    by: Actor,
    at: datetime,
    charter: str = "",
    zone: str = "UTC",
    language: str = "en",
    account_manager: Person | None = None,
) -> Organisation | Refusal:
    """A new customer; `charter` is the one whose promises its people are given."""
    demand_staffing(by)
    organisation = Organisation(
        name=name.strip(),
        zone=zone,
        language=language,
        charter=charter,
        account_manager=account_manager,
    )
    renew_edition(DUTY)
    return save_valid(organisation) or organisation


@transaction.atomic
def add_contact(
    *,
    name: str,
    address: str,
    by: Actor,
    at: datetime,
    organisation: Organisation | None = None,
    phone: str = "",
    is_authorised: bool = False,
    is_end_customer: bool = False,
) -> Contact | Refusal:
    """Register a new contact by an address; without a name the address stands for it."""
    demand_sight(by)
    contact = _proven(address) or Contact()
    contact.organisation, contact.phone = organisation, phone.strip()
    contact.phone_key = phone_key(phone)
    contact.name = name.strip()[:120] or address_key(address)[:120]
    contact.is_authorised, contact.is_registered = is_authorised, True
    contact.is_end_customer = is_end_customer
    refusal = save_valid(contact)
    if refusal is None:
        registered = register_address(contact=contact, address=address, by=by, at=at)
        refusal = registered if isinstance(registered, Refusal) else None
    if refusal:
        transaction.set_rollback(True)
        return refusal
    return contact


@transaction.atomic
def register_caller(
    *, number: str, by: Actor, contact: Contact | None = None,
    organisation: Organisation | None = None, name: str = "",
) -> Contact | Refusal:  # fmt: skip
    """Register a telephone number: of `contact`, who has none yet, else of a new contact."""
    demand_sight(by)
    if not phone_key(number):
        return Refusal(_("The caller's number was withheld, so that it can't be registered."))
    if contact is not None and contact.phone_key not in ("", phone_key(number)):
        return Refusal(_("%(name)s has another telephone number.") % {"name": contact.name})
    row = contact or Contact(name=name.strip()[:120] or number, organisation=organisation)
    row.phone, row.phone_key, row.is_registered = number, phone_key(number), True
    return save_valid(row) or row


@transaction.atomic
def register_address(
    *, contact: Contact, address: str, by: Actor, at: datetime
) -> Address | Refusal:
    """Register one more address of a contact, unless it is another contact's (R-BIC-13)."""
    demand_sight(by)
    key = address_key(address)
    if not is_mail_address(key):
        return Refusal(
            _("“%(address)s” is no mail address: it wants name@host.") % {"address": address},
            "address",
        )
    known = Address.objects.select_related("contact").filter(address=key).first()
    if known and known.contact_id == contact.pk:
        return known
    if known and not known.contact.is_registered:
        known.contact = contact
        return save_valid(known) or known
    if known:
        return Refusal(
            _("%(address)s is already registered, by %(name)s.")
            % {"address": key, "name": known.contact.name},
            "address",
        )
    registered = Address(contact=contact, address=key, registered_at=at)
    return save_valid(registered) or registered


@transaction.atomic
def add_contract(
    *,
    organisation: Organisation,
    charter: str,
    name: str,
    valid_since: date,
    by: Actor,
    at: datetime,
    level: str = "",
    number: str = "",
    valid_until: date | None = None,
    account_manager: Person | None = None,
) -> Contract | Refusal:
    """A contract by the charter's words, from `valid_since` until before `valid_until`."""
    demand_staffing(by)
    contract = Contract(
        organisation=organisation,
        charter=charter,
        name=name,
        level=level,
        number=number.strip(),
        valid_since=valid_since,
        valid_until=valid_until,
        account_manager=account_manager,
    )
    renew_edition(DUTY)
    return save_valid(contract) or contract


def end_contract(*, contract: Contract, on: date, by: Actor, at: datetime) -> Contract | Refusal:
    """Let the contract end before the day `on`; cases opened under it stay covered (2.6 A)."""
    demand_staffing(by)
    contract.valid_until = on
    return save_valid(contract) or contract


@transaction.atomic
def assign_account_manager(
    *, organisation: Organisation, person: Person | None, by: Actor, at: datetime
) -> Organisation:
    """Say who a role `is: per customer` means for this customer; None: its `else` is called."""
    demand_staffing(by)
    organisation.account_manager = person
    organisation.save(update_fields=["account_manager"])
    renew_edition(DUTY)
    return organisation


def deactivate_contact(*, contact: Contact, by: Actor, at: datetime) -> Contact:
    """The contact asks no more: mail from their addresses counts as a stranger's.

    They are out of the customers' pages at once.
    """
    demand_sight(by)
    contact.is_active, contact.session_mark = False, token_hex(16)
    contact.save(update_fields=["is_active", "session_mark"])
    return contact


def set_rights(
    *, contact: Contact, sees_organisation: bool, may_escalate: bool, may_agree: bool,
    by: Actor, at: datetime,
) -> Contact:  # fmt: skip
    """Say what a contact may do on the customers' pages; it holds from the next request on."""
    demand_sight(by)
    contact.sees_organisation = sees_organisation
    contact.may_escalate, contact.may_agree = may_escalate, may_agree
    contact.save(update_fields=["sees_organisation", "may_escalate", "may_agree"])
    return contact


def set_standing(
    *, contact: Contact, is_authorised: bool, is_end_customer: bool, by: Actor, at: datetime
) -> Contact:
    """Say who a contact is to their organisation: authorised for it, its own customer, or neither.

    Of an end customer nobody else's case is shown, whatever other rights there are (R-HFN-4).
    """
    demand_sight(by)
    contact.is_authorised, contact.is_end_customer = is_authorised, is_end_customer
    contact.save(update_fields=["is_authorised", "is_end_customer"])
    return contact


def authorise_colleague(*, contact: Contact, by: Contact, at: datetime) -> Contact:
    """An authorised contact lets somebody of their own organisation ask from now on (R-TER-6).

    Raises PermissionDenied for whoever is not authorised there.
    """
    same = contact.organisation_id is not None and contact.organisation_id == by.organisation_id
    if not (same and by.is_authorised and by.is_active):
        raise PermissionDenied
    contact.is_authorised = True
    contact.save(update_fields=["is_authorised"])
    return contact


@transaction.atomic
def keep_proven(*, address: str, at: datetime) -> Contact | Refusal:
    """Somebody who proved an address, where the charter lets anyone ask; not registered by it."""
    key = address_key(address)
    known = Address.objects.select_related("contact").filter(address=key).first()
    if known:
        return known.contact
    contact = Contact(name=key[:120], is_registered=False)
    refusal = save_valid(contact) or save_valid(
        Address(contact=contact, address=key, registered_at=at)
    )
    if refusal:
        transaction.set_rollback(True)
    return refusal or contact


def _proven(address: str) -> Contact | None:
    """Who proved the address already, to be registered now."""
    return Contact.objects.filter(
        is_registered=False, is_active=True, addresses__address=address_key(address)
    ).first()
