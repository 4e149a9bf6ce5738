"""How the columns and words of another tool's export become ours: a map, as frozen values.

Ours are `COLUMNS`. A map may name several of theirs for one of ours; the first one there counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

CASE_COLUMNS = (
    "number", "opened", "priority", "channel", "contract", "asker", "subject", "answered",
    "replied", "wrote", "waiting", "waiting_from", "waiting_until", "waiting_on", "escalated",
    "resolved", "reopened", "closed",
)  # fmt: skip
UPDATE_COLUMNS = ("updated", "state")
COLUMNS = (*CASE_COLUMNS, *UPDATE_COLUMNS)

# What a state of theirs means for the case.
STATES = (
    "new", "working", "waiting on customer", "waiting on supplier", "waiting on bug",
    "waiting on date", "resolved", "closed", "cancelled",
)  # fmt: skip
State = str

LinePer = Literal["case", "update", "as found"]
LINE_PER: tuple[LinePer, ...] = ("case", "update", "as found")
UNITS = ("minutes", "hours")


@dataclass(frozen=True, slots=True)
class Filter:
    """Only lines whose `column` holds one of `words` (casefolded) are cases."""

    column: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class LogMap:
    """One map. `spans` are those of our times that theirs give as a length since the opening."""

    name: str
    columns: Mapping[str, tuple[str, ...]]
    describes: str = ""
    recognised_by: tuple[str, ...] = ()
    line_per: LinePer = "case"
    times: str = ""
    zone: str = ""
    unknown: frozenset[str] = frozenset()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    spans: Mapping[str, str] = field(default_factory=dict)
    filters: tuple[Filter, ...] = ()


def plain(name: str) -> str:
    """A column's name as it is compared: letter case, spaces and underscores don't count.

    >>> plain(" Sys_Updated  At ")
    'sys updated at'
    """
    return " ".join(name.replace("_", " ").casefold().split())


@dataclass(frozen=True, slots=True)
class Found:
    """Where our columns stand in a table, by number from 0; and the names that were not used."""

    at: Mapping[str, int]
    repeated: Mapping[str, tuple[int, ...]]
    unused: tuple[str, ...]


def columns_found(log_map: LogMap, head: Sequence[str], axes: Sequence[str] = ()) -> Found:
    """Our columns in the head; of each the first of its names that is there.

    `axes` are the words of the charter's matrix, which are columns as well.
    """
    places: dict[str, list[int]] = {}
    for number, name in enumerate(head):
        places.setdefault(plain(name), []).append(number)
    wanted = {axis: (axis,) for axis in axes} | dict(log_map.columns)
    at: dict[str, int] = {}
    for ours, names in wanted.items():
        there = next((plain(name) for name in names if plain(name) in places), None)
        if there is not None:
            at[ours] = places[there][0]
    read = set(at.values()) | {
        places[plain(one.column)][0] for one in log_map.filters if plain(one.column) in places
    }
    unused = tuple(name for number, name in enumerate(head) if number not in read and name)
    return Found(at, {name: tuple(spots) for name, spots in places.items()}, unused)


def recognised(maps: Sequence[LogMap], head: Sequence[str]) -> LogMap | None:
    """The map whose columns are all there; of several the one that asks for most."""
    there = {plain(name) for name in head}
    fitting = [
        one
        for one in maps
        if one.recognised_by and all(plain(name) in there for name in one.recognised_by)
    ]
    return max(fitting, key=lambda one: len(one.recognised_by), default=None)
