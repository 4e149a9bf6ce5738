"""Who may go through which door, from the table of addresses: a new one is asked for, too.

A customer is a stranger at the desk, the desk's people are strangers among the customers, who has
left is a stranger everywhere, and nobody is told whether a thing of others is there.
"""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import CaseEvent, Message
from charterdesk.customers.commands import deactivate_contact
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.talk.models import ChatLine
from tests.apps.cast import ada, admin, cleo
from tests.architecture.test_permissions import PUBLIC, patterns
from tests.faces.desk_scene import case_of, eve
from tests.faces.guests import client_of

pytestmark = pytest.mark.django_db

# Answers to strangers: led to the way in, refused, not there, not so.
CLOSED = {302, 401, 403, 404, 405}
OURS = ("desk", "studio", "accounts")


def addresses(*faces: str) -> Iterator[tuple[str, str]]:
    """The names and routes of those faces that are not for everybody."""
    for name, route, _ in patterns(get_resolver()):
        if name.partition(":")[0] in faces and name not in PUBLIC:
            yield name, route


def filled(route: str, number: str) -> str:
    """The route with a real case's number, and with the first of everything."""
    route = route.replace("<str:number>", number).replace("<str:charter>", "roxen")
    route = re.sub(r"<\w+:(name|view|what)>", "x", route)
    return "/" + re.sub(r"<[^>]+>", "1", route)


def counted() -> tuple[int, ...]:
    """How much was ever written down."""
    return tuple(one.objects.count() for one in (CaseEvent, Message, Notice, ChatLine, Person))


def opened(client: Client, faces: tuple[str, ...], number: str) -> dict[str, int]:
    """Which addresses answered with more than a closed door."""
    answers: dict[str, int] = {}
    for name, route in addresses(*faces):
        for verb in ("get", "post", "put", "delete"):
            answer = getattr(client, verb)(filled(route, number))
            at_the_door = answer.get("Location", "/in/").startswith(
                (str(settings.LOGIN_URL), "/in/")
            )
            if answer.status_code not in CLOSED or not at_the_door:
                answers[f"{verb} {name}"] = answer.status_code
    return answers


def test_a_customer_is_a_stranger_at_the_desk() -> None:
    case, client = case_of(), client_of(cleo())
    before = counted()
    assert opened(client, OURS, case.number) == {}
    assert counted() == before


def test_a_person_of_the_desk_is_a_stranger_among_the_customers(client: Client) -> None:
    case = case_of()
    client.force_login(admin())
    before = counted()
    assert opened(client, ("portal",), case.number) == {}
    assert counted() == before


def test_who_has_left_the_desk_is_a_stranger_at_once(client: Client) -> None:
    case, person = case_of(), ada()
    client.force_login(person)
    assert client.get("/desk/").status_code == 200
    deactivate_person(person=person, by=DESK, at=now())
    assert opened(client, OURS, case.number) == {}


def test_who_was_silenced_is_a_stranger_at_once() -> None:
    case, contact = case_of(), cleo()
    client = client_of(contact)
    assert client.get("/cases/").status_code == 200
    deactivate_contact(contact=contact, by=DESK, at=now())
    assert opened(client, ("portal",), case.number) == {}


@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_case_of_others_answers_as_one_that_nobody_has(verb: str, client: Client) -> None:
    case = case_of()
    client.force_login(eve())
    differing = {}
    for name, route in addresses("desk", "studio"):
        if "<str:number>" not in route:
            continue
        given = {"body": "x", "key": "k", "answer": "yes", "reason": "x"}
        theirs = getattr(client, verb)(filled(route, case.number), given)
        nobodys = getattr(client, verb)(filled(route, "RX999999"), given)
        if (theirs.status_code, bare(theirs.content)) != (
            nobodys.status_code,
            bare(nobodys.content),
        ):
            differing[name] = (theirs.status_code, nobodys.status_code)
    assert differing == {}


def test_nothing_is_changed_by_looking(client: Client) -> None:
    case = case_of()
    client.force_login(admin())
    before = counted()
    for _name, route in addresses("desk", "studio"):
        b"".join(client.get(filled(route, case.number)))
    guest = client_of(cleo())
    for name, route, _ in patterns(get_resolver()):
        if name.startswith("portal:"):
            b"".join(guest.get(filled(route, case.number)))
    assert counted() == before


def test_every_form_wants_its_token() -> None:
    case = case_of()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin())
    guest = Client(enforce_csrf_checks=True)
    guest.cookies = client_of(cleo()).cookies
    taken = {}
    for name, route, _ in patterns(get_resolver()):
        client = strict if name.startswith(("desk:", "studio:", "accounts:")) else guest
        answer = client.post(filled(route, case.number), {"body": "x", "key": "k"})
        if answer.status_code not in {401, 403, 404, 405, 410}:
            taken[name] = answer.status_code
    assert taken == {}


def bare(content: bytes) -> str:
    """A page without what differs with every request."""
    return re.sub(r'value="\w{64}"|data-now="[^"]+"', "", content.decode())
