"""NUL in whatever a browser sends: nobody's address, and never a fault."""

import pytest
from django.conf import settings
from django.test import Client

from charterdesk.cases.models import Message
from charterdesk.customers.models import WayIn
from charterdesk.project.streams import knock_of
from tests.apps.cast import CLEO_ADDRESS, cleo
from tests.faces.desk_scene import case_of
from tests.faces.guests import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "url", ["/t/%00/", "/charters/a%00b/", "/in/%00/", "/a/%00/", "/wall/%00/"]
)
def test_an_address_with_nul_is_nobodys(url: str, client: Client) -> None:
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


def test_a_query_is_read_without_it(client: Client) -> None:
    assert client.get("/kb/?category=a%00b&lang=%00&q=%00").status_code == 200


def test_a_session_cookie_with_nul_is_nobodys(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "a\0bcdefghijkl"
    assert client.get("/cases/").status_code == 302


def test_a_code_for_an_address_with_nul_lets_nobody_in(client: Client) -> None:
    cleo()
    assert client.post("/in/code/", {"address": "a\0b", "code": "\0"}).status_code == 422


def test_what_was_typed_beside_it_is_taken() -> None:
    case = case_of()
    client = client_of(cleo())
    client.post(f"/cases/{case.number}/reply/", {"body": "Still \0broken.", "key": "k\0"})
    assert Message.objects.filter(case=case).latest("pk").text == "Still broken."


def test_asking_for_a_mail_with_nul_in_the_address_asks_for_the_address_without(
    client: Client,
) -> None:
    cleo()
    client.post("/in/", {"address": CLEO_ADDRESS + "\0", "next": "/cases/\0"})
    assert WayIn.objects.get().to == "/cases/"


def test_a_stream_is_asked_for_without_it() -> None:
    knock = knock_of(
        {
            "headers": [(b"cookie", rb'charterdesk="\000abcdefgh"'), (b"last-event-id", b"\xb2")],
            "query_string": b"chat=a%00b&after=%C2%B2",
        }
    )
    assert knock.cookies == {"charterdesk": "abcdefgh"}
    assert knock.query["chat"] == "ab"
