"""Cases of the cast, made through the commands that everybody uses."""

from datetime import datetime, timedelta

from charterdesk.accounts.commands import add_person
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.actors import Asker, By
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import Form, open_case
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.opening import Arrival
from charterdesk.oncall.models import RoleAssignment
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ada, ben, charter, cleo


def minutes(count: int, since: datetime = MONDAY) -> datetime:
    """`count` minutes after `since`."""
    return since + timedelta(minutes=count)


def arrival(name: str = "roxen") -> Arrival:
    """Cleo asks under a shipped charter, with Ada and Ben on duty."""
    ada(), ben()
    served = charter(name)
    for role in served.roles:
        RoleAssignment.objects.get_or_create(charter=name, role=role, person=ben())
    contact = cleo()
    return Arrival(charter=served, contact=contact, organisation=contact.organisation)


def cleos_letter(text: str = "Nothing works.", subject: str = "Down") -> Written:
    """A mail of Cleo's."""
    return Written(text=text, subject=subject, message_id="first@customer.example", channel="mail")


def cleo_asks() -> Asker:
    """Cleo, by her registered address."""
    return Asker(CLEO_ADDRESS, cleo())


def opened(
    at: datetime = MONDAY, *, priority: str = "", by: By | None = None, key: str = "",
    acknowledge: bool = True, written: Written | None = None,
) -> Case:  # fmt: skip
    """A case of Cleo's under `roxen`, opened by her mail at `at`."""
    answer = open_case(
        arrival=arrival(), channel="mail", written=written or cleos_letter(),
        by=by or cleo_asks(), at=at, asker=CLEO_ADDRESS, priority=priority,
        acknowledge=acknowledge, form=Form(key=key),
    )  # fmt: skip
    assert isinstance(answer, Done), answer
    return answer.case


def voxeo_case(at: datetime = MONDAY) -> Case:
    """A case of Cleo's under `voxeo`, with the contract that gives the ladder."""
    answer = open_case(
        arrival=arrival("voxeo"), channel="ticket", written=cleos_letter(), by=cleo_asks(), at=at,
        asker=CLEO_ADDRESS, contract="production",
    )  # fmt: skip
    assert isinstance(answer, Done), answer
    return answer.case


def outsider() -> Person:
    """Somebody of the desk who fills no role in any charter."""
    known = Person.objects.filter(username="eva").first()
    return known or granted(
        add_person(username="eva", name="Eva Falk", email="eva@desk.example", by=DESK, at=MONDAY)
    )
