"""The columns of several cases written in one go: one statement, sent with each row's values.

The ORM would make the statement anew for each case, which takes longer than the database does.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from charterdesk.cases.models import Case


def write_columns(changes: Sequence[tuple[Case, Mapping[str, Any]]]) -> None:
    """Write these columns of each case, in the caller's transaction, and bring its row up to date.

    Every mapping names the same columns, by their attributes (`owner_id`).
    """
    if not changes:
        return
    fields = [field for field in Case._meta.concrete_fields if field.attname in changes[0][1]]
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table, key = quote(Case._meta.db_table), quote("id")
    values = [
        [field.get_db_prep_save(columns[field.attname], connection) for field in fields] + [row.pk]
        for row, columns in changes
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {sets} WHERE {key} = %s", values)
    for row, columns in changes:
        for name, value in columns.items():
            setattr(row, name, value)
