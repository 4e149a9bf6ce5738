"""Cases around the present minute, as the pages read the clock themselves."""

from datetime import timedelta

from charterdesk.accounts.commands import add_person
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import Form, open_case, receive_message, send_reply, set_owner
from charterdesk.cases.messages import File, Written
from charterdesk.cases.models import Case
from charterdesk.cases.opening import Arrival
from charterdesk.customers.models import Contact
from charterdesk.kit.wallclock import now
from charterdesk.oncall.models import RoleAssignment
from tests.apps.cases.desk_work import cleo_asks
from tests.apps.cast import CLEO_ADDRESS, ada, ben, charter, cleo


def ago(minutes: float) -> timedelta:
    """So many minutes, to be taken from now."""
    return timedelta(minutes=minutes)


def staffed(name: str) -> Arrival:
    """Cleo asks under that charter; Ben fills all its roles, Ada those of the first tier."""
    served = charter(name, at=now())
    for role in served.roles:
        RoleAssignment.objects.get_or_create(charter=name, role=role, person=ben())
    for role in served.tiers[0].roles:
        RoleAssignment.objects.get_or_create(charter=name, role=role, person=ada(), position=0)
    contact: Contact = cleo()
    return Arrival(charter=served, contact=contact, organisation=contact.organisation)


def case_of(
    name: str = "roxen", *, subject: str = "Down", text: str = "Nothing works.",
    minutes_ago: float = 5, priority: str = "", contract: str = "", channel: str = "mail",
    html: str = "", files: tuple[File, ...] = (), arrival: Arrival | None = None,
) -> Case:  # fmt: skip
    """A case of Cleo's that began some minutes ago."""
    written = Written(
        text=text, subject=subject, channel=channel, html=html, files=files,
        message_id=f"{subject}@customer.example".replace(" ", "."),
    )  # fmt: skip
    answer = open_case(
        arrival=arrival or staffed(name), channel=channel, written=written, by=cleo_asks(),
        at=now() - ago(minutes_ago), asker=CLEO_ADDRESS, priority=priority, contract=contract,
        axes=(), form=Form(),
    )  # fmt: skip
    assert isinstance(answer, Done), answer
    return answer.case


def owned(case: Case, person: Person) -> Case:
    """The case with an owner."""
    answer = set_owner(case=case, to=person, by=person, at=now())
    assert isinstance(answer, Done), answer
    return answer.case


def replied(case: Case, person: Person, text: str = "We look at it.") -> Case:
    """The case after a reply."""
    answer = send_reply(case=case, written=Written(text=text), by=person, at=now())
    assert isinstance(answer, Done), answer
    return answer.case


def cleo_writes(case: Case, text: str = "Any news?") -> Case:
    """The case after another message of Cleo's."""
    answer = receive_message(case=case, written=Written(text=text), by=cleo_asks(), at=now())
    assert isinstance(answer, Done), answer
    return answer.case


def eve() -> Person:
    """Somebody of the desk who fills no role at all."""
    known = Person.objects.filter(username="eve").first()
    return known or granted(
        add_person(
            username="eve",
            name="Eve Else",
            email="eve@desk.example",
            by=DESK,
            at=now(),
        )
    )
