"""Who may look at a secret: active people of the teams that an administrator has named.

It is asked of the database at each look, so that a closed account or a taken right ends at once.
"""

from charterdesk.accounts.models import Membership, Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.models import Case
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.customers.models import Contact, Organisation


def may_look(person: Person) -> bool:
    """Whether the person's team has the right; being an administrator is not enough."""
    demand_sight(person)
    named = Membership.objects.filter(
        person__pk=person.pk, person__is_active=True, team__access_right__isnull=False
    )
    return named.exists()


def sees_case_of(person: Person, case: Case, organisation_id: int) -> bool:
    """Whether the case is that customer's and in the person's sight."""
    seen = cases_seen_by(person)
    return seen.filter(pk=case.pk, organisation=organisation_id).exists()


def speaks_for(contact: Contact | None, organisation: Organisation) -> bool:
    """Whether the contact is one of the customer's own people, now; its end customers are none."""
    own = Contact.objects.filter(organisation=organisation, is_active=True, is_registered=True)
    own = own.filter(is_end_customer=False)
    return contact is not None and own.filter(pk=contact.pk).exists()
