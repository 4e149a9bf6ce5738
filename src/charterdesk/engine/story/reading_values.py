"""Single values of a story, checked where they stand: times, lengths, numbers, yes or no."""

from collections.abc import Callable, Iterable, Iterator

from charterdesk.engine.charter.faults import Faults, quoted, suggestion
from charterdesk.engine.charter.nodes import Items, Node, Table, Text
from charterdesk.engine.story.times import length, moment

Check = Callable[[Node], None]
YES_NO = ("yes", "no", "true", "false")


class Values:
    """The checks of values for one story; each notes a fault and goes on."""

    def __init__(self, zone: str, faults: Faults) -> None:
        self._zone, self.faults = zone, faults

    def text(self, node: Node) -> None:
        if not isinstance(node, Text):
            self.faults.add(node.place, "One word or sentence belongs here.")

    def time(self, node: Node) -> None:
        self._parsed(node, lambda text: moment(text, self._zone))

    def length(self, node: Node) -> None:
        self._parsed(node, length)

    def flag(self, node: Node) -> None:
        self.one_of(node, YES_NO)

    def number(self, node: Node) -> None:
        if not isinstance(node, Text) or not (node.value.isascii() and node.value.isdigit()):
            written = quoted(node.value) if isinstance(node, Text) else "This"
            self.faults.add(node.place, f"{written} is no whole number.")

    def words(self, node: Node) -> None:
        for item in node.items if isinstance(node, Items) else (node,):
            self.text(item)

    def one_of(self, node: Node, known: Iterable[str]) -> None:
        written = node.value if isinstance(node, Text) else ""
        if written not in known:
            self.faults.add(node.place, f"{quoted(written)} can't be.", suggestion(written, known))

    def tables(self, node: Node, what: str) -> Iterator[Table]:
        """The entries of a list of tables."""
        if not isinstance(node, Items):
            self.faults.add(node.place, f"`{what}` is a list.", f"Write `{what}: [{{...}}]`.")
            return
        for item in node.items:
            if isinstance(item, Table):
                yield item
            else:
                self.faults.add(item.place, f"Each entry of `{what}` has keys in braces.")

    def keys(self, node: Node, checks: dict[str, Check], what: str) -> None:
        """A table whose keys are known, each value checked by its own."""
        if not isinstance(node, Table):
            mend = f"They are: {', '.join(checks)}."
            self.faults.add(node.place, f"{what} has keys and values.", mend)
            return
        for entry in node.entries:
            key = entry.key.value
            if key in checks:
                checks[key](entry.value)
            else:
                message = f"{what} has no key '{key}'."
                self.faults.add(entry.key.place, message, suggestion(key, checks))

    def _parsed(self, node: Node, parse: Callable[[str], object]) -> None:
        try:
            parse(node.value if isinstance(node, Text) else "")
        except ValueError as error:
            self.faults.add(node.place, f"{str(error).rstrip('.')}.")
