"""A mapping of the file, read by the keys that its place in the schema allows.

Whatever a place doesn't know is a fault; whatever is only shown goes to the reading's `shown`;
whatever acts must be taken by a reader, or `Reading.untaken` names it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import TypeVar

from charterdesk.engine.charter.durations import parse_length
from charterdesk.engine.charter.faults import BadValueError, Said, quoted, suggestion
from charterdesk.engine.charter.nodes import Items, Node, Table, Text
from charterdesk.engine.charter.reading import Reading
from charterdesk.engine.charter.schema import NOTES, PLACES, PlaceRule
from charterdesk.engine.charter.values import Place
from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.phrase import Phrase, phrase

T = TypeVar("T")
# A place of the charter's schema by its name, or one of another document read in the same manner.
Rule = str | PlaceRule
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


class Section:
    """One mapping at one place of the schema; `path` names it for people."""

    def __init__(
        self, reading: Reading, node: Node, rule: Rule, path: str = "", name: str = ""
    ) -> None:
        self.reading = reading
        self.path = path
        self.name = name
        self.place = node.place
        self.rule = PLACES[rule] if isinstance(rule, str) else rule
        self._free: list[tuple[Text, Node]] = []
        self._values: dict[str, tuple[Text, Node]] = {}
        if isinstance(node, Table):
            self._sort(node)
        else:
            self.fault(
                node.place,
                phrase(
                    "Lines of `key: value` are wanted: %(means)s is a list of them.",
                    means=self.rule.means,
                ),
                self._keys(),
            )

    def _sort(self, node: Table) -> None:
        for entry in node.entries:
            key = entry.key.value
            if key in self.rule.acts:
                self._values[key] = (entry.key, entry.value)
                self.reading.untaken[self.path, key] = entry.key.place
            elif key in self.rule.shown:
                self.reading.show(self.under(key), entry.value)
            elif key in NOTES:
                self.reading.note(self.path, key, entry.value)
            elif self.rule.names:
                self._free.append((entry.key, entry.value))
            else:
                message = phrase(
                    "%(key)s is not a key of %(means)s.", key=quoted(key), means=self.rule.means
                )
                self.fault(entry.key.place, message, suggestion(key, sorted(self.rule.keys)))

    def _keys(self) -> Phrase:
        known = ", ".join(sorted(self.rule.acts | self.rule.shown))
        if not known:
            return phrase("Write one name on each line.")
        return phrase("It may have: %(known)s.", known=known)

    # What a reader asks for

    def under(self, key: str) -> str:
        """The path of a key of this section."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, place: Place, message: Said, mend: Said = "", number: str = "E1") -> None:
        """Note a fault of this section."""
        self.reading.faults.add(place, message, mend, number)

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._values

    def node(self, key: str) -> Node | None:
        """The value of a key that acts; taken herewith."""
        self.reading.untaken.pop((self.path, key), None)
        return self._values[key][1] if key in self._values else None

    def place_of(self, key: str) -> Place:
        """Where the key's value stands; the section's own place when it isn't written."""
        return self._values[key][1].place if key in self._values else self.place

    def word(self, key: str) -> Text | None:
        """A value that is one word or sentence."""
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node, Text) or not node.value:
            mend = phrase("Write it behind the colon.")
            self.fault(node.place, phrase("`%(key)s` wants one word or sentence.", key=key), mend)
            return None
        return node

    def text(self, key: str, otherwise: str = "") -> str:
        """A value that is one word or sentence, as text."""
        word = self.word(key)
        return word.value if word else otherwise

    def wanted(self, key: str, mend: Said) -> Text | None:
        """A word without which the section makes no sense."""
        if not self.has(key):
            self.fault(
                self.place,
                phrase("`%(key)s` is missing: %(means)s needs it.", means=self.rule.means, key=key),
                mend,
            )
        return self.word(key)

    def texts(self, key: str) -> tuple[Text, ...]:
        """A word or a list of words."""
        node = self.node(key)
        return () if node is None else self.texts_of(node, key)

    def texts_of(self, node: Node, key: str) -> tuple[Text, ...]:
        """A node as a list of words; anything else in it is a fault."""
        return self.reading.texts(node, key)

    def values(self, key: str) -> tuple[str, ...]:
        """A word or a list of words, as text."""
        return tuple(word.value for word in self.texts(key))

    def flag(self, key: str, otherwise: bool = False) -> bool:
        """`yes` or `no`."""
        word = self.word(key)
        if word is None:
            return otherwise
        if word.value not in _YES_NO:
            self.fault(
                word.place,
                phrase("%(word)s is not an answer.", word=quoted(word.value)),
                phrase("Write yes or no."),
            )
        return _YES_NO.get(word.value, otherwise)

    def parsed(self, word: Text | None, parse: Callable[[str], T]) -> T | None:
        """What `parse` makes of a word; its BadValueError becomes a fault here."""
        if word is None:
            return None
        try:
            return parse(word.value)
        except BadValueError as error:
            self.fault(word.place, error.said, error.how)
            return None

    def length(self, key: str, otherwise: timedelta) -> timedelta:
        """A length of elapsed time that is more than none."""
        word = self.word(key)
        found = self.parsed(word, parse_length)
        if word and found is not None and not found:
            self.fault(
                word.place,
                phrase("%(word)s is no time at all.", word=quoted(word.value)),
                phrase("Write 1m or more."),
            )
        return found or otherwise

    def known(self, word: Text | None, names: Iterable[str], what: Said) -> str:
        """The word when it is one of the names; else '' and a fault with the nearest."""
        return self.reading.known(word, names, what)

    def choice(self, key: str, group: str) -> str | None:
        """The value of a word of the vocabulary; None when not written or not known."""
        return self._meant(self.word(key), group, key)

    def _meant(self, word: Text | None, group: str, key: str) -> str | None:
        if word is None:
            return None
        known = self.known(word, WORDS[group], phrase("a word for `%(key)s`", key=key))
        return WORDS[group][known].value if known else None

    def choices(self, key: str, group: str) -> tuple[str, ...]:
        """The values of a list of words of the vocabulary."""
        found = (self._meant(word, group, key) for word in self.texts(key))
        return tuple(value for value in found if value is not None)

    def one(self, key: str, names: Iterable[str], what: Said) -> str:
        """A word that must be one of the names."""
        return self.known(self.word(key), names, what)

    def some(self, key: str, names: Iterable[str], what: Said) -> tuple[str, ...]:
        """A list of words that must each be one of the names."""
        options = tuple(names)
        found = (self.known(word, options, what) for word in self.texts(key))
        return tuple(name for name in found if name)

    def role(self, key: str) -> str:
        """A role of this charter, or ''."""
        return self.one(key, self.reading.names.roles, phrase("a role of this charter"))

    def roles(self, key: str) -> tuple[str, ...]:
        """Roles of this charter."""
        return self.some(key, self.reading.names.roles, phrase("a role of this charter"))

    # What stands beneath

    def section(self, key: str, rule: Rule) -> "Section | None":
        """The section under a key."""
        node = self.node(key)
        return None if node is None else Section(self.reading, node, rule, self.under(key))

    def named(self, rule: Rule) -> Iterator[tuple[Text, "Section"]]:
        """The sections under this place's free names, in the order of the file."""
        for name, node in self.free():
            yield name, Section(self.reading, node, rule, self.under(name.value), name.value)

    def free(self) -> Iterator[tuple[Text, Node]]:
        """The free names of this place with their nodes."""
        for name, node in self._free:
            if name.value:
                yield name, node
            else:
                self.fault(
                    name.place,
                    phrase("A name is missing here."),
                    phrase("Write one."),
                )

    def listed(self, key: str, rule: Rule, *name_keys: str) -> Iterator["Section"]:
        """The sections of a list, each named after the words under `name_keys`."""
        node = self.node(key)
        if node is not None and not isinstance(node, Items):
            self.fault(
                node.place,
                phrase("`%(key)s` wants a list.", key=key),
                phrase("Begin each line with `- `."),
            )
        taken: set[str] = set()
        for number, item in enumerate(node.items if isinstance(node, Items) else (), 1):
            plain = "/".join(_first_words(item, name_keys)) or str(number)
            name = plain if plain not in taken else f"{plain} {number}"
            taken.add(name)
            yield Section(self.reading, item, rule, f"{self.under(key)}.{name}", name)


def _first_words(node: Node, keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        value = node.get(key) if isinstance(node, Table) else None
        first = value.items[0] if isinstance(value, Items) and value.items else value
        if isinstance(first, Text) and first.value:
            yield first.value


def refuse_twins(section: Section, names: Iterable[Text], what: Said) -> None:
    """A fault for each name that stands a second time."""
    seen: dict[str, Text] = {}
    for name in names:
        first = seen.setdefault(name.value, name)
        if first is not name:
            mend = phrase(
                "It is in line %(line)s already; choose another name.", line=first.place.line
            )
            section.fault(
                name.place,
                phrase("Two %(what)s are called %(name)s.", what=what, name=quoted(name.value)),
                mend,
            )
