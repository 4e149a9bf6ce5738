"""What one pass over a charter gathers beside the rules: faults, shown words, requirement notes."""

from dataclasses import dataclass, field
from datetime import timedelta

from charterdesk.engine.charter.faults import Faults
from charterdesk.engine.charter.names import Names
from charterdesk.engine.charter.nodes import Items, Node, Table, Text
from charterdesk.engine.charter.values import Place, Shown


@dataclass(slots=True)
class Reading:
    """What one pass over a file has gathered beside the rules themselves."""

    faults: Faults
    names: Names
    zone: str = "UTC"
    at_once: timedelta = timedelta(minutes=15)
    shown: list[Shown] = field(default_factory=list)
    meets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    assumed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    untaken: dict[tuple[str, str], Place] = field(default_factory=dict)

    def show(self, path: str, node: Node) -> None:
        """Keep words that are only shown, each list or word under its own path."""
        match node:
            case Table():
                for entry in node.entries:
                    self.show(f"{path}.{entry.key.value}", entry.value)
            case Items():
                words = tuple(item.value for item in node.items if isinstance(item, Text))
                self.shown.append(Shown(path, words, node.place))
                for number, item in enumerate(node.items, 1):
                    if not isinstance(item, Text):
                        self.show(f"{path}.{number}", item)
            case Text():
                self.shown.append(Shown(path, (node.value,), node.place))
