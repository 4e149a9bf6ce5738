"""What a line of a story expects, read so that nothing is expected that can't be compared."""

from collections.abc import Iterator

from charterdesk.engine.charter.faults import suggestion
from charterdesk.engine.charter.nodes import Node, Table
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter
from charterdesk.engine.story.expecting import EXPECT_KEYS, PLAIN_KEYS, PROMISE_KEYS
from charterdesk.engine.story.reading_values import Check, Values

STANDINGS = (
    "running", "paused", "met", "breached", "met recorded late", "measured", "not needed",
    "handed back", "not started",
)  # fmt: skip
STEPS = ("waiting", "running", "taken", "breached", "skipped")
STATES = ("new", "active", "waiting", "resolved", "closed", "merged", "handed back", "held")


class ExpectReader:
    """Reads `expect` for one story."""

    def __init__(self, charter: Charter, values: Values) -> None:
        self._charter, self._values = charter, values
        self._promise: dict[str, Check] = {
            "is": lambda node: values.one_of(node, STANDINGS),
            **dict.fromkeys(("due", "warn", "met", "aim", "breached"), values.time),
            **dict.fromkeys(("left", "after"), values.length),
        }
        self._step: dict[str, Check] = {
            "is": lambda node: values.one_of(node, STEPS),
            **dict.fromkeys(("limit", "at"), values.time),
        }
        self._notice: dict[str, Check] = {
            **dict.fromkeys(("who", "by", "about"), values.text),
            "at": values.time,
            "late": values.flag,
        }
        self._stretch: dict[str, Check] = {
            **dict.fromkeys(("from", "until"), values.time),
            "open": values.length,
        }

    def expected(self, node: Node) -> Iterator[tuple[str, Node]]:
        """Each key with its value; what can't be expected is a fault."""
        if not isinstance(node, Table):
            self._values.faults.add(node.place, "`expect` wants keys and values in braces.")
            return
        for entry in node.entries:
            key = entry.key.value
            if not self._is_known(key):
                message = f"'{key}' can't be expected."
                self._values.faults.add(entry.key.place, message, suggestion(key, EXPECT_KEYS))
                continue
            self._check(key, entry.value)
            yield key, entry.value

    def _is_known(self, key: str) -> bool:
        return key in PLAIN_KEYS or key in PROMISE_KEYS or key.startswith(("step ", "hours "))

    def _check(self, key: str, node: Node) -> None:
        values = self._values
        if key in PROMISE_KEYS:
            values.keys(node, self._promise, f"`{key}`")
        elif key.startswith("step "):
            values.keys(node, self._step, f"`{key}`")
        elif key.startswith("hours "):
            self._hours(key[len("hours ") :], node)
        elif key == "told":
            self._told(node)
        elif key == "times_told":
            self._times_told(node)
        else:
            self._plain(key, node)

    def _plain(self, key: str, node: Node) -> None:
        match key:
            case "state":
                self._values.one_of(node, STATES)
            case "case_exists":
                self._values.flag(node)
            case "opened":
                self._values.time(node)
            case "not_told":
                self._values.words(node)
            case _:
                self._values.text(node)

    def _told(self, node: Node) -> None:
        for item in self._values.tables(node, "told"):
            self._values.keys(item, self._notice, "A notice of `told`")
            if item.get("who") is None:
                self._values.faults.add(item.place, "A notice of `told` needs `who`.")

    def _times_told(self, node: Node) -> None:
        if not isinstance(node, Table):
            mend = "Write `times_told: {role: 2}`."
            self._values.faults.add(node.place, "`times_told` has names with numbers.", mend)
            return
        for entry in node.entries:
            self._values.number(entry.value)

    def _hours(self, name: str, node: Node) -> None:
        known = (ALWAYS_NAME, *self._charter.hours)
        if name not in known:
            message = f"The charter has no hours '{name}'."
            self._values.faults.add(node.place, message, suggestion(name, known))
        for item in self._values.tables(node, f"hours {name}"):
            self._values.keys(item, self._stretch, f"A stretch of `hours {name}`")
            for key in self._stretch:
                if item.get(key) is None:
                    self._values.faults.add(item.place, f"A stretch needs `{key}`.")
