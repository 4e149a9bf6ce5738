"""Addresses that lead an answer or a bounce back to its case (M5; trust.md rule 2).

The person in a reply token is the contact's key, 0 for an asker who is no contact; in a bounce
token it is the key of the message that was sent. A case's number that can't stand in an address
goes without a token.
"""

import hashlib
from collections.abc import Sequence

from django.conf import settings

from charterdesk.channels.mail.tokens import Purpose, address_with_token, sign


def reply_secrets() -> Sequence[bytes]:
    """What tokens are sealed with, the newest first; made from the desk's own secret."""
    keys = (settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", ()))
    return [hashlib.sha256(f"reply addresses {key}".encode()).digest() for key in keys]


def token_for(case: str, person: int, purpose: Purpose) -> str:
    """The token for a case's number and a key; "" where the number can't stand in an address."""
    try:
        return sign(reply_secrets()[0], case=case, person=str(person), purpose=purpose)
    except ValueError:
        return ""


def address_for(address: str, token: str) -> str:
    """The address with the token, or without it where the two are too long together."""
    try:
        return address_with_token(address, token) if token else address
    except ValueError:
        return address
