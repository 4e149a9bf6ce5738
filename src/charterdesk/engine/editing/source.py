"""A charter's text with its nodes: where lines, comments and members stand, by offset.

Offsets count characters from 0. A path names a node: keys of mappings, numbers of list items.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from charterdesk.engine.charter.faults import CharterErrors, Faults
from charterdesk.engine.charter.nodes import Items, Node, Span, Table, Text, decode, read_nodes
from charterdesk.engine.phrase import Phrase, phrase

Path: TypeAlias = tuple[str | int, ...]
Plain: TypeAlias = "str | Sequence[Plain] | Mapping[str, Plain]"
# From where to where the text goes, and what comes there.
Splice: TypeAlias = tuple[int, int, str]


class EditError(ValueError):
    """A change that can't be made; `message` is the sentence for people."""

    def __init__(self, message: Phrase) -> None:
        super().__init__(message.form)
        self.message = message


@dataclass(frozen=True, slots=True)
class Source:
    """A readable text and its nodes."""

    text: str
    root: Table

    @classmethod
    def read(cls, text: str) -> "Source":
        """The text without a byte order mark; raises EditError where it is no readable YAML."""
        faults = Faults("charter")
        try:
            decoded = decode(text, "charter")
            root = read_nodes(decoded, faults)
        except CharterErrors as errors:
            raise _unreadable(errors) from None
        if faults:
            raise _unreadable(faults.all())
        return cls(decoded, root)

    @property
    def plain(self) -> Plain:
        """What the text says: mappings, lists and words."""
        return plain(self.root)

    def find(self, path: Path) -> Node | None:
        """The node at a path, or None."""
        node: Node | None = self.root
        for step in path:
            node = _member(node, step)
        return node

    def at(self, path: Path) -> Node:
        """The node at a path; raises EditError where there is none."""
        node = self.find(path)
        if node is None:
            raise EditError(
                phrase("There is no '%(path)s' in the charter any more.", path=shown(path))
            )
        return node

    def line_of(self, path: Path) -> int:
        """The line, from 1, in which the key or the item at a path begins; 0 without such."""
        above = self.find(path[:-1])
        for entry in above.entries if isinstance(above, Table) else ():
            if entry.key.value == path[-1]:
                return entry.key.place.line
        node = self.find(path)
        return node.place.line if node else 0

    def line_start(self, at: int) -> int:
        """Where the line begins that `at` stands in."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where that line ends, before its line end."""
        found = re.compile(r"\r?\n|\Z").search(self.text, at)
        return found.start() if found else len(self.text)

    def next_line(self, at: int) -> int:
        """Where the line after it begins; the text's end after the last one."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def is_first_in_line(self, at: int) -> bool:
        """Whether only spaces stand before it in its line."""
        return not self.text[self.line_start(at) : at].strip()

    @property
    def line_break(self) -> str:
        """How this text ends its lines."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def is_in_word(self, at: int) -> bool:
        """Whether a word stands there, so that what looks like YAML is none."""
        return any(start <= at < end for start, end in _scalars(self.root))

    def comments(self) -> list[Span]:
        """Every comment, from its `#` to the end of its line."""
        found: list[Span] = []
        scalars = list(_scalars(self.root))
        past, index = 0, 0
        for mark in re.finditer(r"(?<!\S)#", self.text):
            at = mark.start()
            while index < len(scalars) and scalars[index][1] <= at:
                index += 1
            inside = index < len(scalars) and scalars[index][0] <= at
            if at >= past and not inside:
                past = self.line_end(at)
                found.append((at, past))
        return found

    def comments_in(self, start: int, end: int) -> list[str]:
        """The comments that begin in a stretch of the text."""
        return [self.text[a:b] for a, b in self.comments() if start <= a < end]


def members(node: Table | Items) -> list[Span]:
    """From where to where each entry or item reaches."""
    if isinstance(node, Items):
        return [item.span for item in node.items]
    return [(entry.key.span[0], entry.value.span[1]) for entry in node.entries]


def plain(node: Node) -> Plain:
    """A node as mappings, lists and words."""
    match node:
        case Text():
            return node.value
        case Items():
            return [plain(item) for item in node.items]
        case Table():
            return {entry.key.value: plain(entry.value) for entry in node.entries}


def shown(path: Path) -> str:
    """A path for people; items count from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _member(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, Table) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def _scalars(node: Node) -> Iterator[Span]:
    match node:
        case Text():
            yield node.span
        case Items():
            for item in node.items:
                yield from _scalars(item)
        case Table():
            for entry in node.entries:
                yield entry.key.span
                yield from _scalars(entry.value)


def _unreadable(errors: CharterErrors) -> EditError:
    first = errors.errors[0]
    return EditError(
        phrase(
            "The text can't be changed by a form while it can't be read. Line %(line)d: %(fault)s",
            line=first.line,
            fault=first.message,
        )
    )
