"""The library's calls pass the one way out: `kit/egress` makes each of them in its place.

Whatever speaks through `requests` in this process meets the door, and without an allowance in
hand it is refused: no service can go where the operator has not named the host.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import requests  # noqa: TID251  # the library's own client, turned to the one way out here
from requests import sessions  # noqa: TID251  # as above
from requests.adapters import BaseAdapter  # noqa: TID251  # as above
from requests.structures import CaseInsensitiveDict  # noqa: TID251  # as above

from charterdesk.channels.short.verdict import Allowing
from charterdesk.kit.egress import EgressFailed, EgressRefused, call

# The library would make the room that somebody has mistyped: nobody would read there what counts
# as having reached them.
MAKES_A_ROOM = "/createRoom"
ITS_OWN = frozenset({"connection", "content-length", "host", "accept-encoding"})


@dataclass
class Trip:
    """What one message met on its way: the last status and the words with it, and faults."""

    allowing: Allowing
    statuses: list[tuple[int, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


_trip: ContextVar[Trip | None] = ContextVar("trip", default=None)


@contextmanager
def through_the_door(allowing: Allowing) -> Iterator[Trip]:
    """Within it the library may call what is allowed; what it meets stands in the trip."""
    trip = Trip(allowing)
    token = _trip.set(trip)
    try:
        yield trip
    finally:
        _trip.reset(token)


class Door(BaseAdapter):
    """In the place of the client's own connections."""

    def send(self, request: requests.PreparedRequest, *rest: Any, **more: Any) -> Any:
        """The answer to the request, made by the one way out."""
        trip, url = _trip.get(), request.url or ""
        if trip is None:
            raise requests.ConnectionError("Nothing goes out here without an allowance.")
        if url.partition("?")[0].endswith(MAKES_A_ROOM):
            trip.refused.append("There is no such room, or the desk has not been invited to it.")
            raise requests.ConnectionError(trip.refused[-1])
        headers = {k: str(v) for k, v in request.headers.items() if k.lower() not in ITS_OWN}
        try:
            answer = call(
                request.method or "GET", url, within=trip.allowing(url), headers=headers,
                body=_bytes(request.body),
            )  # fmt: skip
        except EgressRefused as refusal:
            trip.refused.append(str(refusal))
            raise requests.ConnectionError(str(refusal)) from refusal
        except EgressFailed as failure:
            trip.failed.append(str(failure))
            raise requests.ConnectionError(str(failure)) from failure
        words = " ".join(answer.body.decode("utf-8", "replace").split())[:300]
        trip.statuses.append((answer.status, words))
        return _response(request, answer.status, answer.body, answer.headers)

    def close(self) -> None:
        """Nothing is kept open."""


def hang_the_door() -> None:
    """Every session that is made from now on goes through it."""
    vars(sessions)["HTTPAdapter"] = Door


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    return body.encode() if isinstance(body, str) else bytes(body)


def _response(request: requests.PreparedRequest, status: int, body: bytes, headers: Any) -> Any:
    response = requests.Response()
    response.status_code = status
    response.headers = CaseInsensitiveDict(headers)
    response.raw = BytesIO(body)
    response.encoding = "utf-8"
    response.url, response.request = request.url or "", request
    response._content = body
    return response
