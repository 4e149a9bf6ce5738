"""One Message-ID for each key of the outbox, so that a second delivery is recognised as such."""

import hashlib


def message_id_of(scope: str, key: str, sender: str) -> str:
    """The Message-ID, without angle brackets, of the notice `key` in `scope`.

    `sender` is the address that it goes out from; its domain is where the identifier belongs.
    """
    mark = hashlib.sha256(f"{scope}\n{key}".encode()).hexdigest()[:32]
    return f"{mark}@{domain_of(sender)}"


def domain_of(address: str) -> str:
    """The domain of a mail address; `localhost` for text that is none."""
    return address.rpartition("@")[2].strip("> ") if "@" in address else "localhost"
