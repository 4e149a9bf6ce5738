"""What looks like a secret is taken out of a text before it is kept or sent (trust.md rule 7).

Each pattern takes time that grows with the text alone.
"""

import re
from collections.abc import Iterable

MASK = "…"
_SHORTEST = 4
_NAMED = re.compile(
    r"(?i)((?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key"
    r"|credential)s?[\"']?[ \t]{0,4}[:=][ \t]{0,4}[\"']?)[^\s\"',;&]{1,500}"
)
_SCHEMES = re.compile(r"(?i)\b(bearer|basic|digest)([ \t]{1,4})[A-Za-z0-9+/=._~-]{8,2000}")
_USERS = re.compile(r"(://)[^\s/@:]{0,100}:[^\s/@]{1,200}@")
_KEYS = re.compile(r"(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[^-]{0,20000}")


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without these secrets, and without what is named or looks like one."""
    for secret in secrets:
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, MASK)
    text = _KEYS.sub(rf"\1{MASK}", text)
    text = _SCHEMES.sub(rf"\1\2{MASK}", text)
    text = _USERS.sub(rf"\1{MASK}@", text)
    return _NAMED.sub(rf"\1{MASK}", text)
