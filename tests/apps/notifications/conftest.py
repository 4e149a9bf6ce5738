"""The servers that the desk sends to, started once in each process of the tests."""

import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.apps.notifications.outside import Outside, room_of
from tests.channels.servers.matrix import a_matrix
from tests.channels.servers.push import a_push_server
from tests.channels.short.web_peers import Peer
from tests.channels.short.web_peers import serving as web_server
from tests.channels.smtp.carriers import Carrier as MailServer


@pytest.fixture(scope="session")
def servers() -> Iterator[Outside]:
    """The chat server and the push server."""
    with a_matrix() as matrix, a_push_server() as push:
        tokens = {name: matrix.registered(name) for name in ("desk", "ben")}
        yield Outside(matrix, push, tokens)


@pytest.fixture
def outside(servers: Outside) -> Iterator[Outside]:
    """All servers, with a room and a phone that are empty yet."""
    name = f"n{uuid.uuid4().hex[:12]}"
    with (
        servers.push.phone(name) as phone,
        web_server(Peer(status=202, body=b"0: Accepted for delivery")) as texts,
        web_server(Peer(body=b'{"id": "1", "state": "Down"}')) as calls,
    ):
        yield replace(
            servers, room=room_of(servers, name), room_name=name, phone=phone, texts=texts,
            calls=calls, mails=MailServer(),
        )  # fmt: skip
