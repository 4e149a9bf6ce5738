"""The wire of a stream: server-sent events (WHATWG HTML, 9.2), each whole or not at all."""

import json
from collections.abc import Mapping

from charterdesk.kit.whole_numbers import whole_number

MOST_LINES = 10**9
RETRY = b"retry: 1500\n\n"
SIGN_OF_LIFE = b": \n\n"
HEADERS = (
    ("Content-Type", "text/event-stream; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Accel-Buffering", "no"),
    ("X-Content-Type-Options", "nosniff"),
)


def frame(event: str, data: Mapping[str, object], seq: int = 0) -> bytes:
    """One event. `seq` is what a browser says in `Last-Event-ID` when it comes again.

    >>> frame("state", {"text": "You are next."})
    b'event: state\\ndata: {"text": "You are next."}\\n\\n'
    """
    number = f"id: {seq}\n" if seq else ""
    return f"{number}event: {event}\ndata: {json.dumps(dict(data))}\n\n".encode()


def seen_up_to(last_event: str, after: str) -> int:
    """The line up to which a reader has everything: what the browser says, else the address."""
    said = whole_number(last_event, MOST_LINES)
    return (whole_number(after, MOST_LINES) or 0) if said is None else said
