"""Stored texts as the engine's frozen charters, kept in this process by name and version.

A version never changes, so a kept one is never old. One exception: a version that this process
has published in a transaction that may yet be rolled back is not kept until it is committed.
"""

from functools import lru_cache

from django.db import transaction

from charterdesk.charters.models import CharterVersion
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter

Key = tuple[str, int]

_kept: dict[Key, Charter] = {}
_uncommitted: set[Key] = set()


def kept_charter(name: str, version: int) -> Charter:
    """The charter as the engine reads it; raises CharterVersion.DoesNotExist."""
    key = (name, version)
    if key in _kept:
        return _kept[key]
    text = CharterVersion.objects.values_list("text", flat=True).get(name=name, version=version)
    charter = read_text(text, f"{name} version {version}")
    if key not in _uncommitted:
        _kept[key] = charter
    return charter


@lru_cache(maxsize=64)
def read_text(text: str, file: str) -> Charter:
    """The charter in `text`; raises CharterErrors, whose places name `file`."""
    return read_charter(text, file)


def hold_until_committed(name: str, version: int) -> None:
    """Keep nothing of this version before the transaction that publishes it has ended well."""
    key = (name, version)
    _kept.pop(key, None)
    _uncommitted.add(key)
    transaction.on_commit(lambda: _uncommitted.discard(key))
