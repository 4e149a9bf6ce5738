"""Reaching a server that a test started in a process of its own."""

import socket
import threading
from http.client import HTTPConnection
from random import SystemRandom
from time import monotonic
from urllib.parse import urlsplit

# Below those that the kernel gives to connections going out: what is free stays free until
# its server listens. Not the tests' own seeded chance, which is the same in every process.
PORTS = range(12_000, 32_000)
CHANCE = SystemRandom()
# As long as it may take on a machine that does five other things.
PATIENCE = 120.0


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    for _ in range(1000):
        port = CHANCE.choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("every port of this machine is taken")


def status_of(address: str) -> int:
    """The status that a server gives for an address, once it listens; two minutes at most."""
    parts = urlsplit(address)
    until = monotonic() + PATIENCE
    while monotonic() < until:
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
        try:
            connection.request("GET", parts.path or "/")
            return connection.getresponse().status
        except ConnectionRefusedError:
            threading.Event().wait(0.05)
        finally:
            connection.close()
    raise AssertionError(f"{address} did not begin to listen")
