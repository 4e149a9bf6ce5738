"""A query whose SQL is made once, and then only filled in: for the pages that are asked for most.

Building a query and writing its SQL takes longer than the database takes to answer it. Both are
the same each time but for the values, so the first making is kept, with stand-ins where values go.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from threading import local
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

from charterdesk.kit.kept_plans import POSTGRESQL, rows_of, written_in

M = TypeVar("M", bound=Model)
Value = int | str | Sequence[int] | Sequence[str]
Sql = tuple[str, tuple[Any, ...]]
KEPT_AT_MOST = 500
# What a key of a row may be, in both databases.
LEAST, MOST = -(2**63), 2**63 - 1
# No row has such a key or word, so a stand-in can't be taken for a value of the query's own.
_NO_KEY = -7_000_000_000_000
_NO_WORD = "\ue000%s\ue001"
_STAND_IN = re.compile("\ue000[0-9]+\ue001")


class _Template:
    """SQL with a place for each parameter, and what reads its rows as models, if anything does."""

    __slots__ = ("compiler", "places", "sql")

    def __init__(self, sql: str, places: tuple[object, ...], compiler: SQLCompiler | None) -> None:
        self.sql = sql
        self.places = places
        self.compiler = compiler

    def parameters(self, given: Mapping[str, Value]) -> list[Any]:
        return [_value(place, given) for place in self.places]


class _Kept:
    """The templates of one query, by thread, database, shape and length of the lists."""

    def __init__(self, make: Callable[..., tuple[Sql, SQLCompiler | None]]) -> None:
        self._make = make
        self._local = local()

    def template(self, shape: tuple[Hashable, ...], given: Mapping[str, Value]) -> _Template:
        kept: dict[object, _Template] = self._local.__dict__.setdefault(connection.vendor, {})
        key = (shape, tuple(_form(value) for value in given.values()))
        found = kept.get(key)
        if found is None:
            if len(kept) >= KEPT_AT_MOST:
                kept.clear()
            found = kept[key] = self._made(shape, given)
        return found

    def _made(self, shape: tuple[Hashable, ...], given: Mapping[str, Value]) -> _Template:
        stand_ins = dict(_stand_ins(given))
        (sql, own), compiler = self._make(*shape, **_with_stand_ins(given, stand_ins))
        back = {stand_in: place for place, stand_in in stand_ins.items()}
        places = [_place(one, back) for one in own]
        if connection.vendor != POSTGRESQL:
            return _Template(sql, tuple(places), compiler)
        asked = iter(places)
        written = written_in(sql, own, lambda _one: isinstance(next(asked), _Own))
        kept = tuple(place for place in places if not isinstance(place, _Own))
        return _Template(written, kept, compiler)


class Statement:
    """SQL with places for values; `make` gives the SQL and its parameters.

    `make` is called once for each thread, shape and length of its lists, with stand-ins for the
    values; what changes the form of the SQL goes into the shape. Lists are filled up to the next
    power of two by repeating their last value, so use them in `IN` alone. A word may stand inside
    what a column is like (`icontains`); `iexact` is not for it.
    """

    def __init__(self, make: Callable[..., Sql]) -> None:
        self._kept = _Kept(lambda *shape, **values: (make(*shape, **values), None))

    def rows(self, *shape: Hashable, **values: Value) -> list[tuple[Any, ...]]:
        """The rows as the database gives them."""
        given = {name: _evened(value) for name, value in values.items()}
        template = self._kept.template(shape, given)
        return rows_of(template.sql, template.parameters(given))


class Prepared(Generic[M]):
    """The rows of a queryset, whose SQL is made once; see `Statement` for the values."""

    def __init__(self, make: Callable[..., QuerySet[M]]) -> None:
        self._kept = _Kept(lambda *shape, **values: _compiled(make(*shape, **values)))

    def rows(self, *shape: Hashable, **values: Value) -> list[M]:
        """The rows as the queryset would give them, what it joined and annotated included.

        None for a number that no column holds, as Django says of such a key.
        """
        if any(isinstance(value, int) and not LEAST <= value <= MOST for value in values.values()):
            return []
        given = {name: _evened(value) for name, value in values.items()}
        try:
            template = self._kept.template(shape, given)
        except EmptyResultSet:
            return []
        assert template.compiler is not None
        found = rows_of(template.sql, template.parameters(given))
        return list(_models(template.compiler, found))

    def first(self, *shape: Hashable, **values: Value) -> M | None:
        """The first row, or None."""
        return next(iter(self.rows(*shape, **values)), None)


def _compiled(queryset: QuerySet[Any]) -> tuple[Sql, SQLCompiler]:
    compiler = queryset.query.get_compiler(using=connection.alias)
    sql, parameters = compiler.as_sql()
    return (sql, tuple(parameters)), compiler


class _Own:
    """A parameter that the query brings along itself."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class _Inside:
    """A word within what a column is like, where % and _ of the word are letters."""

    __slots__ = ("after", "before", "name")

    def __init__(self, name: str, before: str, after: str) -> None:
        self.name = name
        self.before = before
        self.after = after

    def value(self, word: object) -> str:
        return f"{self.before}{connection.ops.prep_for_like_query(str(word))}{self.after}"


