"""One table of the report, and how the rows of several charters stand beside each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.simulation.report.cells import Cell
from charterdesk.simulation.values import Result, Side

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its key in the report, its heads, its rows, and a sentence beneath."""

    key: str
    title: Phrase
    columns: tuple[Phrase, ...]
    rows: tuple[Row, ...]
    note: Phrase | None = None


def side_name(side: Side) -> str:
    """How a charter is called beside another: two versions by their number."""
    return f"{side.charter} {side.version}"


def names_of(result: Result) -> list[str]:
    names = [side_name(side) for side in result.sides]
    if len(set(names)) < len(names):
        return [f"{name} ({side.file})" for name, side in zip(names, result.sides, strict=True)]
    return names


def beside(
    result: Result, first: Sequence[Phrase], more: Sequence[Phrase],
    rows: Callable[[Side], Iterator[Row]],
) -> tuple[tuple[Phrase, ...], tuple[Row, ...]]:  # fmt: skip
    """Rows of all sides, those about the same thing together; the charter's name comes second.

    `first` heads what a row is about, of `rows` as many cells.
    """
    width = len(first)
    if len(result.sides) < 2:
        found = tuple(row for side in result.sides for row in rows(side))
        return (*first, *more), found
    named = [
        (row[:width], (*row[:width], name, *row[width:]))
        for name, side in zip(names_of(result), result.sides, strict=True)
        for row in rows(side)
    ]
    order = {key: place for place, key in reversed(list(enumerate(key for key, _ in named)))}
    ordered = tuple(row for _, row in sorted(named, key=lambda one: order[one[0]]))
    return (*first, phrase("charter"), *more), ordered
