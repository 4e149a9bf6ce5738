"""How urgent: priorities and who sets them, the matrix, contracts, and the order of the queue."""

from collections.abc import Iterator

from charterdesk.engine.charter.values import Charter, Contract, Matrix, Priority
from charterdesk.engine.diff.change import Change
from charterdesk.engine.diff.pair import (
    NONE,
    Pair,
    Rule,
    Spot,
    by_name,
    compared,
    matched,
    reordered,
    spot_of,
)
from charterdesk.engine.diff.things import Sort
from charterdesk.engine.phrase import phrase

_PRIORITIES: Sort[Priority] = Sort(
    "priorities",
    "priority",
    phrase("The priority %(name)s is new."),
    phrase("The priority %(name)s is gone."),
    (
        Rule(
            "default",
            phrase("Priority %(name)s: it is the one that a case gets by itself."),
            phrase("Priority %(name)s: it is no longer the one that a case gets by itself."),
        ),
        Rule(
            "only_by_escalation",
            phrase("Priority %(name)s: only an escalation leads to it."),
            phrase("Priority %(name)s: it may be asked for without an escalation."),
            more="stricter",
            less="looser",
        ),
        Rule("when", phrase("Priority %(name)s: it is for %(new)s instead of %(old)s.")),
    ),
)
_ORDER = phrase("The priorities are, strictest first, %(new)s instead of %(old)s.")
_SET_BY = phrase("Who may set a priority: %(new)s instead of %(old)s.")
_QUEUE = (Rule("queue", phrase("The queue's order is %(new)s instead of %(old)s.")),)
_CONTRACTS: Sort[Contract] = Sort(
    "priorities",
    "contract",
    phrase("The contract %(name)s is new."),
    phrase("The contract %(name)s is gone."),
    (
        Rule("levels", phrase("Contract %(name)s: its levels are %(new)s instead of %(old)s.")),
        Rule(
            "gives",
            phrase("Contract %(name)s: the ladder that it gives is %(new)s, not %(old)s."),
            empty=NONE,
        ),
        Rule("needs", phrase("Contract %(name)s: it needs %(new)s instead of %(old)s.")),
        Rule("starts", phrase("Contract %(name)s: it starts with %(new)s instead of %(old)s.")),
        Rule(
            "example",
            phrase("Contract %(name)s: it is an example only."),
            phrase("Contract %(name)s: it is no longer an example only."),
        ),
    ),
)
_MATRIX_NEW = phrase("The priority comes from a matrix of %(rows)s and %(columns)s.")
_MATRIX_GONE = phrase("The priority no longer comes from a matrix of %(rows)s and %(columns)s.")
_AXES = phrase("The matrix goes by %(new)s instead of %(old)s.")
_CELL = phrase("%(axis)s %(row)s with %(other)s %(column)s: %(new)s instead of %(old)s.")
_COLUMNS = phrase("The matrix's columns are %(new)s instead of %(old)s.")
_CELL_NEW = phrase("%(axis)s %(row)s with %(other)s %(column)s: %(new)s.")
_CELL_GONE = phrase("%(axis)s %(row)s with %(other)s %(column)s is gone; it was %(old)s.")


def urgency_changes(pair: Pair) -> Iterator[Change]:
    """Every priority, setter, cell of the matrix and contract, and the queue."""
    old, new = by_name(pair.old.priorities), by_name(pair.new.priorities)
    yield from _PRIORITIES.changes(old, new)
    spot = Spot("priorities")
    yield from reordered(spot, _ORDER, _by_rank(pair.old), _by_rank(pair.new))
    if set(pair.old.set_by) != set(pair.new.set_by):
        yield spot.change("changed", _SET_BY, old=_setters(pair.old), new=_setters(pair.new))
    yield from _matrix(pair)
    yield from _CONTRACTS.changes(pair.old.contracts, pair.new.contracts)
    yield from compared(spot, pair.old, pair.new, _QUEUE)


def _by_rank(charter: Charter) -> list[str]:
    return [one.name for one in sorted(charter.priorities, key=lambda one: one.rank)]


def _setters(charter: Charter) -> tuple[str, ...]:
    return tuple(f"{by.who} with reason" if by.with_reason else by.who for by in charter.set_by)


def _matrix(pair: Pair) -> Iterator[Change]:
    old, new = pair.old.matrix, pair.new.matrix
    spot = spot_of("priorities", (("rule", "matrix"),), "", old, new)
    if old is None and new is not None:
        yield spot.change("new", _MATRIX_NEW, rows=new.row_axis, columns=new.column_axis)
    elif new is None and old is not None:
        yield spot.change("gone", _MATRIX_GONE, rows=old.row_axis, columns=old.column_axis)
    elif old is not None and new is not None:
        if _axes(old) != _axes(new):
            yield spot.change("changed", _AXES, old=_axes(old), new=_axes(new))
        yield from _cells(spot, old, new)


def _axes(matrix: Matrix) -> tuple[str, str]:
    return (matrix.row_axis, matrix.column_axis)


def _cells(spot: Spot, old: Matrix, new: Matrix) -> Iterator[Change]:
    if set(old.columns) != set(new.columns):
        yield spot.change("changed", _COLUMNS, old=old.columns, new=new.columns)
    for cell, was, is_ in matched(_table(old), _table(new)):
        if was == is_:
            continue
        (axis, row), (other, column) = zip(_axes(new), cell.split("\0"), strict=True)
        words = {"axis": axis, "row": row, "other": other, "column": column}
        if was is None and is_ is not None:
            yield spot.change("new", _CELL_NEW, new=is_, **words)
        elif is_ is None and was is not None:
            yield spot.change("gone", _CELL_GONE, old=was, **words)
        elif was is not None and is_ is not None:
            yield spot.change("changed", _CELL, old=was, new=is_, **words)


def _table(matrix: Matrix) -> dict[str, str]:
    return {
        f"{row}\0{column}": priority
        for row, priorities in matrix.rows.items()
        for column, priority in zip(matrix.columns, priorities, strict=False)
    }
