"""Rows whose kept stems hold what is asked for, as a condition for a queryset's key.

A table of stems is an ordinary one (`<table>`, its key and a text column); beside it stand an
FTS5 index that triggers keep (SQLite), or a kept `tsvector` with a GIN index (PostgreSQL).
"""

import json
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL

# Of a word that it has no figures about PostgreSQL guesses that every few hundredth row has it, and
# would read a million rows from the newest on for the fifty that are not there. Where it expects
# no more than this share, the index alone is asked, and what comes of it is counted, not guessed.
RARE_SHARE, RARE_ROWS = 0.005, 2_000


def rows_with(table: str, stems: Sequence[str], *, key: str, by_beginning: bool = False) -> RawSQL:
    """The keys of the rows of `table` whose stems are all of these.

    Stems are letters and digits, from `words.asked_stems`, at least one. `by_beginning` takes
    words that begin so. On PostgreSQL the rows of rare words are looked up here and now.
    """
    matching = _matching(table, stems, key=key, by_beginning=by_beginning)
    if connection.vendor != "postgresql":
        return matching
    with connection.cursor() as cursor:
        if not _is_rare(cursor, table, matching):
            return matching
        cursor.execute(matching.sql, matching.params)
        keys = [pk for (pk,) in cursor.fetchall()]
    return RawSQL(f"SELECT unnest(%s::bigint[]) AS {key}", [keys])


def _is_rare(cursor: CursorWrapper, table: str, matching: RawSQL) -> bool:
    """Whether the planner expects so few rows; it is asked for them and for all in one plan."""
    plan = f"EXPLAIN (FORMAT JSON) {matching.sql} UNION ALL SELECT 1 FROM {table}"
    cursor.execute(plan, matching.params)
    said = cursor.fetchone()[0]
    plans = (json.loads(said) if isinstance(said, str) else said)[0]["Plan"]["Plans"]
    expected, in_all = (int(part["Plan Rows"]) for part in plans)
    return expected <= max(RARE_ROWS, in_all * RARE_SHARE)


def _matching(table: str, stems: Sequence[str], *, key: str, by_beginning: bool = False) -> RawSQL:
    if connection.vendor == "postgresql":
        end = ":*" if by_beginning else ""
        asked = " & ".join(f"'{stem}'{end}" for stem in stems)
        return RawSQL(f"SELECT {key} FROM {table} WHERE vector @@ %s::tsquery", [asked])
    end = "*" if by_beginning else ""
    asked = " AND ".join(f'"{stem}"{end}' for stem in stems)
    return RawSQL(f"SELECT rowid FROM {table}_index WHERE {table}_index MATCH %s", [asked])


def stems_kept(table: str, stems: Iterable[str]) -> list[str]:
    """Those of a few hundred stems that stand in any row of `table`; each is one look.

    The index is asked alone: of words that nobody wrote PostgreSQL knows nothing, and would read
    the whole table for each.
    """
    asked = sorted(stems)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan TO off")
            cursor.execute(
                "SELECT stem FROM unnest(%s::text[]) AS stem, LATERAL (SELECT 1 FROM"
                f" {table} WHERE vector @@ quote_literal(stem)::tsquery LIMIT 1) AS kept",
                [asked],
            )
            return [stem for (stem,) in cursor.fetchall()]
        sql = f"SELECT 1 FROM {table}_index WHERE {table}_index MATCH %s LIMIT 1"
        return [one for one in asked if cursor.execute(sql, [f'"{one}"']).fetchone()]


def newest_with_each(
    table: str, stems: Sequence[str], *, key: str, most: int
) -> dict[str, list[int]]:
    """For each of the stems the keys of the newest rows that hold it; one query."""
    parts, asked = [], []
    for number, stem in enumerate(stems):
        rows = _matching(table, [stem], key=key)
        # Without the sum PostgreSQL may walk the primary key and read every row's stems anew.
        order = f"{key} + 0" if connection.vendor == "postgresql" else "rowid"
        parts.append(f"SELECT * FROM (SELECT {number}, found.* FROM ({rows.sql}) AS found"
                     f" ORDER BY {order} DESC LIMIT {most:d}) AS newest{number}")  # fmt: skip
        asked += list(rows.params)
    found: dict[str, list[int]] = {stem: [] for stem in stems}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), asked)
        for number, pk in cursor.fetchall():
            found[stems[number]].append(pk)
    return found


def add_index(table: str, key: str, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index beside a table of stems and fill it from the rows that are there.

    A later migration that remakes the table on SQLite must drop and add the index around it:
    the triggers go with the old table.
    """
    for statement in _making(table, key, editor.connection.vendor):
        editor.execute(statement)


def drop_index(table: str, editor: BaseDatabaseSchemaEditor) -> None:
    """Take away what `add_index` made."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER TABLE {table} DROP COLUMN vector")
        return
    for when in ("added", "changed", "gone"):
        editor.execute(f"DROP TRIGGER {table}_{when}")
    editor.execute(f"DROP TABLE {table}_index")


def _making(table: str, key: str, vendor: str) -> list[str]:
    if vendor == "postgresql":
        # Kept, not made anew: a common word is looked for in every row without the index.
        kept = "vector tsvector GENERATED ALWAYS AS (words::tsvector) STORED"
        return [
            f"ALTER TABLE {table} ADD COLUMN {kept}",
            f"CREATE INDEX {table}_index ON {table} USING gin (vector)",
        ]
    index = f"{table}_index"
    add = f"INSERT INTO {index}(rowid, words) VALUES (new.{key}, new.words);"
    take = f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', old.{key}, old.words);"
    # Whatever is not ASCII is a letter to this tokenizer: it only splits at the blanks.
    options = f"content='{table}', content_rowid='{key}', detail=none, tokenize='ascii'"
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5(words, {options})",
        f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {table}_gone AFTER DELETE ON {table} BEGIN {take} END",
        f"CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN {take} {add} END",
        f"INSERT INTO {index}({index}) VALUES ('rebuild')",
    ]
