"""What one pass over a charter gathers beside the rules: faults, shown words, requirement notes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from charterdesk.engine.charter.faults import Faults, Said, quoted, suggestion
from charterdesk.engine.charter.names import Names
from charterdesk.engine.charter.nodes import Items, Node, Table, Text
from charterdesk.engine.charter.schema import NOTES
from charterdesk.engine.charter.values import Place, Shown
from charterdesk.engine.phrase import phrase

Notes = dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Reading:
    """One pass over one file; `untaken` holds the keys that act and that nobody has taken yet."""

    faults: Faults
    names: Names
    zone: str = "UTC"
    at_once: timedelta = timedelta(minutes=15)
    shown: list[Shown] = field(default_factory=list)
    meets: Notes = field(default_factory=dict)
    assumed: Notes = field(default_factory=dict)
    untaken: dict[tuple[str, str], Place] = field(default_factory=dict)

    def show(self, path: str, node: Node) -> None:
        """Keep words that are only shown, each list or word under its own path."""
        match node:
            case Table():
                for entry in node.entries:
                    self._show_entry(path, entry.key.value, entry.value)
            case Items():
                words = tuple(item.value for item in node.items if isinstance(item, Text))
                self.shown.append(Shown(path, words, node.place))
                for number, item in enumerate(node.items, 1):
                    if not isinstance(item, Text):
                        self.show(f"{path}.{number}", item)
            case Text():
                self.shown.append(Shown(path, (node.value,), node.place))

    def _show_entry(self, path: str, key: str, node: Node) -> None:
        if key in NOTES:
            self.note(path, key, node)
        else:
            self.show(f"{path}.{key}", node)

    def note(self, path: str, key: str, node: Node) -> None:
        """Keep a rule's `meets` or `assumed`; an assumption must be one of `assumes`."""
        words = self.texts(node, key)
        noted = self.meets if key == "meets" else self.assumed
        noted[path or "charter"] = tuple(word.value for word in words)
        for word in words if key == "assumed" else ():
            self.known(word, self.names.assumptions, phrase("a key of `assumes`"))

    def texts(self, node: Node, key: str) -> tuple[Text, ...]:
        """A word or a list of words; anything else in it is a fault."""
        found: list[Text] = []
        for item in node.items if isinstance(node, Items) else (node,):
            if isinstance(item, Text) and item.value:
                found.append(item)
            else:
                mend = phrase("Write one, or `[one, another]`.")
                self.faults.add(item.place, phrase("`%(key)s` wants words.", key=key), mend)
        return tuple(found)

    def known(self, word: Text | None, names: Iterable[str], what: Said) -> str:
        """The word when it is one of the names; else '' and a fault with the nearest."""
        options = tuple(names)
        if word is None or word.value in options:
            return word.value if word else ""
        message = phrase("%(word)s is not %(what)s.", word=quoted(word.value), what=what)
        self.faults.add(word.place, message, suggestion(word.value, options))
        return ""
