"""The tests' own guard: on SQLite, what nobody put in order comes back to front."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
NUMBERS = "SELECT column1 FROM (VALUES (1), (2), (3)) AS numbers"


def numbers(sql: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        first, *others = cursor.fetchone()
        assert others == []
        return [first, *(one for (one,) in cursor.fetchall())]


def test_rows_without_an_order_come_back_to_front_where_they_seemed_to_have_one() -> None:
    assert numbers(NUMBERS) == ([3, 2, 1] if connection.vendor == "sqlite" else [1, 2, 3])


def test_an_order_is_kept() -> None:
    assert numbers(f"{NUMBERS} ORDER BY column1") == [1, 2, 3]
