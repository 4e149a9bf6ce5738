"""Every path of a text, and what the text says, read by another reader than the one on trial."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.editing import Path

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
SHIPPED = {name: shipped_text(name) for name in shipped_names()}


def said(text: str) -> Any:
    """The text as lists, mappings and words."""
    return yaml.load(text, LOADER)


def paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every path below, with what stands there."""
    yield path, value
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from paths(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from paths(one, (*path, number))


def places(name: str, kind: type) -> list[Path]:
    """Each path of a shipped charter at which such a thing stands."""
    found = paths(said(SHIPPED[name]))
    return [path for path, value in found if isinstance(value, kind)]


def get(value: Any, path: Path) -> Any:
    """What stands at a path."""
    for step in path:
        value = value[step]
    return value


def comments(text: str) -> list[str]:
    """What follows the `#` of each line that begins with one, or has one behind a wide gap."""
    lines = (line.strip() for line in text.splitlines())
    return [line.rpartition("#")[2] for line in lines if line.startswith("#") or "  #" in line]
