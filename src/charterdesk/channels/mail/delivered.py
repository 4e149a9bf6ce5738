"""Whom a mail that was read from a mailbox was delivered to, as its headers say.

The headers choose among the addresses that the mailbox stands for, and never add another one.
"""

import re
from collections.abc import Sequence

from charterdesk.channels.mail.headers import Headers, read_headers
from charterdesk.channels.mail.tokens import TOKEN

# What delivering servers write comes first, what the sender has written last.
NAMING = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
UNKNOWN_SENDER = "unknown"


def envelope_of(raw: bytes, addresses: Sequence[str]) -> tuple[str, list[str]]:
    """The envelope sender and the recipients; "" is the null sender <>.

    Of `addresses` those that the headers name, with their tokens; the first where none is named.
    """
    headers, _ = read_headers(raw, 0, len(raw))
    found = [one for address in addresses for one in _named(headers, address)]
    return _sender(headers), list(dict.fromkeys(found)) or list(addresses[:1])


def _sender(headers: Headers) -> str:
    """Return-Path as the last server wrote it, which is the top-most; else who From says."""
    path = next(headers.lines("return-path"), None)
    if path is None:
        return headers.line("from")[:500].strip() or UNKNOWN_SENDER
    return path.strip().removeprefix("<").removesuffix(">").strip()[:500]


def _named(headers: Headers, address: str) -> list[str]:
    local, _, domain = address.rpartition("@")
    token = rf"(?:\+{TOKEN.pattern})?"
    wanted = re.compile(
        rf"(?<![\w.+-]){re.escape(local)}{token}@{re.escape(domain)}(?![\w-]|\.\w)", re.IGNORECASE
    )
    lines = (line for name in NAMING for line in headers.lines(name))
    return [found[0] for line in lines for found in wanted.finditer(line)]
