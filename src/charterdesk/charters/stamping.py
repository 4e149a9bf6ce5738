"""A charter's number and its start, written into its text by position: all else stays as it was."""

from datetime import datetime
from zoneinfo import ZoneInfo

from charterdesk.engine.charter.faults import Faults
from charterdesk.engine.charter.nodes import Table, Text, decode, read_nodes

_VERSION, _START = "version", "in_force_from"


def stamped(
    text: str, *, version: int | None = None, starts_at: datetime | None = None, zone: str = "UTC"
) -> str:
    """The text with another version number, or another start as a wall time of `zone`.

    A start that the text doesn't state goes on a line of its own below the version. Raises
    CharterErrors for a text without a readable structure.
    """
    if version is not None:
        text = _replaced(text, _VERSION, str(version))
    if starts_at is None:
        return text
    wall = f"{starts_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    if _word(text, _START):
        return _replaced(text, _START, wall)
    return _with_line_below(text, f"{_START}: {wall}")


def _word(text: str, key: str) -> Text | None:
    table: Table = read_nodes(decode(text, "charter"), Faults("charter"))
    found = table.get(key)
    return found if isinstance(found, Text) else None


def _replaced(text: str, key: str, value: str) -> str:
    word = _word(text, key)
    if word is None:
        return text
    start = _offset(text, word.place.line, word.place.column)
    quote = text[start] if text[start] in "'\"" else ""
    old = f"{quote}{word.value}{quote}"
    if not text.startswith(old, start):
        return text
    return f"{text[:start]}{quote}{value}{quote}{text[start + len(old) :]}"


def _with_line_below(text: str, line: str) -> str:
    """Only where the document is written as lines: in `{...}` there is no line to add."""
    word = _word(text, _VERSION)
    if word is None or text.lstrip().startswith("{"):
        return text
    lines = text.split("\n")
    return "\n".join([*lines[: word.place.line], line, *lines[word.place.line :]])


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1
