"""Signed words in an address: `support+<token>@...` leads an answer or a bounce home.

A token names a case and a person (or a message) openly and is sealed with 128 bits of an
HMAC, so a guessed or altered one is worth nothing (trust.md rule 2). It is all lower-case
letters, digits and dashes, because mail servers change the case of local parts.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Purpose = Literal["reply", "bounce", "answer"]

SEAL_BYTES = 16
MARKS: dict[Purpose, str] = {"reply": "r", "bounce": "b", "answer": "a"}
PURPOSES: dict[str, Purpose] = {mark: purpose for purpose, mark in MARKS.items()}
TOKEN = re.compile(r"([rba])-([a-z0-9-]{1,40})-([a-z0-9]{1,20})-([a-z2-7]{26})")
CASE = re.compile(r"[A-Za-z0-9-]{1,40}")
PERSON = re.compile(r"[A-Za-z0-9]{1,20}")
LOCAL_PART_CHARS = 64


@dataclass(frozen=True)
class Claim:
    """What a verified token says. `case` and `person` come back in lower case.

    For the purpose `bounce`, `person` is the identifier of the message that was sent, for
    `answer` that of the notice that called somebody.
    """

    purpose: Purpose
    case: str
    person: str


def sign(secret: bytes, *, case: str, person: str, purpose: Purpose = "reply") -> str:
    """The token for a case's number and a person's identifier.

    Raises ValueError for a number or identifier that can't stand in an address, and for a
    secret of less than 16 bytes.
    """
    if not CASE.fullmatch(case):
        raise ValueError(f"The case number '{case}' can't stand in an address: use A-Z, 0-9 and -.")
    if not PERSON.fullmatch(person):
        raise ValueError(f"The identifier '{person}' can't stand in an address: use A-Z and 0-9.")
    claim = Claim(purpose, case.lower(), person.lower())
    return f"{MARKS[purpose]}-{claim.case}-{claim.person}-{_seal(secret, claim)}"


def verify(secrets: Sequence[bytes], token: str) -> Claim | None:
    """The claim of a token that one of `secrets` sealed (the newest first), else None."""
    found = TOKEN.fullmatch(token.strip().lower())
    if found is None:
        return None
    claim = Claim(PURPOSES[found[1]], found[2], found[3])
    # Every secret is tried, so that the time says nothing about which one fits.
    matches = [hmac.compare_digest(_seal(secret, claim), found[4]) for secret in secrets]
    return claim if any(matches) else None


def address_with_token(address: str, token: str) -> str:
    """`support@x` with a token: `support+token@x`.

    Raises ValueError where the part before the @ would be longer than 64 characters, which
    mail servers refuse (RFC 5321 4.5.3.1.1).
    """
    local, at, domain = address.rpartition("@")
    if not (local and at and domain):
        raise ValueError(f"'{address}' is no mail address to put a token into.")
    if len(local) + 1 + len(token) > LOCAL_PART_CHARS:
        room = LOCAL_PART_CHARS - 1 - len(token)
        raise ValueError(
            f"'{local}' is too long for addresses with a token: at most {room} characters."
        )
    return f"{local}+{token}@{domain}"


def token_in(address: str) -> str:
    """What may be a token in an address, not yet verified; empty where there is none."""
    found = TOKEN.fullmatch(address.rpartition("@")[0].rpartition("+")[2].lower())
    return found[0] if found else ""


def address_without_token(address: str) -> str:
    """The address of the channel behind an address with a token; others as they are."""
    local, at, domain = address.rpartition("@")
    token = token_in(address)
    return f"{local[: -len(token) - 1]}{at}{domain}" if token else address


def _seal(secret: bytes, claim: Claim) -> str:
    if len(secret) < SEAL_BYTES:
        raise ValueError(f"The secret for reply addresses needs at least {SEAL_BYTES} bytes.")
    said = "\0".join(["reply address", claim.purpose, claim.case, claim.person]).encode()
    digest = hmac.new(secret, said, hashlib.sha256).digest()[:SEAL_BYTES]
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()
