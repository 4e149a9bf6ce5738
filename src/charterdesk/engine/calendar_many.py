"""The questions of `calendar`, asked for a million moments at once.

Moments are whole seconds since 1970-01-01 UTC, lengths are seconds, both int64 arrays that
broadcast; the answers are those of `calendar.counted` and `calendar.deadline`, to the second.
Only what asks for many imports this module: it needs NumPy.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from charterdesk.engine.calendar import Calendar
from charterdesk.engine.calendar_line import DAY
from charterdesk.engine.calendar_table import Table, Timetable

Seconds = NDArray[np.int64]
Column = NDArray[np.uint32]

# In place of None: no due before the horizon.
NEVER = int(np.iinfo(np.int64).min)


def counted_many(calendar: Calendar, a: ArrayLike, b: ArrayLike) -> Seconds:
    """Open seconds from each `a` until its `b` (T3); zero where `b` is not after `a`.

    Raises Horizon when a moment of a stretch that is not empty lies outside 1970 to 2100.
    """
    since, until = np.broadcast_arrays(_seconds(a), _seconds(b))
    hours = calendar._hours
    if hours is None:
        elapsed: Seconds = np.maximum(until - since, 0)
        return elapsed
    forward = since < until
    if not forward.any():
        return np.zeros(since.shape, np.int64)
    # An empty stretch asks nothing, so it is moved to where the table is sure to reach.
    anywhere = since[forward].flat[0]
    since, until = np.where(forward, since, anywhere), np.where(forward, until, anywhere)
    columns = _Columns.of(hours.around(int(since.min()), int(until.max())))
    return columns.passed(until) - columns.passed(since)


def deadlines(calendar: Calendar, starts: ArrayLike, budgets: ArrayLike) -> Seconds:
    """When each budget of open seconds has passed since its start (T4); NEVER for no such.

    Raises Horizon for a start outside 1970 to 2100, ValueError for a negative budget.
    """
    start, budget = np.broadcast_arrays(_seconds(starts), _seconds(budgets))
    if (budget < 0).any():
        raise ValueError(f"A budget can't be negative: {budget.min()}.")
    hours = calendar._hours
    if hours is None or not (budget > 0).any():
        plain: Seconds = start + budget
        return plain
    asked = start[budget > 0]
    table = hours.around(int(asked.min()), int(asked.max()))
    safe = np.where(budget > 0, start, asked.flat[0])
    due = _reached(hours, table, safe, budget)
    return np.where(budget > 0, due, start)


def _seconds(values: ArrayLike) -> Seconds:
    return np.asarray(values, np.int64)


def _reached(hours: Timetable, table: Table, start: Seconds, budget: Seconds) -> Seconds:
    columns = _Columns.of(table)
    passed = columns.passed(start) + budget
    while passed.max() > table.through[-1]:
        wider = hours.beyond(table)
        if wider is None:
            break
        # A wider table may begin earlier, so what has passed is asked again.
        table, columns = wider, _Columns.of(wider)
        passed = columns.passed(start) + budget
    return columns.reached(passed)


@dataclass(frozen=True, slots=True)
class _Columns:
    """A table's columns as arrays over the same memory; see `Table` for what they hold."""

    since: int
    step: int
    opens: Column
    closes: Column
    through: Column
    by_day: Column
    by_step: Column

    @classmethod
    def of(cls, table: Table) -> "_Columns":
        columns = (table.opens, table.closes, table.through, table.by_day, table.by_step)
        return cls(table.since, table.step, *(np.frombuffer(c, np.uint32) for c in columns))

    def passed(self, at: Seconds) -> Seconds:
        n = self.by_day[(at - self.since) // DAY]
        while (opened := self.opens[n] <= at).any():
            n += opened
        n -= 1
        open_time: Seconds = self.through[n] - np.maximum(self.closes[n] - at, 0)
        return open_time

    def reached(self, passed: Seconds) -> Seconds:
        there = passed <= self.through[-1]
        within = np.where(there, passed, self.through[-1])
        n = self.by_step[within // self.step]
        while (short := self.through[n] < within).any():
            n += short
        # No closing comes before its open seconds have passed, so unsigned numbers may subtract.
        return np.where(there, self.closes[n] - self.through[n] + within, NEVER)
