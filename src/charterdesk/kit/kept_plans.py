"""PostgreSQL keeps the plan of what is asked for again and again, where its values come apart.

Planning a page's queries took longer than answering them. What a query always says stays in its
text, so that the planner sees which partial index it may walk; only what changes is a parameter.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Self

from django.db import NotSupportedError, connection
from psycopg import Cursor
from psycopg.sql import Literal

Rows = list[tuple[Any, ...]]
_PLACE = re.compile(r"%[s%]")
POSTGRESQL = "postgresql"


class _Keeping(Cursor[tuple[Any, ...]]):
    """A cursor whose statements are prepared at the first time, which Django switches off."""

    def execute(self, query: Any, params: Any = None, **_how: Any) -> Self:
        """Ask; the plan is kept by the connection."""
        self.connection.prepare_threshold = 0
        return super().execute(query, params, prepare=True)


def written_in(sql: str, values: Sequence[Any], stays: Callable[[Any], bool]) -> str:
    """The SQL with those of its values that stay written into it; elsewhere as it is."""
    if connection.vendor != POSTGRESQL:
        return sql
    connection.ensure_connection()
    left = iter(values)

    def word(place: re.Match[str]) -> str:
        if place[0] == "%%" or not stays(value := next(left)):
            return place[0]
        return Literal(value).as_string(connection.connection).replace("%", "%%")

    return _PLACE.sub(word, sql)


def rows_of(sql: str, values: Sequence[Any]) -> Rows:
    """What the database answers; a plan that a change of its tables made invalid is made anew."""
    try:
        return _rows(sql, values)
    except NotSupportedError:
        if connection.vendor != POSTGRESQL or connection.in_atomic_block:
            raise
        connection.close()
        return _rows(sql, values)


def _rows(sql: str, values: Sequence[Any]) -> Rows:
    with connection.cursor() as cursor:
        if connection.vendor == POSTGRESQL:
            cursor.cursor.close()
            cursor.cursor = _Keeping(connection.connection)
        cursor.execute(sql, values)
        found: Rows = cursor.fetchall()
        return found
