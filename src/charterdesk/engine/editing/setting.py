"""Another word in a word's place; what is aligned behind it in its line stays aligned."""

import re

from charterdesk.engine.charter.nodes import Text
from charterdesk.engine.editing.proving import changed, made
from charterdesk.engine.editing.source import EditError, Path, Source, Splice, shown
from charterdesk.engine.editing.writing import scalar
from charterdesk.engine.phrase import phrase


def set_word(text: str, path: Path, value: str) -> str:
    """The text with another word at the path; the same text where it stands there already.

    >>> set_word("promises: {high: {response: 30 min}}  # fast", ("promises", "high", "response"),
    ...          "15m")
    'promises: {high: {response: 15m}}     # fast'
    """
    source = Source.read(text)
    node = source.at(path)
    if not isinstance(node, Text):
        raise EditError(phrase("'%(path)s' is not one word.", path=shown(path)))
    if node.value == value:
        return text
    start, end = node.span
    quote = source.text[start : start + 1]
    new = scalar(value, flow=_is_in_flow(source, path), quote=quote if quote in "'\"" else "")
    if start == end and source.text[start - 1 : start] == ":":
        new = f" {new}"
    splices = [(start, end, new), *_alignment(source, start, end, len(new))]
    return made(source, splices, path, changed(source.plain, path, lambda _: value))


def _is_in_flow(source: Source, path: Path) -> bool:
    """Whether a word at the path stands between brackets or braces."""
    around = (source.find(path[:depth]) for depth in range(len(path)))
    return any(getattr(node, "flow", False) for node in around)


def _alignment(source: Source, start: int, end: int, width: int) -> list[Splice]:
    """The first wide gap behind the word gives or takes the difference."""
    if "\n" in source.text[start:end]:
        return []
    for gap in re.finditer(r"  +(?=([^ \r\n]))", source.text[end : source.line_end(end)]):
        at = end + gap.start()
        if source.is_in_word(at):
            continue
        least = 2 if gap[1] == "#" else 1
        spaces = max(least, len(gap[0]) - (width - (end - start)))
        return [(at, at + len(gap[0]), " " * spaces)]
    return []
