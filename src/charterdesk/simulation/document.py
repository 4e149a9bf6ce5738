"""A YAML file of ours, read with exact positions: maps of logs, and drawn loads.

Whatever is wrong is noted at its place and the reading goes on; `done` raises all of it.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.charter.faults import BadValueError, Faults, plain, quoted, suggestion
from charterdesk.engine.charter.nodes import Items, Node, Table, Text, decode, read_nodes
from charterdesk.engine.charter.values import Place
from charterdesk.engine.phrase import Phrase

T = TypeVar("T")


class Document:
    """One pass over one file."""

    def __init__(self, source: str | bytes, file: str) -> None:
        self.faults = Faults(file)
        self.root = read_nodes(decode(source, file), self.faults)

    def done(self) -> None:
        """Raise CharterErrors with every fault that was noted."""
        if self.faults:
            raise self.faults.all()

    def fault(self, place: Place, message: str | Phrase, mend: str | Phrase) -> None:
        self.faults.add(place, message, mend)

    def known(self, text: Text, names: Iterable[str], what: str) -> bool:
        """Whether the word is one of the names; a fault with the nearest one otherwise."""
        options = tuple(names)
        if text.value in options:
            return True
        self.fault(text.place, f"{quoted(text.value)} is not {what}.",
                   plain(suggestion(text.value, options)))  # fmt: skip
        return False

    def keys(self, table: Table, names: Iterable[str], what: str) -> None:
        """A fault for every key that is none of the names."""
        options = tuple(names)
        for entry in table.entries:
            self.known(entry.key, options, what)

    def text(self, table: Table, key: str) -> Text | None:
        """A value that is one word or sentence."""
        node = table.get(key)
        if node is None or isinstance(node, Text):
            return node
        self.fault(node.place, f"`{key}` wants one word or sentence.", "Write it behind the colon.")
        return None

    def word(self, table: Table, key: str, among: Iterable[str] | None = None) -> str:
        """A value that is one word, "" without it; with `among` one of these."""
        text = self.text(table, key)
        if text is None:
            return ""
        if among is not None and not self.known(text, among, f"a word for `{key}`"):
            return ""
        return text.value

    def parsed(self, table: Table, key: str, parse: Callable[[str], T]) -> T | None:
        """What `parse` makes of a word; its BadValueError becomes a fault here."""
        text = self.text(table, key)
        return None if text is None else self.made(text, parse)

    def made(self, text: Text, parse: Callable[[str], T]) -> T | None:
        """What `parse` makes of a text; its BadValueError becomes a fault there."""
        try:
            return parse(text.value)
        except BadValueError as error:
            self.fault(text.place, error.message, error.mend)
            return None

    def texts(self, node: Node | None, key: str) -> tuple[Text, ...]:
        """A word or a list of words."""
        if node is None:
            return ()
        found: list[Text] = []
        for item in node.items if isinstance(node, Items) else (node,):
            if isinstance(item, Text):
                found.append(item)
            else:
                self.fault(item.place, f"`{key}` wants words.", "Write one, or `[one, another]`.")
        return tuple(found)

    def entries(self, table: Table, key: str) -> list[tuple[Text, Node]]:
        """The entries beneath a key."""
        found = self.table(table.get(key), f"`{key}`")
        return [(entry.key, entry.value) for entry in found.entries] if found else []

    def table(self, node: Node | None, what: str) -> Table | None:
        """A list of `key: value`."""
        if node is None or isinstance(node, Table):
            return node
        self.fault(node.place, f"{what} wants a list of `key: value`.", "Write it so.")
        return None

    def items(self, table: Table, key: str) -> tuple[Node, ...]:
        """A list, or one thing alone."""
        node = table.get(key)
        if node is None:
            return ()
        return node.items if isinstance(node, Items) else (node,)


def parse_zone(text: str) -> str:
    """The name of a time zone. Raises BadValueError."""
    try:
        return zone_of(text).key
    except ValueError:
        mend = "Write for example Europe/Lisbon."
        raise BadValueError(f"{quoted(text)} is not a time zone.", mend) from None
