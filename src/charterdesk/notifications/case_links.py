"""The sealed address of one case's page in a mail to a customer: it opens that case and no other.

Bound to the notice, and so to its case and the address that it went to. It may be opened again
and again until it ends; what it opens is never more than that address may see of that case.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal

from django.conf import settings

from charterdesk.notifications.models import EndedLinks, Notice

Purpose = Literal["case", "no surveys", "judge"]
LASTS = timedelta(days=60)
SEAL_BYTES = 18
MOST_CHARS = 80


def case_link(notice: Notice) -> str:
    """The whole address; "" where the mail is about no case, to one of us, or to several.

    Whoever is asked to judge the asker is not shown the case by that.
    """
    if (
        notice.words.get("judge")
        or notice.case_id is None
        or notice.person_id is not None
        or not one_address(notice)
    ):
        return ""
    return f"{settings.SITE}/t/{case_token(notice)}/"


def case_token(notice: Notice, purpose: Purpose = "case") -> str:
    """The token for a notice that is stored already; it is good for that purpose alone."""
    until = int((notice.queued_at + LASTS).timestamp())
    return f"{notice.pk:x}-{until:x}-{_seal(next(_keys()), notice, purpose, until)}"


def notice_of_link(token: str, at: datetime) -> Notice | None:
    """The notice whose case may be opened; None for a link that ended, and for any other text."""
    notice = sealed_notice(token)
    if notice is None or notice.queued_at + LASTS <= at:
        return None
    ended = EndedLinks.objects.filter(
        case=notice.case_id, address=one_address(notice), before__gte=notice.queued_at
    )
    return None if ended.exists() else notice


def sealed_notice(token: str, purpose: Purpose = "case") -> Notice | None:
    """The notice of a token that is ours, also one that has ended: a new link goes there."""
    pk, until, seal = _parts(token)
    if not pk:
        return None
    notice = Notice.objects.select_related("case").filter(pk=pk, case__isnull=False).first()
    if notice is None:
        return None
    # Every key is tried, so that the time says nothing about which one fits.
    fits = [hmac.compare_digest(_seal(key, notice, purpose, until), seal) for key in _keys()]
    return notice if any(fits) and one_address(notice) else None


def end_links(*, case: int, address: str, at: datetime) -> None:
    """From now on no link of the case that was mailed to this address opens anything."""
    EndedLinks.objects.update_or_create(
        case_id=case, address=address.strip().casefold(), defaults={"before": at}
    )


def one_address(notice: Notice) -> str:
    """The one address that the notice goes to, casefolded; "" for several or none."""
    address = notice.address.strip().casefold()
    return "" if "," in address or "@" not in address else address[:254]


def _parts(token: str) -> tuple[int, int, str]:
    """The notice's key, the end in seconds, the seal; zeros for what can be no token."""
    parts = token.split("-", 2)
    if len(token) > MOST_CHARS or len(parts) != 3 or not token.isascii():
        return 0, 0, ""
    try:
        pk, until = int(parts[0], 16), int(parts[1], 16)
        datetime.fromtimestamp(until, UTC)
    except (ValueError, OverflowError, OSError):
        return 0, 0, ""
    return (pk, until, parts[2]) if 0 < pk < 2**63 else (0, 0, "")


def _keys() -> Iterator[bytes]:
    for key in (settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", ())):
        yield hashlib.sha256(f"links of cases {key}".encode()).digest()


def _seal(key: bytes, notice: Notice, purpose: Purpose, until: int) -> str:
    parts = [purpose, str(notice.pk), str(notice.case_id), one_address(notice), str(until)]
    digest = hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).digest()[:SEAL_BYTES]
    return base64.urlsafe_b64encode(digest).decode("ascii")
