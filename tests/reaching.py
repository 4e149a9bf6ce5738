"""Reaching a server that a test started in a process of its own."""

import socket
import threading
from http.client import HTTPConnection
from urllib.parse import urlsplit


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def status_of(address: str) -> int:
    """The status that a server gives for an address, once it listens; at most 20 seconds."""
    parts = urlsplit(address)
    for _ in range(400):
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        try:
            connection.request("GET", parts.path or "/")
            return connection.getresponse().status
        except ConnectionRefusedError:
            threading.Event().wait(0.05)
        finally:
            connection.close()
    raise AssertionError(f"{address} did not begin to listen")
