"""Taking an item or a key away, and letting two neighbours change places.

What stands on the lines of the removed thing alone, its comment included, goes with it.
"""

import re
from collections.abc import Mapping

from charterdesk.engine.charter.nodes import Items, Span, Table
from charterdesk.engine.editing.proving import changed, made
from charterdesk.engine.editing.source import (
    EditError,
    Path,
    Plain,
    Source,
    Splice,
    members,
    plain,
    shown,
)
from charterdesk.engine.phrase import phrase


def remove_item(text: str, path: Path) -> str:
    """The text without the list item at the path, which ends with its number from 0."""
    source = Source.read(text)
    source.at(path)
    node, at = source.at(path[:-1]), path[-1]
    if not isinstance(node, Items) or not isinstance(at, int):
        raise EditError(phrase("'%(path)s' is no item of a list.", path=shown(path)))
    return _without(source, node, at, path)


def remove_entry(text: str, path: Path) -> str:
    """The text without the key at the path and all beneath it."""
    source = Source.read(text)
    source.at(path)
    node = source.at(path[:-1])
    if not isinstance(node, Table):
        raise EditError(phrase("'%(path)s' is no key.", path=shown(path)))
    names = [entry.key.value for entry in node.entries]
    return _without(source, node, names.index(str(path[-1])), path)


def move_item(text: str, path: Path, by: int) -> str:
    """The text with the list item moved past its neighbour: `by` is -1 (up) or 1 (down)."""
    source = Source.read(text)
    source.at(path)
    node, at = source.at(path[:-1]), path[-1]
    assert isinstance(node, Items)
    assert isinstance(at, int)
    first = min(at, at + by)
    if first < 0 or first + 1 >= len(node.items):
        raise EditError(phrase("'%(path)s' is at the end of its list already.", path=shown(path)))
    spans = members(node) if node.flow else [_lines(source, node, one) for one in members(node)]
    upper, lower = (source.text[start:end] for start, end in spans[first : first + 2])
    if not node.flow and not lower.endswith("\n"):
        upper, lower = upper.rstrip("\r\n"), f"{lower}{source.line_break}"
    splices = [(*spans[first], lower), (*spans[first + 1], upper)]
    wanted = changed(source.plain, path[:-1], lambda old: _swapped(old, first))
    return made(source, splices, path, wanted)


def _swapped(old: Plain, first: int) -> Plain:
    assert not isinstance(old, Mapping | str)
    return [*old[:first], old[first + 1], old[first], *old[first + 2 :]]


def _without(source: Source, node: Table | Items, at: int, path: Path) -> str:
    spans = members(node)
    if node.flow:
        splices = _from_flow(source, node, spans, at)
    else:
        splices = _from_block(source, node, spans, at)
    lost = [one for start, end, _ in splices for one in source.comments_in(start, end)]
    wanted = changed(source.plain, path[:-1], lambda _: _rest(node, at))
    return made(source, splices, path, wanted, *lost)


def _rest(node: Table | Items, at: int) -> Plain:
    if isinstance(node, Items):
        return [plain(item) for number, item in enumerate(node.items) if number != at]
    kept = (entry for number, entry in enumerate(node.entries) if number != at)
    return {entry.key.value: plain(entry.value) for entry in kept}


def _from_flow(source: Source, node: Table | Items, spans: list[Span], at: int) -> list[Splice]:
    start, end = spans[at]
    rest = source.text[end : source.line_end(end)]
    alone = source.is_first_in_line(start) and source.line_start(start) > node.span[0]
    if alone and re.fullmatch(r" *,? *(#.*)?", rest):
        return [(source.line_start(start), source.next_line(end), "")]
    if at + 1 < len(spans):
        return [(start, _to_next(source, end, spans[at + 1][0]), "")]
    if at:
        return [(_from_former(source, spans[at - 1][1], start), end, "")]
    comma = re.compile(r" *, *").match(source.text, end)
    return [(start, comma.end() if comma else end, "")]


def _to_next(source: Source, end: int, start: int) -> int:
    """Where the next member begins; but a comment on the way stays."""
    if not source.comments_in(end, start):
        return start
    return source.text.index(",", end) + 1


def _from_former(source: Source, end: int, start: int) -> int:
    """Where the former member ends; but a comment on the way stays, with its comma."""
    return start if source.comments_in(end, start) else end


def _from_block(source: Source, node: Table | Items, spans: list[Span], at: int) -> list[Splice]:
    if len(spans) == 1:
        return _emptied(source, node, spans[0])
    if source.is_first_in_line(_mark(source, node, spans[at])):
        return [(*_lines(source, node, spans[at]), "")]
    # The first key behind a dash: the next one takes its place there.
    return [(spans[at][0], spans[at + 1][0], "")] if at + 1 < len(spans) else []


def _emptied(source: Source, node: Table | Items, span: Span) -> list[Splice]:
    """An empty list or mapping behind the colon or dash above, in place of the only member."""
    start, end = _lines(source, node, span)
    blank = source.comments()
    above = start - 1
    while above >= 0 and (source.text[above].isspace() or _is_within(above, blank)):
        above -= 1
    nothing = " []" if isinstance(node, Items) else " {}"
    return [(above + 1, above + 1, nothing), (start, end, "")]


def _is_within(at: int, spans: list[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _lines(source: Source, node: Table | Items, span: Span) -> Span:
    """The lines of a block's member, from its dash or key to the end of its last line."""
    return source.line_start(_mark(source, node, span)), source.next_line(span[1])


def _mark(source: Source, node: Table | Items, span: Span) -> int:
    """Where the member's dash or key stands."""
    if isinstance(node, Table):
        return span[0]
    column = node.place.column - 1
    line = source.line_start(span[0])
    while line > node.span[0] and source.text[line + column] != "-":
        line = source.line_start(line - 1)
    return line + column
