"""The names that a charter defines, gathered before anything is read, so that any rule may use any.

A reference to a name that nothing defines is a fault with the nearest name (E1).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from charterdesk.engine.charter.facts import FACTS
from charterdesk.engine.charter.nodes import Items, Node, Table, Text
from charterdesk.engine.charter.schema import NOTES, PLACES
from charterdesk.engine.charter.values import ALWAYS_NAME
from charterdesk.engine.charter.words import WORDS


@dataclass(frozen=True, slots=True)
class Names:
    """Every defined name by kind, in the order of the file; ladders with their steps' names."""

    assumptions: tuple[str, ...]
    hours: tuple[str, ...]
    roles: tuple[str, ...]
    channels: tuple[str, ...]
    contracts: tuple[str, ...]
    levels: tuple[str, ...]
    priorities: tuple[str, ...]
    tiers: tuple[str, ...]
    ladders: dict[str, tuple[str, ...]]
    outcomes: tuple[str, ...]
    facts: tuple[str, ...]
    acts: tuple[str, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of all ladders."""
        return tuple(step for steps in self.ladders.values() for step in steps)


def collect_names(root: Table) -> Names:
    """The names defined anywhere in the document."""
    tiers = tuple(_named(root.get("tiers"), "name"))
    return Names(
        assumptions=_keys(root.get("assumes")),
        hours=(ALWAYS_NAME, *_keys(root.get("hours"))),
        roles=_keys(root.get("roles")),
        channels=_keys(root.get("channels")),
        contracts=_keys(root.get("contracts")),
        levels=tuple(_levels(root.get("contracts"))),
        priorities=_keys(_beneath(root, "priorities", "list")),
        tiers=tiers,
        ladders=dict(_ladders(root.get("ladders"))),
        outcomes=_keys(_beneath(root, "closing", "outcomes")),
        facts=(*FACTS, *_texts(root.get("facts"))),
        acts=(*WORDS["act"], *(f"pass to {tier}" for tier in tiers), *_texts(root.get("acts"))),
    )


def _keys(node: Node | None) -> tuple[str, ...]:
    if not isinstance(node, Table):
        return ()
    taken = NOTES | PLACES["promises"].acts
    return tuple(entry.key.value for entry in node.entries if entry.key.value not in taken)


def _beneath(root: Table, key: str, inner: str) -> Node | None:
    node = root.get(key)
    return node.get(inner) if isinstance(node, Table) else None


def _texts(node: Node | None) -> Iterator[str]:
    for item in node.items if isinstance(node, Items) else (node,):
        if isinstance(item, Text):
            yield item.value


def _named(node: Node | None, key: str) -> Iterator[str]:
    for item in node.items if isinstance(node, Items) else ():
        if isinstance(item, Table):
            yield from _texts(item.get(key))


def _levels(contracts: Node | None) -> Iterator[str]:
    for entry in contracts.entries if isinstance(contracts, Table) else ():
        if isinstance(entry.value, Table):
            yield from _texts(entry.value.get("levels"))


def _ladders(node: Node | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in node.entries if isinstance(node, Table) else ():
        if isinstance(entry.value, Table):
            yield entry.key.value, tuple(_named(entry.value.get("steps"), "step"))
