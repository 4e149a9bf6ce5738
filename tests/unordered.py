"""Rows that nobody put in order come back to front, so that what leans on their order fails.

SQLite gives them nearly always as they were written; PostgreSQL as its plan of the day meets them.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.backends.utils import CursorWrapper

Row = tuple[Any, ...]


class BackToFront:
    """A cursor that has asked, whose rows are given from the last to the first."""

    def __init__(self, cursor: Any) -> None:
        self.asked = cursor
        self._rows: Iterator[Row] = reversed(cursor.fetchall())

    def __getattr__(self, name: str) -> Any:
        return getattr(self.asked, name)

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def fetchone(self) -> Row | None:
        """The next row, or None."""
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Row]:
        """The next rows, at most `size`."""
        return [row for _, row in zip(range(size), self._rows, strict=False)]

    def fetchall(self) -> list[Row]:
        """All that are left."""
        return list(self._rows)


def turn_back_to_front(patch: pytest.MonkeyPatch) -> None:
    """From now on, in this process, what is selected without an order comes back to front."""
    ask: Callable[..., Any] = vars(CursorWrapper)["_execute"]

    def asked(wrapper: CursorWrapper, sql: object, *rest: object) -> Any:
        if isinstance(wrapper.cursor, BackToFront):
            wrapper.cursor = wrapper.cursor.asked
        answer = ask(wrapper, sql, *rest)
        if _is_unordered(str(sql)):
            wrapper.cursor = answer = BackToFront(wrapper.cursor)
        return answer

    patch.setattr(CursorWrapper, "_execute", asked)


def _is_unordered(sql: str) -> bool:
    return sql.startswith("SELECT ") and "ORDER BY" not in sql
