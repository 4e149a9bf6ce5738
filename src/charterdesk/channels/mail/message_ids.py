"""Message identifiers, read and compared without their angle brackets (RFC 5322 3.6.4)."""

import re

from charterdesk.channels.mail import bounds
from charterdesk.channels.mail.charsets import clean
from charterdesk.channels.mail.encoded_words import header_text

BRACKETED = re.compile(r"<([^<>]{1,900})>")
BLANKS = re.compile(r"\s+")


def first_id(line: str) -> str:
    """The identifier of a Message-ID line; without brackets the first word counts."""
    found = identifiers(line)
    return found[0] if found else ""


def identifiers(line: str) -> tuple[str, ...]:
    """The identifiers of an In-Reply-To or References line, each once, in their order.

    At most 200: the first and the last ones, since those name the thread and the parent.
    """
    # Some servers encode a long line as words, which breaks the thread for those who don't look.
    plain = header_text(line) if "=?" in line else clean(line)
    found = BRACKETED.findall(plain) or [w for w in plain.split() if "@" in w]
    # A folded identifier has blanks that its sender did not mean.
    unique = list(dict.fromkeys(_tight(text) for text in found))
    wanted = [text for text in unique if text]
    if len(wanted) > bounds.REFERENCES:
        return tuple(wanted[:1] + wanted[1 - bounds.REFERENCES :])
    return tuple(wanted)


def _tight(text: str) -> str:
    return header_text(BLANKS.sub("", text), most=bounds.ID_CHARS)
