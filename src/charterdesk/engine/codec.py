"""Events to and from plain JSON values; the stored names are the fields' names, for ever."""

import types
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

from charterdesk.engine import events

BY_KIND: dict[str, type[events.Event]] = {
    cls.kind: cls
    for cls in vars(events).values()
    if isinstance(cls, type) and issubclass(cls, events.Event) and cls.kind
}
_OWN_COLUMNS = frozenset({"at", "recorded_at", "by"})


def to_stored(event: events.Event) -> tuple[str, dict[str, Any]]:
    """(kind, JSON-able data); `at`, `recorded_at` and `by` are columns of their own.

    >>> from datetime import UTC
    >>> at = datetime(2026, 1, 1, tzinfo=UTC)
    >>> to_stored(events.OwnerSet(at=at, recorded_at=at, owner="ada"))
    ('owner_set', {'owner': 'ada'})
    """
    names = (field.name for field in fields(event) if field.name not in _OWN_COLUMNS)
    return event.kind, {name: _plain(getattr(event, name)) for name in names}


def from_stored(
    kind: str, data: dict[str, Any], *, at: datetime, recorded_at: datetime, by: str
) -> events.Event:
    """The event that `to_stored` took apart. Raises KeyError for a kind that never existed."""
    cls = BY_KIND[kind]
    readers = _READERS[kind]
    values = {name: readers[name](value) for name, value in data.items()}
    return cls(at=at, recorded_at=recorded_at, by=by, **values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _same(value: Any) -> Any:
    return value


def _reader(hint: Any) -> Callable[[Any], Any]:
    origin = get_origin(hint)
    if hint is datetime:
        return datetime.fromisoformat
    if origin is tuple:
        return _tuple_reader(get_args(hint))
    if origin in (Union, types.UnionType):
        inner = _reader(next(arg for arg in get_args(hint) if arg is not type(None)))
        return lambda value: None if value is None else inner(value)
    return _same


def _tuple_reader(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if parts[-1] is Ellipsis:
        each = _reader(parts[0])
        return lambda value: tuple(each(item) for item in value)
    readers = [_reader(part) for part in parts]
    return lambda value: tuple(read(item) for read, item in zip(readers, value, strict=True))


def _readers_of(cls: type[events.Event]) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(cls)
    own = (field.name for field in fields(cls) if field.name not in _OWN_COLUMNS)
    return {name: _reader(hints[name]) for name in own}


_READERS = {kind: _readers_of(cls) for kind, cls in BY_KIND.items()}
