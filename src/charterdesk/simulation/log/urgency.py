"""How urgent a line says its case is: a priority, or words of the matrix that give one."""

from dataclasses import dataclass

from charterdesk.engine.phrase import phrase
from charterdesk.engine.simulate.values import Axes
from charterdesk.simulation.log.lines import BadCellError, Cells
from charterdesk.simulation.log.sheet import Line
from charterdesk.simulation.log.words import Words

# Where the charter has no matrix: both grave is critical, and each step down costs one degree.
_BY_SUM = ("critical", "high", "normal", "low", "low")


@dataclass(frozen=True, slots=True)
class Urgency:
    """`priority` is "" where the line says nothing; `axes` where the charter's matrix decides."""

    priority: str = ""
    axes: Axes = ()


def urgency_of(line: Line, cells: Cells, words: Words) -> Urgency:
    """What the line says. Raises BadCellError for a word that the charter has no equal of."""
    if axes := _axes(line, cells, words):
        return Urgency(_by_matrix(axes, words), axes)
    if said := cells.text(line, "priority"):
        return Urgency(_priority(said, cells.name("priority"), words))
    return Urgency(_combined(line, cells, words))


def _axes(line: Line, cells: Cells, words: Words) -> Axes:
    """The matrix's words, if the line has both; of the axis `contract` the contract is it."""
    matrix = words.charter.matrix
    if matrix is None:
        return ()
    found: list[tuple[str, str]] = []
    for axis in (matrix.row_axis, matrix.column_axis):
        said = cells.text(line, axis)
        word = words.axis(axis, said) if said else None
        if word is None:
            return ()
        found.append((axis, word))
    return tuple(found)


def _by_matrix(axes: Axes, words: Words) -> str:
    matrix = words.charter.matrix
    by_axis = dict(axes)
    if matrix is None:
        return ""
    return matrix.priority(by_axis[matrix.row_axis], by_axis[matrix.column_axis]) or ""


def _priority(said: str, column: str, words: Words) -> str:
    found = words.priority(said)
    if found is None:
        known = ", ".join(priority.name for priority in words.charter.priorities)
        why = phrase(
            "'%(word)s' is no priority of the charter (%(known)s); say in a map which it is.",
            word=said[:80],
            known=known,
        )
        raise BadCellError(column, why)
    return found


def _combined(line: Line, cells: Cells, words: Words) -> str:
    said = [(axis, word) for axis in ("impact", "urgency") if (word := cells.text(line, axis))]
    grave = [words.gravity(axis, word) for axis, word in said]
    known = [place for place in grave if place is not None]
    if len(known) < 2:
        return ""
    return words.priority(_BY_SUM[sum(known)]) or ""