def _place(one: object, back: Mapping[int | str, tuple[str, int]]) -> object:
    """What takes the place of a parameter: a value, one with something around it, or itself."""
    if isinstance(one, int | str) and one in back:
        return back[one]
    if isinstance(one, str) and (found := _STAND_IN.search(one)) and found[0] in back:
        return _Inside(back[found[0]][0], one[: found.start()], one[found.end() :])
    return _Own(one)


def _models(compiler: SQLCompiler, rows: list[tuple[Any, ...]]) -> Iterator[Any]:
    """What Django makes of the rows of a compiled query (`ModelIterable`)."""
    info = compiler.klass_info
    assert info is not None
    model, fields = info["model"], info["select_fields"]
    begin, end = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[begin:end]]
    alias = connection.alias
    populators = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]  # the stubs are a later Django's
    for row in compiler.results_iter([list(rows)]):
        made = model.from_db(alias, names, row[begin:end])
        for populator in populators:
            populator.populate(row, made)
        for name, at in compiler.annotation_col_map.items():
            setattr(made, name, row[at])
        yield made


def _evened(value: Value) -> Value:
    """A list in the next power of two, so that few lengths are made."""
    if isinstance(value, int | str):
        return value
    wanted = 1 << max(len(value) - 1, 0).bit_length()
    return [*value, *list(value[-1:]) * (wanted - len(value))]


def _form(value: Value) -> object:
    if isinstance(value, int | str):
        return type(value)
    return (len(value), type(value[0]) if value else None)


def _stand_ins(given: Mapping[str, Value]) -> Iterator[tuple[tuple[str, int], int | str]]:
    for number, (name, value) in enumerate(given.items()):
        items = [value] if isinstance(value, int | str) else value
        for at, item in enumerate(items):
            apart = number * 100_000 + at
            yield (name, at), _NO_KEY - apart if isinstance(item, int) else _NO_WORD % apart


def _with_stand_ins(
    given: Mapping[str, Value], stand_ins: Mapping[tuple[str, int], int | str]
) -> dict[str, Any]:
    return {
        name: stand_ins[name, 0]
        if isinstance(value, int | str)
        else [stand_ins[name, at] for at in range(len(value))]
        for name, value in given.items()
    }


def _value(place: object, given: Mapping[str, Value]) -> Any:
    if isinstance(place, _Own):
        return place.value
    if isinstance(place, _Inside):
        return place.value(given[place.name])
    assert isinstance(place, tuple)
    value = given[place[0]]
    return value if isinstance(value, int | str) else value[place[1]]
