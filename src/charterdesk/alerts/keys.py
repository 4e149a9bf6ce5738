"""Keys of sources: made, kept as digests, compared in constant time (trust.md rules 7, 8)."""

from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

from charterdesk.alerts.models import AlertSource

# Both keys are good for so long, while the sender's configuration is changed.
OLD_KEY_LASTS = timedelta(days=1)
# What an unknown source is compared with, so that it takes as long as a known one.
_NOBODY = "0" * 64


def new_key() -> str:
    """A key of 256 bits."""
    return token_urlsafe(32)


def digest_of_key(key: str) -> str:
    """What is kept of a key."""
    return sha256(key.encode("utf-8", "replace")).hexdigest()


def source_by_key(name: str, key: str, at: datetime) -> AlertSource | None:
    """The source, if the key is its own, or its former one for a day; None for no reason told."""
    found = AlertSource.objects.filter(name=name).first()
    given = digest_of_key(key)
    fits = [compare_digest(one, given) for one in _digests(found, at)]
    if found is None or found.revoked_at is not None or not any(fits):
        return None
    return found


def _digests(source: AlertSource | None, at: datetime) -> tuple[str, str]:
    if source is None:
        return _NOBODY, _NOBODY
    lasts = source.old_key_until is not None and at < source.old_key_until
    return source.key_digest, source.old_key_digest if lasts else _NOBODY
