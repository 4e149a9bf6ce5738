"""A map's file: YAML, read with exact positions; what it doesn't know is an error with a guess."""

from collections.abc import Iterable, Iterator

from charterdesk.engine.charter.faults import Faults, quoted, suggestion
from charterdesk.engine.charter.nodes import Items, Node, Table, Text, decode, read_nodes
from charterdesk.simulation.log.mapping import (
    COLUMNS,
    LINE_PER,
    STATES,
    UNITS,
    Filter,
    LinePer,
    LogMap,
    plain,
)
from charterdesk.simulation.log.moments import ORDERS
from charterdesk.simulation.zones import is_zone

KEYS = (
    "map", "describes", "recognised_by", "one_line_per", "times", "zone", "unknown", "columns",
    "lengths", "values", "states", "only",
)  # fmt: skip
AXES = ("impact", "urgency", "criticality")


def read_map(source: str | bytes, file: str) -> LogMap:
    """The map in a file. Raises CharterErrors, with every fault at its place."""
    faults = Faults(file)
    root = read_nodes(decode(source, file), faults)
    made = _MapReader(root, faults).map()
    if faults:
        raise faults.all()
    return made


class _MapReader:
    """One pass over a map's nodes; whatever is wrong is noted and the reading goes on."""

    def __init__(self, root: Table, faults: Faults) -> None:
        self._root = root
        self._faults = faults

    def map(self) -> LogMap:
        for entry in self._root.entries:
            self._known(entry.key, KEYS, "a key of a map")
        per = self._word("one_line_per", LINE_PER) or "case"
        return LogMap(
            name=self._word("map") or "your map",
            columns=self._columns(),
            describes=self._word("describes"),
            recognised_by=tuple(text.value for text in self._words("recognised_by")),
            line_per=_line_per(per),
            times=self._times(),
            zone=self._zone(),
            unknown=frozenset(text.value.casefold() for text in self._words("unknown")),
            values=dict(self._values()),
            states=dict(self._states()),
            spans=dict(self._spans()),
            filters=tuple(self._filters()),
        )

    def _columns(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for key, node in self._entries("columns"):
            if self._known(key, (*COLUMNS, *AXES), "a column of ours"):
                found[key.value] = tuple(text.value for text in self._texts(node, key.value))
        if "opened" not in found and not self._faults:
            mend = "Write `columns: {opened: its name, number: its name}`."
            self._faults.add(self._root.place, "A map must say which column is `opened`.", mend)
        return found

    def _values(self) -> Iterator[tuple[str, dict[str, str]]]:
        for key, node in self._entries("values"):
            self._known(key, ("priority", "channel", "contract", "waiting_on", *AXES), "a column")
            pairs = self._pairs(node, key.value)
            yield key.value, {theirs.value.casefold(): ours.value for theirs, ours in pairs}

    def _states(self) -> Iterator[tuple[str, str]]:
        for key, node in self._entries("states"):
            if self._known(key, STATES, "a state"):
                for text in self._texts(node, key.value):
                    yield plain(text.value), key.value

    def _spans(self) -> Iterator[tuple[str, str]]:
        for key, node in self._entries("lengths"):
            self._known(key, ("answered", "resolved", "closed"), "a time since the opening")
            for text in self._texts(node, key.value):
                if self._known(text, UNITS, "a unit"):
                    yield key.value, text.value

    def _filters(self) -> Iterator[Filter]:
        for key, node in self._entries("only"):
            words = self._texts(node, key.value)
            yield Filter(key.value, frozenset(text.value.casefold() for text in words))

    def _times(self) -> str:
        text = self._text("times")
        if text is None or "%" in text.value:
            return text.value if text else ""
        return text.value if self._known(text, ORDERS, "an order of day and month") else ""

    def _zone(self) -> str:
        text = self._text("zone")
        if text is None or is_zone(text.value):
            return text.value if text else ""
        mend = "Write for example Europe/Lisbon."
        self._faults.add(text.place, f"{quoted(text.value)} is not a time zone.", mend)
        return ""

    # What stands where

    def _known(self, text: Text, names: Iterable[str], what: str) -> bool:
        options = tuple(names)
        if text.value in options:
            return True
        message = f"{quoted(text.value)} is not {what}."
        self._faults.add(text.place, message, suggestion(text.value, options))
        return False

    def _text(self, key: str) -> Text | None:
        node = self._root.get(key)
        if node is None or isinstance(node, Text):
            return node
        self._faults.add(node.place, f"`{key}` wants one word or sentence.", "Write it so.")
        return None

    def _word(self, key: str, among: tuple[str, ...] = ()) -> str:
        text = self._text(key)
        if text is None or (among and not self._known(text, among, f"a word for `{key}`")):
            return ""
        return text.value

    def _words(self, key: str) -> tuple[Text, ...]:
        node = self._root.get(key)
        return () if node is None else self._texts(node, key)

    def _texts(self, node: Node, key: str) -> tuple[Text, ...]:
        found: list[Text] = []
        for item in node.items if isinstance(node, Items) else (node,):
            if isinstance(item, Text):
                found.append(item)
            else:
                mend = "Write one, or `[one, another]`."
                self._faults.add(item.place, f"`{key}` wants words.", mend)
        return tuple(found)

    def _pairs(self, node: Node, key: str) -> list[tuple[Text, Text]]:
        if not isinstance(node, Table):
            mend = "Write `{theirs: ours}`."
            self._faults.add(node.place, f"`{key}` wants a list of `theirs: ours`.", mend)
            return []
        return [(one.key, text) for one in node.entries for text in self._texts(one.value, key)]

    def _entries(self, key: str) -> list[tuple[Text, Node]]:
        node = self._root.get(key)
        if node is None:
            return []
        if not isinstance(node, Table):
            self._faults.add(node.place, f"`{key}` wants a list of `key: value`.", "Write it so.")
            return []
        return [(entry.key, entry.value) for entry in node.entries]


def _line_per(word: str) -> LinePer:
    return next(one for one in LINE_PER if one == word)
