"""The first thing that happens to a delivery: its bytes are committed, unread (trust.md rule 1).

The same delivery sent again is the same one: known by the sender's own key, else by being byte
for byte the newest of its source, sent again within minutes with nothing in between.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Sum

from charterdesk.alerts.models import AlertDelivery, AlertSource

MOST_BYTES = 1024 * 1024
KEPT_FOR = timedelta(days=30)
MOST_DROPPED = 2_000
RETRIED_WITHIN = timedelta(minutes=5)
# So many wait at most: whoever sends faster than they are taken is told to come again.
MOST_WAITING = 5_000
MOST_WAITING_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TooMany:
    """Nothing was kept: the source has more waiting than is bearable."""


def keep_delivery(
    *, source: AlertSource, body: bytes, key: str, at: datetime
) -> AlertDelivery | TooMany:
    """Store a delivery; on the disk on return. Raises what the database raises: then it is not."""
    try:
        with transaction.atomic():
            return _kept(source, body, key, at)
    except IntegrityError:
        # The same key was stored at this very moment.
        return AlertDelivery.objects.get(source=source, key=key)


def _kept(source: AlertSource, body: bytes, key: str, at: datetime) -> AlertDelivery | TooMany:
    # The row of the source is locked by this, so that two copies at once are seen as copies.
    AlertSource.objects.filter(pk=source.pk).update(last_seen_at=at)
    digest = sha256(body).hexdigest()
    if same := _same(source, digest, key, at):
        AlertDelivery.objects.filter(pk=same.pk).update(times=F("times") + 1, last_at=at)
        return same
    if _is_full(source, len(body)):
        return TooMany()
    return AlertDelivery.objects.create(
        source=source, raw=body, size=len(body), sha256=digest, key=key,
        received_at=at, last_at=at,
    )  # fmt: skip


def _same(source: AlertSource, digest: str, key: str, at: datetime) -> AlertDelivery | None:
    mine = AlertDelivery.objects.filter(source=source).defer("raw")
    if key:
        return mine.filter(key=key).first()
    newest = mine.order_by("-pk").first()
    if newest is None or newest.key or newest.sha256 != digest:
        return None
    return newest if at - newest.last_at < RETRIED_WITHIN else None


def _is_full(source: AlertSource, size: int) -> bool:
    """Whether one more of so many bytes is more than may wait."""
    waiting = AlertDelivery.objects.filter(source=source, state=AlertDelivery.State.WAITING)
    told = waiting.values("size")[:MOST_WAITING].aggregate(rows=Count("*"), held=Sum("size"))
    return told["rows"] >= MOST_WAITING or (told["held"] or 0) + size > MOST_WAITING_BYTES


def drop_old(*, at: datetime) -> int:
    """Forget the bytes of what was settled long ago; how many deliveries these were.

    What could not be read is kept three times as long.
    """
    readable = (AlertDelivery.State.TAKEN, AlertDelivery.State.DROPPED)
    old = AlertDelivery.objects.filter(settled_at__lt=at - KEPT_FOR, state__in=readable)
    unreadable = AlertDelivery.objects.filter(
        settled_at__lt=at - 3 * KEPT_FOR, state=AlertDelivery.State.UNREADABLE
    )
    pks = [
        pk for some in (old, unreadable) for pk in some.values_list("pk", flat=True)[:MOST_DROPPED]
    ]
    return AlertDelivery.objects.filter(pk__in=pks).delete()[0]
