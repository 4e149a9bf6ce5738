"""Keys change and secrets stay: everything is sealed anew under the newest key, in batches.

Each batch is a transaction of its own, so that an interrupted rotation goes on where it was.
"""

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.db.models import Count, QuerySet

from charterdesk.access.models import Secret
from charterdesk.kit.seal_keys import read_keys
from charterdesk.kit.seals import Sealed, keys_file, open_seal, seal

BATCH = 100


def secrets_by_key() -> Mapping[str, int]:
    """How many secrets each key seals."""
    found = _kept().values_list("key").annotate(count=Count("pk")).order_by("key")
    return dict(found)


def reseal_all() -> Iterator[int]:
    """Seal anew what an older key seals; how many so far, after each batch.

    Raises SealBroken where a key is missing: that secret and what follows stay as they are.
    """
    newest, done = list(read_keys(keys_file()))[-1], 0
    while count := _reseal_some(newest):
        done += count
        yield done


def _reseal_some(newest: str) -> int:
    with transaction.atomic():
        old = _kept().exclude(key=newest).select_for_update().order_by("pk")
        rows = list(old[:BATCH])
        for row in rows:
            opened = open_seal(Sealed(row.key, row.sealed), place=row.place)
            fresh = seal(opened, place=row.place)
            row.key, row.sealed = fresh.key, fresh.content
        Secret.objects.bulk_update(rows, ["key", "sealed"])
    return len(rows)


def _kept() -> QuerySet[Secret]:
    return Secret.objects.filter(ended_at__isnull=True)
