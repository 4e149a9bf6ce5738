"""One thing with each of many: what a fault of one means for the others is the caller's to say."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Each(Protocol):
    """Does it with each item at that moment; the sum of what it answers."""

    def __call__(
        self, items: Iterable[Item], do: Callable[[Item, datetime], int], at: datetime, /
    ) -> int: ...


def in_turn(items: Iterable[Item], do: Callable[[Item, datetime], int], at: datetime, /) -> int:
    """A fault of one is the caller's, and the later ones wait."""
    return sum(do(item, at) for item in items)
