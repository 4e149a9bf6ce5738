"""The coverage matrix: priority x contract x hours -> what is promised, or no promise (part 5).

A promise counts in the hours of its row; in others its clock stands still, so there is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Place, Term
from charterdesk.engine.check.week import lines_of, open_stretches, shifts_of_wall

# The column of every moment that lies in none of the charter's hours.
OTHER_TIMES = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """One kind of promise of a cell: its target and hours as written, and where.

    `counts` is whether it has a number; `asap` and `not stated` stand without one.
    """

    kind: str
    target: str
    hours: str
    counts: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Cell:
    """What a case is promised in these hours; the contract '' is none, the hours '' all others."""

    priority: str
    contract: str
    hours: str
    promises: tuple[Cover, ...]

    @property
    def is_promised(self) -> bool:
        """Whether anything has a number here; else the cell says "no promise"."""
        return any(promise.counts for promise in self.promises)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix: its three edges in the order of the file, and every cell in theirs."""

    priorities: tuple[str, ...]
    contracts: tuple[str, ...]
    hours: tuple[str, ...]
    cells: tuple[Cell, ...]

    def cell(self, priority: str, contract: str, hours: str) -> Cell:
        """One cell; KeyError for what is on no edge."""
        if not (priority in self.priorities and contract in self.contracts and hours in self.hours):
            raise KeyError(priority, contract, hours)
        row = self.priorities.index(priority) * len(self.contracts)
        column = (row + self.contracts.index(contract)) * len(self.hours)
        return self.cells[column + self.hours.index(hours)]


def coverage(charter: Charter) -> Coverage:
    """The matrix of a charter.

    Contracts without rows of their own promise what no contract does, so they aren't columns.
    """
    contracts = ("", *(name for name, one in charter.contracts.items() if one.rows))
    names = tuple(priority.name for priority in charter.priorities)
    hours = _columns(charter, contracts)
    cells = tuple(
        Cell(name, contract, column, tuple(_covers(charter, name, contract, column)))
        for name in names
        for contract in contracts
        for column in hours
    )
    return Coverage(names, contracts, hours, cells)


def _columns(charter: Charter, contracts: tuple[str, ...]) -> tuple[str, ...]:
    """The hours that some promise counts in, and all other times where hours leave any."""
    used = {
        term.hours
        for contract in contracts
        for priority in charter.priorities
        for term in charter.terms(priority.name, contract).values()
    }
    named = tuple(name for name in charter.hours if name in used)
    return (*named, OTHER_TIMES)


def _covers(charter: Charter, priority: str, contract: str, column: str) -> Iterator[Cover]:
    for kind, term in charter.terms(priority, contract).items():
        if not term.target.has_due or _counts_in(charter, term, column):
            target = term.target
            yield Cover(kind, target.text, term.hours, target.has_due, term.place)


def _counts_in(charter: Charter, term: Term, column: str) -> bool:
    if term.hours in (ALWAYS_NAME, column):
        return True
    return column != OTHER_TIMES and _holds(charter, term.hours, column)


def _holds(charter: Charter, wide: str, narrow: str) -> bool:
    """Whether hours lie wholly in others: on one wall, and with no date closed that they open."""
    wider, lines = (lines_of(charter.hours[name], charter.zone) for name in (wide, narrow))
    if len({line.zone for line in (*wider, *lines)}) > 1:
        return False
    if not charter.hours[wide].closed <= charter.hours[narrow].closed:
        return False
    around = open_stretches(shifts_of_wall(wider))
    return all(
        any(begin <= since and until <= end for begin, end in around)
        for since, until in open_stretches(shifts_of_wall(lines))
    )
