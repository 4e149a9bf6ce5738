"""Rows whose kept stems hold what is asked for, as a condition for a queryset's key.

A table of stems is an ordinary one (`<table>`, its key and a text column); beside it stand an
FTS5 index that triggers keep (SQLite), or a kept `tsvector` with a GIN index (PostgreSQL).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL

# Of a word that it has no figures about PostgreSQL guesses that every few hundredth row has it, and
# would read a million rows from the newest on for the fifty that are not there. Where it expects
# no more than this share, the index alone is asked, and what comes of it is counted, not guessed.
RARE_SHARE, RARE_ROWS = 0.005, 2_000
# SQLite takes five hundred parts in one query.
AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Index:
    """A table of stems and its key; `by_beginning` takes words that begin so."""

    table: str
    key: str
    by_beginning: bool = False


# The rows of rare words, the newest first, by where they were looked for.
Rare = Mapping[Index, Sequence[int]]


def rows_with(index: Index, stems: Sequence[str], rare: Rare | None = None) -> RawSQL:
    """The keys of the rows whose stems are all of these.

    Stems are letters and digits, from `words.asked_stems`, at least one. On PostgreSQL the rows
    of rare words are looked up here and now, where they are not handed in as `rare`.
    """
    known = rare_rows([index], stems) if rare is None else rare
    if index not in known:
        return _matching(index, stems)
    return RawSQL(f"SELECT unnest(%s::bigint[]) AS {index.key}", [list(known[index])])


def rare_rows(indexes: Sequence[Index], stems: Sequence[str]) -> Rare:
    """The rows with all the stems, of those indexes that hold few of them; two queries in all.

    On SQLite there are none: it begins with the index by itself.
    """
    if connection.vendor != "postgresql" or not stems:
        return {}
    looks = {index: _matching(index, stems) for index in indexes}
    with connection.cursor() as cursor:
        rare = _expected_rare(cursor, looks)
        found: dict[Index, list[int]] = {index: [] for index in rare}
        if rare:
            parts = [f"SELECT {at}, found.* FROM ({looks[index].sql}) AS found"
                     for at, index in enumerate(rare)]  # fmt: skip
            cursor.execute(" UNION ALL ".join(parts), _values(looks[index] for index in rare))
            for at, pk in cursor.fetchall():
                found[rare[at]].append(pk)
    return {index: sorted(keys, reverse=True) for index, keys in found.items()}


def _expected_rare(cursor: CursorWrapper, looks: Mapping[Index, RawSQL]) -> list[Index]:
    """Where the planner expects few rows; it is asked for them and for all, all in one plan."""
    parts = [f"{look.sql} UNION ALL SELECT {index.key} FROM {index.table}"
             for index, look in looks.items()]  # fmt: skip
    plan = f"EXPLAIN (FORMAT JSON) {' UNION ALL '.join(parts)}"
    cursor.execute(plan, _values(looks.values()))
    said = cursor.fetchone()[0]
    plans = (json.loads(said) if isinstance(said, str) else said)[0]["Plan"]["Plans"]
    rows = [int(part["Plan Rows"]) for part in plans]
    guesses = zip(looks, rows[::2], rows[1::2], strict=True)
    return [index for index, some, every in guesses if some <= max(RARE_ROWS, every * RARE_SHARE)]


def _values(looks: Iterable[RawSQL]) -> list[str]:
    return [str(value) for look in looks for value in look.params]


def _matching(index: Index, stems: Sequence[str]) -> RawSQL:
    table = index.table
    if connection.vendor == "postgresql":
        end = ":*" if index.by_beginning else ""
        asked = " & ".join(f"'{stem}'{end}" for stem in stems)
        return RawSQL(f"SELECT {index.key} FROM {table} WHERE vector @@ %s::tsquery", [asked])
    end = "*" if index.by_beginning else ""
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
        found: list[str] = []
        for first in range(0, len(asked), AT_ONCE):
            some = asked[first : first + AT_ONCE]
            looks = (
                f"SELECT {at} FROM (SELECT 1 FROM {table}_index"
                f" WHERE {table}_index MATCH %s LIMIT 1)"
                for at in range(len(some))
            )
            cursor.execute(" UNION ALL ".join(looks), [f'"{one}"' for one in some])
            found += [some[at] for (at,) in cursor.fetchall()]
        return found


def newest_with_each(index: Index, stems: Sequence[str], most: int) -> dict[str, list[int]]:
    """For each of the stems the keys of the newest rows that hold it; one query."""
    parts, asked = [], []
    for number, stem in enumerate(stems):
        rows = _matching(index, [stem])
        # Without the sum PostgreSQL may walk the primary key and read every row's stems anew.
        order = f"{index.key} + 0" if connection.vendor == "postgresql" else "rowid"
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
