"""Ports are knocked at: open, closed, no answer; never inside a private network unasked."""

import ipaddress
import socket
from collections.abc import Iterator
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest

from charterdesk.kit.egress import EgressFailed, EgressRefused
from charterdesk.kit.knocking import knock
from tests.reaching import free_port

HOUSE = (ipaddress.ip_network("127.0.0.0/8"),)
SOON = timedelta(seconds=0.5)


@pytest.fixture
def open_port() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port whose queue is full, so that it answers nobody."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        port = server.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        yield port
        for one in waiting:
            one.close()


def test_open_closed_and_silent_are_told_apart(open_port: int, silent_port: int) -> None:
    """R-BIC-35"""
    shut = free_port()
    heard = knock("127.0.0.1", (open_port, shut, silent_port), private=HOUSE, longest=SOON)
    assert heard == {open_port: "open", shut: "closed", silent_port: "silent"}


def test_many_silent_ports_take_no_longer_than_one(silent_port: int) -> None:
    began = monotonic()
    knock("127.0.0.1", (silent_port, silent_port), private=HOUSE, longest=SOON)
    assert monotonic() - began < 2


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "::1", "0.0.0.0", "[::1]"]
)
def test_what_is_not_public_is_refused_unless_the_operator_named_it(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_socket(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("charterdesk.kit.knocking.socket.socket", no_socket)
    with pytest.raises((EgressRefused, EgressFailed)):
        knock(host, (80,))


def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.0.9", 80))]
    monkeypatch.setattr("charterdesk.kit.egress.socket.getaddrinfo", lambda *_a, **_k: inside)
    with pytest.raises(EgressRefused, match="inside a private network"):
        knock("rebound.example.org", (80,))


def test_without_ports_there_is_nothing_to_try() -> None:
    with pytest.raises(EgressFailed, match="no port"):
        knock("127.0.0.1", (), private=HOUSE)
