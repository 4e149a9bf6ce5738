"""Which cases somebody of the customers' side may see. It stands inside every query of theirs.

A contact sees their own cases, with the right those of the firm; somebody who came by the link of
one case sees that one. What is not seen is not there: the answer is None, as for a wrong number.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from charterdesk.cases.actors import Asker
from charterdesk.cases.models import Case
from charterdesk.customers.models import Contact


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
    seen = Q(contact=contact) | Q(contact=None, asker__in=contact.addresses.values("address"))
    if contact.sees_organisation and contact.organisation_id:
        seen |= Q(organisation=contact.organisation_id)
    return Case.objects.filter(seen)


def guest_case(guest: Guest, ref: str) -> Case | None:
    """The case of that number, in any case of letters, if the guest may see it."""
    seen = cases_of(guest).select_related(
        "owner", "organisation", "contact__organisation", "contract", "merged_into"
    )
    return seen.filter(number=ref).first() or seen.filter(number__iexact=ref).first()
