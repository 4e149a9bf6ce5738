"""A case in thought: what a form says of it, or what a real case began with."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from charterdesk.accounts.models import Person
from charterdesk.cases.queries import case_for, state_of
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import OpenCase

CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Supposed:
    """A command that opens a case, and when."""

    command: OpenCase
    at: datetime


def words_of_case(asker: Person, number: str, zone: ZoneInfo) -> dict[str, str] | None:
    """What a real case began with, under the names of the form; the wall of
    `zone`. None where it isn't to be seen."""
    row = case_for(asker, number.strip())
    if row is None:
        return None
    opening = state_of(row).state.opening
    if opening is None:
        return None
    found = {
        "channel": opening.channel,
        "priority": opening.priority,
        "contract": opening.contract,
        "at": f"{opening.at.astimezone(zone):%Y-%m-%dT%H:%M}",
        "by": "desk",
    }
    return found | {axis_field(name): word for name, word in opening.axes}


def axis_field(name: str) -> str:
    """The form's name for an axis of the matrix."""
    return f"axis-{name}"


def axes_of(charter: Charter) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The axes of the charter's matrix with their words; the contract is an axis of its own."""
    matrix = charter.matrix
    if matrix is None:
        return ()
    both = ((matrix.row_axis, tuple(matrix.rows)), (matrix.column_axis, matrix.columns))
    return tuple(axis for axis in both if axis[0] != "contract")


def contracts_of(charter: Charter) -> tuple[str, ...]:
    """Every contract and every level by which a case may be under it."""
    names = dict.fromkeys(charter.contracts)
    for contract in charter.contracts.values():
        names |= dict.fromkeys(contract.levels)
    return tuple(names)
