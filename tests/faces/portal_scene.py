"""A customer's browser, and charters of the tests published for it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.actors import Asker
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import open_case, resolve_case, send_reply
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, Message
from charterdesk.cases.opening import Arrival
from charterdesk.charters.commands import publish_charter
from charterdesk.charters.queries import charter_in_force
from charterdesk.customers.models import Contact, Contract, Organisation
from charterdesk.engine.charter.values import Charter
from charterdesk.kit.wallclock import now
from charterdesk.oncall.models import RoleAssignment
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ada, ben, charter, cleo
from tests.faces.guests import client_of
from tests.faces.visiting import Answer, Visit

TEXTS = Path(__file__).parents[1] / "stories" / "charters"


def served(name: str) -> Charter:
    """A charter, live: Ben fills its roles, and Cleo's firm is under it."""
    text = TEXTS / f"{name}.yaml"
    if text.exists():
        granted(publish_charter(text=text.read_text("utf-8"), by=DESK, at=MONDAY, file=text.name))
    else:
        charter(name, at=MONDAY)
    found = charter_in_force(name, now())
    for role in found.roles:
        RoleAssignment.objects.get_or_create(charter=name, role=role, person=ben())
    for role in found.tiers[0].roles:
        RoleAssignment.objects.get_or_create(charter=name, role=role, person=ada(), position=0)
    customer = firm()
    customer.charter, customer.account_manager = name, ben()
    customer.save()
    return found


def firm() -> Organisation:
    """Cleo's."""
    found = cleo().organisation
    assert found is not None
    return found


def contract(name: str, under: str, level: str = "") -> Contract:
    """Cleo's firm has that contract."""
    return Contract.objects.create(
        organisation=firm(), charter=under, name=name, level=level,
        valid_since=MONDAY.date(),
    )  # fmt: skip


def browser(contact: Contact | None = None) -> Visit:
    """A browser in which Cleo, or somebody else, has signed in."""
    return Visit(client_of(contact or cleo()))


def asked_through(
    visit: Visit, *, upto: str = "send", start: str = "/open/", **data: Any
) -> Answer:
    """Answer each page in turn, with what the data has for it, up to the page of that name."""
    answer = visit.get(start)
    for _number in range(8):
        if answer.url.rstrip("/").endswith(f"/{upto}"):
            return answer
        form = answer.form.to("/open/")
        given = {name: value for name, value in data.items() if f'name="{name}"' in answer.text}
        answer = visit.post(form.action, **{**form.values, **given})
    raise AssertionError(f"never came to {upto}: {answer.url} {answer.text[:3000]}")


def only_case() -> Case:
    """The one case that there is."""
    return Case.objects.get()


def case_under(name: str, *, word: str = "", channel: str = "web", days_ago: int = 0) -> Case:
    """A case of Cleo's under that charter, opened so many days ago."""
    arrival = Arrival(charter=served(name), contact=cleo(), organisation=firm())
    answer = open_case(
        arrival=arrival, channel=channel, by=Asker(CLEO_ADDRESS, cleo()),
        at=now() - timedelta(days=days_ago), asker=CLEO_ADDRESS, contract=word,
        written=Written(text="It is slow.", subject="Slow"),
    )  # fmt: skip
    assert isinstance(answer, Done), answer
    return answer.case


def answer_to(case: Case, text: str = "Pull the cable.") -> Message:
    """Ada replies."""
    answer = send_reply(case=case, written=Written(text=text), by=ada(), at=now())
    assert isinstance(answer, Done)
    assert answer.message
    return answer.message


def solved(case: Case, outcome: str = "solved", days_ago: int = 0) -> Case:
    """Ada gives the outcome, with a message."""
    written = Written(text="It was the cable.")
    at = now() - timedelta(days=days_ago)
    answer = resolve_case(case=case, outcome=outcome, written=written, by=ada(), at=at)
    assert isinstance(answer, Done), answer
    return answer.case


def status_of(case: Case) -> str:
    """How the case stands."""
    return Case.objects.get(pk=case.pk).status
