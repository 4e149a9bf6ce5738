"""Sealed addresses of pages that need no sign-in, each bound to one notice and so to its case and
its person; they end some days after the notice.

The seal has 144 bits and is compared in constant time (trust.md rule 8).
"""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal

from django.conf import settings

from charterdesk.notifications.models import Notice

Purpose = Literal["answer", "report", "held", "watch"]
PATHS: dict[Purpose, str] = {"answer": "a", "report": "r", "held": "h", "watch": "w"}
LASTS = timedelta(days=3)
# Held mail waits as long as the charter says, which is thirty days where it says nothing.
HELD_LASTS = timedelta(days=30)
# A mail is still read long after, and whoever reads it must be able to get no more of them.
WATCH_LASTS = timedelta(days=180)
ENDS: dict[Purpose, timedelta] = {"held": HELD_LASTS, "watch": WATCH_LASTS}
SEAL_BYTES = 18
MOST_CHARS = 80


def link_to(notice: Notice, purpose: Purpose) -> str:
    """The whole address of the page where a person answers, or a gateway reports."""
    return f"{settings.SITE}/{PATHS[purpose]}/{token_of(notice, purpose)}/"


def token_of(notice: Notice, purpose: Purpose) -> str:
    """The token for a notice that is stored already."""
    until = int((notice.queued_at + ENDS.get(purpose, LASTS)).timestamp())
    return f"{notice.pk:x}-{until:x}-{_seal(next(_keys()), notice, purpose, until)}"


def notice_of(token: str, purpose: Purpose, at: datetime) -> Notice | None:
    """The notice of a token that is ours and has not ended; None for any other text.

    Nobody answers any more whose account is closed.
    """
    pk, until, seal = _parts(token)
    if not pk or datetime.fromtimestamp(until, UTC) <= at:
        return None
    notice = Notice.objects.select_related("person", "case", "follows").filter(pk=pk).first()
    if notice is None or notice.person is None or not notice.person.is_active:
        return None
    # Every key is tried, so that the time says nothing about which one fits.
    fits = [hmac.compare_digest(_seal(key, notice, purpose, until), seal) for key in _keys()]
    return notice if any(fits) else None


def _parts(token: str) -> tuple[int, int, str]:
    """The notice's key, the end in seconds, the seal; zeros for what can be no token."""
    parts = token.split("-", 2)
    if len(token) > MOST_CHARS or len(parts) != 3 or not token.isascii():
        return 0, 0, ""
    try:
        pk, until = int(parts[0], 16), int(parts[1], 16)
    except ValueError:
        return 0, 0, ""
    usable = 0 < pk < 2**63 and 0 < until < 2**35
    return (pk, until, parts[2]) if usable else (0, 0, "")


def _keys() -> Iterator[bytes]:
    """What is sealed with, the newest first; made from the desk's own secret."""
    for key in (settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", ())):
        yield hashlib.sha256(f"links of notices {key}".encode()).digest()


def _seal(key: bytes, notice: Notice, purpose: Purpose, until: int) -> str:
    parts = [purpose, str(notice.pk), notice.scope, str(notice.person_id), str(until)]
    digest = hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).digest()[:SEAL_BYTES]
    return base64.urlsafe_b64encode(digest).decode("ascii")
