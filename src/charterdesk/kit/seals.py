"""Secrets under seal: AES-256-GCM, with keys that the database doesn't hold (trust.md rule 7).

A sealed text says by which key it opens, and is bound to its place: moved elsewhere in the
database it opens no more.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from charterdesk.kit.seal_keys import read_keys
from charterdesk.kit.settings_readers import CannotStart

NONCE_BYTES = 12


class SealBroken(Exception):
    """A sealed text can't be opened; the text is one sentence for people, without the secret."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the database keeps of a secret: the key's name, and the sealed text in base64."""

    key: str
    content: str = field(repr=False)


def keys_file() -> Path:
    """Where the keys lie."""
    return Path(settings.SEAL_KEYS)


def seal(secret: str, *, place: str) -> Sealed:
    """`secret` under the newest key, for that place alone; raises SealBroken without keys."""
    name, key = list(_keys().items())[-1]
    nonce = token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, secret.encode(), place.encode())
    return Sealed(name, base64.b64encode(nonce + sealed).decode("ascii"))


def open_seal(sealed: Sealed, *, place: str) -> str:
    """The secret; raises SealBroken where its key is gone or it was changed."""
    key = _keys().get(sealed.key)
    if key is None:
        raise SealBroken(
            f"The key {sealed.key} that opens this is not in {keys_file()}: put the file back from"
            " a backup, or have the customer enter the access anew."
        )
    try:
        whole = base64.b64decode(sealed.content, validate=True)
        nonce, text = whole[:NONCE_BYTES], whole[NONCE_BYTES:]
        return AESGCM(key).decrypt(nonce, text, place.encode()).decode()
    except (InvalidTag, ValueError, binascii.Error) as error:
        raise SealBroken(
            "The sealed text was changed since it was kept: have the customer enter it anew."
        ) from error


def _keys() -> Mapping[str, bytes]:
    try:
        return read_keys(keys_file())
    except CannotStart as fault:
        raise SealBroken(str(fault)) from fault
