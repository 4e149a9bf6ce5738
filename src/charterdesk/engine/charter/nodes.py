"""YAML as plain nodes: every scalar is text, every node knows its line, column and extent.

What makes YAML surprising is refused with a sentence: anchors, aliases, tags, merge keys, tabs,
duplicate keys, several documents. So `17:00`, `NO` and `1.10` mean what is written.
"""

import re
from dataclasses import dataclass, field
from typing import cast

import yaml

from charterdesk.engine.charter.faults import Faults, Said, quoted
from charterdesk.engine.charter.values import Place
from charterdesk.engine.phrase import Phrase, phrase

LARGEST = 1_000_000
DEEPEST = 30
MOST_NODES = 200_000
_UNSEEN = re.compile(
    "[^\n\r\x20-\x7e\xa0-\u200a\u200c-\u2027\u202f-\u205f\u206a-\ud7ff"
    "\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LINE_END = re.compile("\r\n|\r|\n")
_PLAIN_TAGS = (None, "!")
_Loader: type[yaml.CBaseLoader] | type[yaml.BaseLoader] = getattr(
    yaml, "CBaseLoader", yaml.BaseLoader
)

# Where a node begins and ends in the decoded text, in characters; the end is behind its last one.
Span = tuple[int, int]
NO_SPAN: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as written."""

    value: str
    place: Place
    span: Span = field(default=NO_SPAN, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping with its value."""

    key: Text
    value: "Node"


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping in the order of the file; no key twice. `flow`: written between braces."""

    entries: tuple[Entry, ...]
    place: Place
    span: Span = field(default=NO_SPAN, compare=False, repr=False)
    flow: bool = field(default=False, compare=False, repr=False)

    def get(self, key: str) -> "Node | None":
        """The value of a key, or None."""
        return next((entry.value for entry in self.entries if entry.key.value == key), None)


@dataclass(frozen=True, slots=True)
class Items:
    """A list. `flow`: written between brackets."""

    items: tuple["Node", ...]
    place: Place
    span: Span = field(default=NO_SPAN, compare=False, repr=False)
    flow: bool = field(default=False, compare=False, repr=False)


Node = Text | Table | Items


def decode(source: str | bytes, file: str) -> str:
    """The text of a file; raises CharterErrors for another encoding than UTF-8 or too much."""
    faults = Faults(file)
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(data) > LARGEST:
        mend = phrase("Is it the right file?")
        faults.add(Place(file, 1, 1), phrase("The file is larger than 1 MB."), mend)
        raise faults.all()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(
            Place(file, line, 1), phrase("The file is not UTF-8 text."), phrase("Save it as UTF-8.")
        )
        raise faults.all() from None


def read_nodes(text: str, faults: Faults, most: int = MOST_NODES) -> Table:
    """The document as one mapping of at most so many nodes.

    Raises CharterErrors when its structure can't be trusted.
    """
    _refuse_unseen(text, faults)
    builder = _Builder(text, faults, most)
    try:
        root = builder.document()
    except yaml.YAMLError as error:
        _note_syntax(error, faults)
        raise faults.all() from None
    finally:
        builder.close()
    if builder.distrusted:
        raise faults.all()
    if not isinstance(root, Table):
        place = root.place if root else Place(faults.file, 1, 1)
        mend = phrase("Begin with `charter: name`.")
        faults.add(place, phrase("The file is no list of `key: value` lines."), mend)
        raise faults.all()
    return root


def _refuse_unseen(text: str, faults: Faults) -> None:
    """Tabs and characters that nobody sees are named by ourselves: YAML gives no line for them."""
    for found in _UNSEEN.finditer(text):
        before = _LINE_END.split(text[: found.start()])
        place = Place(faults.file, len(before), len(before[-1]) + 1)
        faults.add(place, *_unseen(found.group()))
        raise faults.all()


def _unseen(character: str) -> tuple[Phrase, Phrase]:
    if character == "\t":
        return phrase("A tab stands here."), phrase("Use spaces; YAML forbids tabs.")
    code = f"U+{ord(character):04X}"
    said = phrase("The invisible character %(code)s stands here.", code=code)
    return said, phrase("Take it out.")


def _note_syntax(error: yaml.YAMLError, faults: Faults) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
    place = Place(faults.file, mark.line + 1, mark.column + 1) if mark else Place(faults.file, 1, 1)
    mend = phrase(
        "Look at the indentation, the brackets, the colons and the quotes here and just before."
    )
    faults.add(place, phrase("This is not readable YAML: %(problem)s.", problem=problem), mend)


def _extent(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0), (end.index if end else 0)


class _Builder:
    """Nodes from the parser's events; stops at the first thing that could grow without end."""

    def __init__(self, text: str, faults: Faults, most: int) -> None:
        self._text = text
        self._faults = faults
        self._loader = _Loader(text)
        self._left = most
        self.distrusted = False

    def close(self) -> None:
        self._loader.dispose()

    def document(self) -> Node | None:
        """The only document's node; None for an empty file."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        root = self._node(self._next(), 1)
        self._next()
        more = self._next()
        if not isinstance(more, yaml.StreamEndEvent) and not self.distrusted:
            self._distrust(
                more,
                phrase("A second document begins here."),
                phrase("One file holds one document."),
            )
        return root

    def _next(self) -> yaml.Event:
        return cast(yaml.Event, self._loader.get_event())

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return Place(self._faults.file, line + 1, column + 1)

    def _distrust(self, event: yaml.Event, message: Said, mend: Said) -> None:
        self.distrusted = True
        self._faults.add(self._place(event), message, mend)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            said = (
                phrase("The file is nested more than %(most)d deep.", most=DEEPEST)
                if depth > DEEPEST
                else phrase("The file is too long to be read.")
            )
            self._distrust(
                event,
                said,
                phrase("Write it shorter and flatter."),
            )
            raise self._faults.all()
        if isinstance(event, yaml.AliasEvent):
            self._distrust(
                event, phrase("An alias (`*name`) stands here."), phrase("Write the words out.")
            )
            return Text("", self._place(event))
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        self._refuse_marks(event)
        place = self._place(event)
        if isinstance(event, yaml.MappingStartEvent):
            entries, span = self._entries(event, depth)
            return Table(entries, place, span, bool(event.flow_style))
        if isinstance(event, yaml.SequenceStartEvent):
            items, span = self._items(event, depth)
            return Items(items, place, span, bool(event.flow_style))
        value = getattr(event, "value", "")
        if getattr(event, "style", "") == '"' and (unseen := _UNSEEN.search(value)):
            self._distrust(event, *_unseen(unseen.group()))
        return Text(value.strip(), place, self._scalar_span(event))

    def _scalar_span(self, event: yaml.Event) -> Span:
        start, end = _extent(event)
        if getattr(event, "style", "") in ("|", ">"):
            end = start + len(self._text[start:end].rstrip())
        return start, end

    def _span(self, began: yaml.Event, ended: yaml.Event, last: "Node | None") -> Span:
        """YAML ends a block only where the next thing begins; here it ends with its last node."""
        start, _ = _extent(began)
        if getattr(began, "flow_style", False):
            return start, _extent(ended)[1]
        return start, last.span[1] if last else start

    def _refuse_marks(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._distrust(
                event,
                phrase("An anchor (`&%(anchor)s`) stands here.", anchor=event.anchor),
                phrase("Take it out."),
            )
        tag = getattr(event, "tag", None)
        if tag not in _PLAIN_TAGS:
            self._distrust(
                event,
                phrase("A tag (%(tag)s) stands here.", tag=quoted(tag)),
                phrase("Take it out."),
            )

    def _items(self, began: yaml.Event, depth: int) -> tuple[tuple[Node, ...], Span]:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return tuple(items), self._span(began, event, items[-1] if items else None)

    def _entries(self, began: yaml.Event, depth: int) -> tuple[tuple[Entry, ...], Span]:
        entries: dict[str, Entry] = {}
        value: Node | None = None
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Text):
                self._distrust(
                    event, phrase("A key must be a word."), phrase("Write `key: value`.")
                )
            elif key.value == "<<":
                self._distrust(
                    event, phrase("A merge key (`<<`) stands here."), phrase("Write the keys out.")
                )
            elif key.value in entries:
                first = entries[key.value].key.place.line
                mend = phrase(
                    "It stands in line %(first)s already; keep one of the two.", first=first
                )
                self._faults.add(
                    key.place, phrase("The key %(key)s stands twice.", key=quoted(key.value)), mend
                )
            else:
                entries[key.value] = Entry(key, value)
        return tuple(entries.values()), self._span(began, event, value)
