"""Header text: encoded words (RFC 2047) in one pass, and no control character gets out.

Mailers put encoded words inside quotes, glue them to other text and cut a character in
two between them, so all of that is read.
"""

import binascii
import re
from dataclasses import dataclass

from charterdesk.channels.mail import bounds
from charterdesk.channels.mail.charsets import clean, decoded
from charterdesk.channels.mail.transfer import base64_bytes

OPENING = re.compile(r"=\?([^?\s=]{1,80})\?([BbQq])\?")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True)
class _Word:
    """One encoded word, or plain text where `charset` is empty."""

    charset: str
    data: bytes
    plain: str


def header_text(value: str, *, most: int = bounds.HEADER_VALUE_CHARS) -> str:
    """One line of text for a header's value; encoded words decoded, line ends made blanks.

    At most `most` characters. A carriage return, line feed or NUL never gets out, whether
    it was written or encoded (trust.md rule 9).
    """
    words = _words(value[: bounds.HEADER_VALUE_CHARS])
    return CONTROLS.sub(" ", clean("".join(_texts(words)))).strip()[:most]


def _words(value: str) -> list[_Word]:
    found: list[_Word] = []
    at = 0
    for _ in range(bounds.ENCODED_WORDS):
        opening = OPENING.search(value, at)
        if opening is None:
            break
        end = value.find("?=", opening.end())
        if end < 0:
            break
        between = value[at : opening.start()]
        if between and not (found and found[-1].charset and not between.strip()):
            found.append(_Word("", b"", between))
        found.append(_word(opening, value[opening.end() : end]))
        at = end + 2
    return [*found, _Word("", b"", value[at:])]


def _word(opening: re.Match[str], content: str) -> _Word:
    charset, encoding = opening[1].partition("*")[0], opening[2].upper()
    raw = content.encode("utf-8", "surrogateescape")
    if encoding == "B":
        return _Word(charset.lower(), base64_bytes(raw), "")
    return _Word(charset.lower(), binascii.a2b_qp(raw, header=True), "")


def _texts(words: list[_Word]) -> list[str]:
    """Neighbours of one charset are decoded together: a character may be cut between them."""
    texts: list[str] = []
    pending: list[_Word] = []
    for word in [*words, _Word("", b"", "")]:
        if pending and word.charset != pending[0].charset:
            texts.append(decoded(b"".join(w.data for w in pending), pending[0].charset))
            pending = []
        if word.charset:
            pending.append(word)
        else:
            texts.append(word.plain)
    return texts
