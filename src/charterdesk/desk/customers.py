"""What the page of one customer shows, gathered from the rooms below."""

from datetime import datetime

from django.http import Http404

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.accounts.rights import may_staff
from charterdesk.cases.queries.finding import open_cases_of
from charterdesk.charters.queries import live_charters
from charterdesk.customers.queries import organisation_with_all
from charterdesk.desk.pages.customer import Customer


def customer_of(person: Person, pk: int, at: datetime) -> Customer:
    """The customer with everything around it; raises Http404 where there is none."""
    organisation = organisation_with_all(person, pk)
    if organisation is None:
        raise Http404
    return Customer(
        organisation=organisation,
        charters=live_charters(at),
        people=list(people_of_the_desk(person)),
        cases=open_cases_of(person, organisation),
        may_staff=may_staff(person),
    )
