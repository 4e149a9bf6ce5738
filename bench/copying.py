"""Rows copied by the million on PostgreSQL, into tables without indexes, which then are made again.

Only for a database that is made to be measured: nobody else may work on it meanwhile, and a copy
that is broken off leaves it without its indexes. What refers to a row is not checked, as it is
copied along with what it refers to.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections
from django.db.models import Model

# A copy's keys lie so far from those of the rows that it is made of.
APART = 1_000_000
AT_ONCE = 4
HASTILY = (
    "SET statement_timeout TO 0", "SET synchronous_commit TO off",
    "SET session_replication_role TO replica", "SET maintenance_work_mem TO '768MB'",
    "SET max_parallel_maintenance_workers TO 0", "SET jit TO off",
)  # fmt: skip
# The primary keys stay: others refer to them, and copies come in their order.
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), conname
FROM pg_index LEFT JOIN pg_constraint ON conindid = indexrelid AND contype = 'u'
WHERE indrelid::regclass::text = ANY(%s) AND NOT indisprimary
ORDER BY (SELECT amname FROM pg_class JOIN pg_am ON pg_am.oid = relam
          WHERE pg_class.oid = indexrelid) = 'gin' DESC, 1
"""
Changed = Mapping[type[Model], Mapping[str, str]]


def multiply(changed: Changed, times: int) -> None:
    """Every row of the tables `times` times again, with these columns changed; `copy` counts.

    What a column is changed to is SQL over the row and `copy`, from 1 on. Figures of all tables
    are up to date afterwards.
    """
    tables = [model._meta.db_table for model in changed]
    made_again = list(_without_indexes(tables))
    _each(_copying(model, values, times) for model, values in changed.items())
    _each(sql for sql, _constraint in made_again)
    _each(constraint for _sql, constraint in made_again if constraint)
    _each(f"VACUUM ANALYZE {table}" for table in tables)
    _each(["VACUUM ANALYZE"])
    # What is measured next must not wait for what is still to be written.
    _each(["CHECKPOINT"])


def _without_indexes(tables: list[str]) -> Iterable[tuple[str, str]]:
    """Take the indexes away; how each is made again, and what makes a rule of it."""
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [tables])
        found = cursor.fetchall()
        for name, made, rule in found:
            table = made.split(" ON public.")[1].split()[0]
            kept = f"ALTER TABLE {table} ADD CONSTRAINT {rule} UNIQUE USING INDEX {name}"
            gone = f"ALTER TABLE {table} DROP CONSTRAINT {rule}" if rule else f"DROP INDEX {name}"
            cursor.execute(gone)
            yield made, kept if rule else ""


def _copying(model: type[Model], changed: Mapping[str, str], times: int) -> str:
    """Rows of the table again, once for each copy; a key of its own moves by APART."""
    columns = [field.column for field in model._meta.concrete_fields]
    values = {column: f'"{column}"' for column in columns}
    if "id" in values:
        values["id"] = f"id + copy::bigint * {APART}"
    values |= changed
    names = ", ".join(f'"{column}"' for column in columns)
    chosen = ", ".join(values[column] for column in columns)
    table = model._meta.db_table
    copies = f"generate_series(1, {times}) AS copy"
    return f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table}, {copies}"


def _each(statements: Iterable[str]) -> None:
    """All of them, a few at once, each by a connection of its own."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(_alone, statements))


def _alone(statement: str) -> None:
    try:
        with connection.cursor() as cursor:
            for setting in HASTILY:
                cursor.execute(setting)
            cursor.execute(statement)
    finally:
        connections.close_all()
