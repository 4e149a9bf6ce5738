"""One short message, as a value: no carrier of it knows what it is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortMessage:
    """`key` is the same each time that the message is sent, so that a carrier can tell.

    `to` is the address as the carrier understands it, `service` the one of several that the
    operator has set up. `link` opens a page where the person answers, `callback` is where a
    gateway reports what became of it; both may be empty.
    """

    key: str
    to: str
    title: str
    text: str
    service: str = ""
    language: str = "en"
    link: str = ""
    callback: str = ""
    urgent: bool = False
