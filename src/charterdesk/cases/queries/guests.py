"""Which cases somebody of the customers' side may see. It stands inside every query of theirs.

A contact sees their own cases, with the right those of the firm, an end customer own ones alone;
somebody who came by the link of one case sees that one. What is not seen is not there: the answer
is None, as for a wrong number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from charterdesk.cases.actors import Asker
from charterdesk.cases.models import Attachment, Case, Message
from charterdesk.cases.numbers import kept_spellings
from charterdesk.customers.models import Address, Contact
from charterdesk.kit.prepared import Prepared
from charterdesk.notifications.models import Notice

_NOBODYS = Q(contact=None) | Q(contact__is_registered=False)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of the customers' side. `only` is the number of the one case that is shown.

    `address` is the one that they proved. A contact that is not stored stands for an asker of
    whom nothing is known but the address; such a guest always has `only`.
    """

    contact: Contact
    only: str = ""
    address: str = ""

    @property
    def asker(self) -> Asker:
        """As the commands on cases know them."""
        known = self.contact if self.contact.pk else None
        return Asker(name=self.address or self.contact.name, contact=known)


def cases_of(guest: Guest) -> QuerySet[Case]:
    """The cases that the guest may see: own ones, the firm's by right, or the only one."""
    if guest.only:
        return Case.objects.filter(number=guest.only)
    contact = guest.contact
    if not (contact.pk and contact.is_active):
        return Case.objects.none()
    # As values, not as a subquery: only so the index of the askers is walked.
    known = list(contact.addresses.values_list("address", flat=True))
    seen = own(contact.pk) | (_NOBODYS & Q(asker__in=known))
    if sees_firm(contact):
        seen |= Q(organisation=contact.organisation_id)
    return Case.objects.filter(seen)


def own(contact: int) -> Q:
    """Cases that are the contact's own."""
    return Q(contact=contact)


def unclaimed(contact: int) -> Q:
    """Cases of nobody who is registered, asked from one of the contact's addresses."""
    addresses = Address.objects.filter(contact=contact).values("address")
    return _NOBODYS & Q(asker__in=addresses)


def sees_firm(contact: Contact) -> bool:
    """Whether the contact sees the whole organisation's cases; an end customer never does."""
    allowed = contact.sees_organisation and not contact.is_end_customer
    return allowed and contact.organisation_id is not None


def guest_case(guest: Guest, ref: str) -> Case | None:
    """The case of that number, in any case of letters, if the guest may see it."""
    found = _one_of(guest, [ref])
    if found is None and (spelled := kept_spellings(ref)):
        found = _one_of(guest, spelled)
    return found


def _one_of(guest: Guest, numbers: Sequence[str]) -> Case | None:
    contact = guest.contact
    if guest.only:
        return _ONE.first("only", numbers=numbers, contact=0, organisation=0, only=guest.only)
    if not (contact.pk and contact.is_active):
        return None
    shape, firm = ("firm", contact.organisation_id) if sees_firm(contact) else ("own", 0)
    return _ONE.first(shape, numbers=numbers, contact=contact.pk, organisation=firm or 0, only="")


def _one(
    shape: str, *, numbers: Sequence[str], contact: int, organisation: int, only: str
) -> QuerySet[Case]:
    seen = Q(number=only) if shape == "only" else own(contact) | unclaimed(contact)
    if shape == "firm":
        seen |= Q(organisation=organisation)
    found = Case.objects.filter(seen, number__in=numbers).order_by("pk")
    return found.select_related(
        "owner", "organisation", "contact__organisation", "contract", "merged_into"
    )[:1]


_ONE = Prepared(_one)


def said_on(case: Case, at: datetime) -> QuerySet[Message]:
    """What both sides said on a case, oldest first; never a note.

    A reply of ours is there once it can't be taken back any more.
    """
    waiting = Q(state=Notice.State.QUEUED, attempts_made=0, send_at__gt=at)
    unsent = Notice.objects.filter(waiting | Q(state=Notice.State.WITHHELD), case=case)
    found = Message.objects.filter(case=case, public=True, automatic=False)
    return (
        found.exclude(pk__in=unsent.exclude(reply=None).values("reply"))
        .select_related("person", "contact")
        .prefetch_related(Prefetch("attachments", Attachment.objects.order_by("pk")))
        .order_by("at", "pk")
    )


def guest_file(guest: Guest, ref: str, pk: int, at: datetime) -> Attachment | None:
    """A file of what was said on a case that the guest may see."""
    case = guest_case(guest, ref)
    if case is None:
        return None
    return Attachment.objects.filter(pk=pk, message__in=said_on(case, at)).first()
