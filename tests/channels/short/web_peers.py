"""Servers on the loopback that take short messages and answer as they are told to."""

import http.server
import ipaddress
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from charterdesk.kit.egress import Allowance
from tests.channels.smtp.carriers import CERTIFICATE, contexts

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


@dataclass
class Peer:
    """What came, and what is answered: a status and a body; `hang` says nothing until we leave."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    taken: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def said(self, which: int = -1) -> Any:
        """What a message of JSON said."""
        return json.loads(self.taken[which][2])


def allowing(*, longest: float = 5, authority: str = str(CERTIFICATE), private: bool = True) -> Any:
    """An allowance for the loopback, as an operator would name a machine of the house."""
    allowed = Allowance(
        hosts=frozenset({"127.0.0.1"}), schemes=frozenset({"http", "https"}),
        private=LOOPBACK if private else (), longest=timedelta(seconds=longest),
        authority=authority,
    )  # fmt: skip
    return lambda url: allowed


@contextmanager
def serving(peer: Peer, *, secure: bool = False) -> Iterator[Peer]:
    """The peer on a free port; `secure` speaks TLS with a certificate of these tests."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Note what came and answer."""
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            peer.taken.append((self.path, headers, self.rfile.read(length)))
            if peer.hang:
                self.rfile.read(1)
                return
            self.send_response(peer.status)
            for name, value in peer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(peer.body)

        do_GET = do_PUT = do_POST

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if secure:
        context: ssl.SSLContext = contexts()[0]
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        peer.scheme = "https"
    peer.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield peer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
