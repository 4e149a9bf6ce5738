"""A new item of a list, a new key of a mapping: on a line of its own where its neighbours are."""

import re
from collections import Counter
from collections.abc import Mapping

from charterdesk.engine.charter.nodes import Items, Span, Table, Text
from charterdesk.engine.charter.schema import NOTES
from charterdesk.engine.editing.proving import changed, made
from charterdesk.engine.editing.source import (
    EditError,
    Path,
    Plain,
    Source,
    Splice,
    members,
    shown,
)
from charterdesk.engine.editing.writing import entry, key, written
from charterdesk.engine.phrase import phrase


def add_item(text: str, path: Path, value: Plain, index: int | None = None) -> str:
    """The text with a new item in the list at the path, the last one unless `index` says where.

    A single word at the path becomes a list first. Raises EditError.
    """
    source = Source.read(text)
    node = source.at(path)
    if isinstance(node, Text):
        return add_item(_as_list(source, node, path), path, value, index)
    if not isinstance(node, Items):
        raise EditError(phrase("'%(path)s' is not a list.", path=shown(path)))
    at = len(node.items) if index is None else min(max(index, 0), len(node.items))
    lines = [written(value, flow=True)] if node.flow else _block_item(node, value)
    wanted = changed(source.plain, path, lambda old: _with_item(old, at, value))
    return made(source, _into(source, node, at, lines), path, wanted)


def add_entry(text: str, path: Path, name: str, value: Plain) -> str:
    """The text with a new key, the last of the mapping at the path but for its notes.

    Raises EditError.
    """
    source = Source.read(text)
    node = source.at(path)
    if not isinstance(node, Table):
        raise EditError(phrase("'%(path)s' has no keys.", path=shown(path)))
    if node.get(name):
        raise EditError(phrase("There is a '%(name)s' already: choose another name.", name=name))
    line = entry(name, value, flow=True) if node.flow else _aligned(source, node, name, value)
    at = len(node.entries)
    while at and node.entries[at - 1].key.value in NOTES:
        at -= 1
    wanted = changed(source.plain, path, lambda old: _with_key(old, at, name, value))
    return made(source, _into(source, node, at, [line]), (*path, name), wanted)


def _with_item(old: Plain, at: int, value: Plain) -> Plain:
    assert not isinstance(old, Mapping | str)
    return [*old[:at], value, *old[at:]]


def _with_key(old: Plain, at: int, name: str, value: Plain) -> Plain:
    assert isinstance(old, Mapping)
    entries = list(old.items())
    return dict([*entries[:at], (name, value), *entries[at:]])


def _as_list(source: Source, node: Text, path: Path) -> str:
    """The single word between brackets; it may need quotes there that it didn't need before."""
    start, end = node.span
    quoted = source.text[start : start + 1] in ("'", '"')
    word = source.text[start:end] if quoted else written(node.value, flow=True)
    wanted = changed(source.plain, path, lambda old: [old])
    return made(source, [(start, end, f"[{word}]")], path, wanted)


def _block_item(node: Items, value: Plain) -> list[str]:
    """A mapping on lines of its own where the last item is written so."""
    last = node.items[-1]
    if isinstance(value, Mapping) and isinstance(last, Table) and not last.flow:
        lines = [entry(name, one, flow=False) for name, one in value.items()]
        return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
    return [f"- {written(value, flow=False)}"]


def _aligned(source: Source, node: Table, name: str, value: Plain) -> str:
    """A line of a block; its value begins where the values of most others do."""
    begins = Counter(
        one.value.span[0] - one.key.span[0]
        for one in node.entries
        if one.value.place.line == one.key.place.line
    )
    column, often = begins.most_common(1)[0] if begins else (0, 0)
    width = column - 1 if often > 1 and often * 2 > len(node.entries) else 0
    return f"{f'{key(name)}:'.ljust(width)} {written(value, flow=False)}"


def _into(source: Source, node: Table | Items, at: int, lines: list[str]) -> list[Splice]:
    if not node.flow:
        return _into_block(source, node, at, lines)
    spans, [piece] = members(node), lines
    if not spans:
        return [(node.span[0] + 1, node.span[0] + 1, piece)]
    if _has_own_lines(source, node, spans):
        return _into_lines(source, node, at, piece)
    if at < len(spans):
        return [(spans[at][0], spans[at][0], f"{piece}, ")]
    return [(spans[-1][1], spans[-1][1], f", {piece}")]


def _has_own_lines(source: Source, node: Table | Items, spans: list[Span]) -> bool:
    """Whether each member between the brackets begins a line."""
    below = source.line_start(spans[0][0]) > node.span[0]
    return below and all(source.is_first_in_line(start) for start, _ in spans)


def _into_lines(source: Source, node: Table | Items, at: int, piece: str) -> list[Splice]:
    spans, stop = members(node), source.line_break
    indent = " " * (spans[0][0] - source.line_start(spans[0][0]))
    if at < len(spans):
        before = source.line_start(spans[at][0])
        return [(before, before, f"{indent}{piece},{stop}")]
    last = spans[-1][1]
    if comma := re.compile(r"\s*,").match(source.text, last):
        end = source.line_end(comma.end())
        return [(end, end, f"{stop}{indent}{piece},")]
    end = source.line_end(last)
    if end < node.span[1]:
        return [(last, last, ","), (end, end, f"{stop}{indent}{piece}")]
    return [(last, last, f",{stop}{indent}{piece}")]


def _into_block(source: Source, node: Table | Items, at: int, lines: list[str]) -> list[Splice]:
    """Behind the line of the member before; before everything at the top."""
    spans = members(node)
    stop = f"{source.line_break}{' ' * (node.place.column - 1)}"
    piece = stop.join(lines)
    if at > 0:
        end = source.line_end(spans[at - 1][1])
        return [(end, end, f"{stop}{piece}")]
    return [(node.span[0], node.span[0], f"{piece}{stop}")]
