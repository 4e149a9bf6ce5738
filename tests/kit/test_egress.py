"""The way out: what it refuses, what it sends, what it bounds."""

import http.server
import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest

from charterdesk.kit.egress import Allowance, EgressFailed, EgressRefused, call, checked_address

LOOPBACK = ipaddress.ip_network("127.0.0.0/8")
ANYBODY = Allowance(hosts=frozenset({"hook.example"}))


class Peer(http.server.BaseHTTPRequestHandler):
    """A server on the loopback address that answers by the path it is asked for."""

    seen: list[tuple[str, str, bytes]]

    def do_POST(self) -> None:
        """Answer as the path says and note what came."""
        length = int(self.headers.get("Content-Length", 0))
        host, body = self.headers["Host"], self.rfile.read(length)
        type(self).seen.append((self.path, host, body))
        if self.path in ("/drip", "/trickle"):
            self.drip() if self.path == "/drip" else self.trickle()
            return
        self.send_response(302 if self.path == "/elsewhere" else 200)
        self.send_header("Location", "/secret")
        self.end_headers()
        self.wfile.write(b"x" * (5000 if self.path == "/long" else 2))

    def drip(self) -> None:
        """Begin an answer and go on only when the client has left."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.wfile.flush()
        self.rfile.read(1)

    def trickle(self) -> None:
        """One byte after another, each soon enough for a limit on single reads."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.connection.settimeout(0.05)
        with suppress(ConnectionError):
            while True:
                self.wfile.write(b"x")
                with suppress(TimeoutError):
                    self.connection.recv(1)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def peer() -> Iterator[str]:
    """The address of a running peer."""
    Peer.seen = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def near() -> Allowance:
    """An allowance for the peer, as an operator would name a machine of the house."""
    return Allowance(
        hosts=frozenset({"localhost"}),
        schemes=frozenset({"http"}),
        private=(LOOPBACK, ipaddress.ip_network("::1/128")),
        longest=timedelta(seconds=5),
        most_bytes=1000,
    )


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """A table of names and addresses in place of the network's."""
    table: dict[str, list[str]] = {}

    def lookup(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (address, port)) for address in table[host]]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return table


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://hook.example/", "'http' is not allowed"),
        ("file:///etc/passwd", "'file' is not allowed"),
        ("https://other.example/", "not on the list"),
        ("https://hook.example.other.example/", "not on the list"),
        ("https://hook.example@other.example/", "carries a password"),
        ("https://hook.example:port/", "not an address"),
    ],
)
def test_an_address_outside_the_allowance_is_refused(url: str, reason: str) -> None:
    with pytest.raises(EgressRefused, match=reason):
        call("POST", url, within=ANYBODY)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fec0::1",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b:1::7f00:1",
        "2001:0:7f00:1::",
        "5f00::1",
    ],
)
def test_a_name_that_leads_inside_is_refused(address: str, resolver: dict[str, list[str]]) -> None:
    resolver["hook.example"] = [address]
    with pytest.raises(EgressRefused, match="private network"):
        checked_address("hook.example", 443)


def test_one_inside_address_among_several_refuses_the_name(
    resolver: dict[str, list[str]],
) -> None:
    resolver["hook.example"] = ["93.184.215.14", "10.0.0.1"]
    with pytest.raises(EgressRefused, match=r"10\.0\.0\.1"):
        checked_address("hook.example", 443)


def test_a_public_address_is_given_back(resolver: dict[str, list[str]]) -> None:
    resolver["hook.example"] = ["93.184.215.14"]
    assert str(checked_address("hook.example", 443)) == "93.184.215.14"


def test_a_network_that_the_operator_named_is_allowed(resolver: dict[str, list[str]]) -> None:
    resolver["hook.example"] = ["127.0.0.1"]
    assert str(checked_address("hook.example", 443, private=(LOOPBACK,))) == "127.0.0.1"


def test_a_call_carries_its_body_under_the_name_it_was_made_for(peer: str, near: Allowance) -> None:
    answer = call("POST", f"{peer}/in", within=near, body=b"hello")
    assert (answer.status, answer.body) == (200, b"xx")
    assert Peer.seen == [("/in", peer.removeprefix("http://"), b"hello")]


def test_what_is_the_doors_to_say_is_said_once(peer: str, near: Allowance) -> None:
    others = {"host": "other.example", "content-length": "1", "X-Name": "Zoë"}
    assert call("POST", f"{peer}/in", within=near, body=b"hello", headers=others).status == 200
    assert Peer.seen == [("/in", peer.removeprefix("http://"), b"hello")]


def test_a_redirect_is_an_answer(peer: str, near: Allowance) -> None:
    answer = call("POST", f"{peer}/elsewhere", within=near)
    assert answer.status == 302
    assert [path for path, _, _ in Peer.seen] == ["/elsewhere"]


def test_an_answer_that_is_too_long_fails(peer: str, near: Allowance) -> None:
    with pytest.raises(EgressFailed, match="longer than 1000 bytes"):
        call("POST", f"{peer}/long", within=near)


@pytest.mark.parametrize("path", ["/drip", "/trickle"])
def test_an_answer_that_never_ends_fails_in_time(path: str, peer: str, near: Allowance) -> None:
    hasty = Allowance(
        hosts=near.hosts,
        schemes=near.schemes,
        private=near.private,
        longest=timedelta(milliseconds=200),
    )
    with pytest.raises(EgressFailed, match=r"longer than 0\.2 seconds"):
        call("POST", f"{peer}{path}", within=hasty)


def test_a_host_that_is_not_there_fails_in_words(near: Allowance) -> None:
    with pytest.raises(EgressFailed, match="localhost did not answer as it should"):
        call("POST", "http://localhost:9/", within=near)
