"""One request over a connection of its own, with one deadline for all of it.

A client's own limits are for each read, so that a peer that sends a byte at a time meets none.
"""

import ssl
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from time import monotonic
from typing import Any

import httpcore

# What is given to the socket at once; the time that is left is looked at before each.
WRITTEN_AT_ONCE = 16 * 1024

Left = Callable[[], float]


class DeadlinePassed(Exception):
    """The time for the whole is over."""


def exchange(
    request: httpcore.Request,
    *,
    trusted: ssl.SSLContext,
    longest: timedelta,
    read: Callable[[Iterable[bytes]], bytes],
) -> tuple[int, Mapping[str, str], bytes]:
    """The status, the headers and what `read` makes of the answer's body.

    Raises DeadlinePassed, httpcore's exceptions, and whatever `read` raises.
    """
    until = monotonic() + longest.total_seconds()
    way = httpcore.HTTPConnection(
        request.url.origin, ssl_context=trusted, network_backend=_Backend(lambda: _left(until))
    )
    try:
        answer = way.handle_request(request)
        body = read(answer.iter_stream())
    except httpcore.TimeoutException as error:
        raise DeadlinePassed from error
    finally:
        way.close()
    return answer.status, {_text(name): _text(value) for name, value in answer.headers}, body


def _left(until: float) -> float:
    seconds = until - monotonic()
    if seconds <= 0:
        raise DeadlinePassed
    return seconds


def _text(raw: bytes) -> str:
    return raw.decode("latin-1")


class _Backend(httpcore.NetworkBackend):
    """Opens connections whose every wait ends at the deadline."""

    def __init__(self, left: Left) -> None:
        self._left = left
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None,
        local_address: str | None = None, socket_options: Any = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        made = self._plain.connect_tcp(host, port, self._left(), local_address, socket_options)
        return _Stream(made, self._left)


class _Stream(httpcore.NetworkStream):
    """A connection; the limits that the library gives are put aside."""

    def __init__(self, inner: httpcore.NetworkStream, left: Left) -> None:
        self._inner, self._left = inner, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for since in range(0, len(buffer), WRITTEN_AT_ONCE):
            self._inner.write(buffer[since : since + WRITTEN_AT_ONCE], self._left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        made = self._inner.start_tls(ssl_context, server_hostname, self._left())
        return _Stream(made, self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
