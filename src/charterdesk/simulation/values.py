"""What is asked of a simulation and what comes of it; both can be stored as JSON.

`Request` holds the texts of all its files, so that a job needs nothing but it.
"""

import base64
import types
import typing
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, Literal, TypeVar

from charterdesk.simulation.answers.values import Answers, Change, Strictest, WhatIf

T = TypeVar("T")
Source = Literal["log", "load", "history"]
Json = Any  # what json.loads gives


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file by its name and its bytes; no name: there is none."""

    name: str = ""
    data: bytes = b""

    def __bool__(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One simulation. `source` says where the cases come from.

    `log` may stand beside `load` when the load is "as in" the log. `log_map` is a map's file or
    only a shipped map's name. For `history` the caller hands the cases in. `most_seconds` is how
    long it may take by the estimate; 0 for any length.
    """

    charter: File
    against: File = File()
    source: Source = "log"
    log: File = File()
    log_map: File = File()
    load: File = File()
    people: File = File()
    zone: str = ""
    times: str = ""
    contract: str = ""
    runs: int = 1
    seed: int | None = None
    what_ifs: bool = True
    reverse: bool = True
    most_seconds: float = 0
    cores: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LineUnused:
    """A line of the log that was not used, its column ("" for the line) and the sentence why."""

    line: int
    column: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRead:
    """What a word of the log was read as ("" for nothing), and how often."""

    column: str
    theirs: str
    ours: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAccount:
    """What became of the log: `used` and `unused` lines make `total`."""

    file: str
    map: str
    describes: str
    encoding: str
    zone: str
    times: str
    total: int
    used: int
    cases: int
    unused: tuple[LineUnused, ...]
    ignored_columns: tuple[str, ...]
    words: tuple[WordRead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One charter and its answers."""

    charter: str
    title: str
    version: int
    file: str
    zone: str
    answers: Answers
    what_ifs: tuple[WhatIf, ...] = ()
    strictest: tuple[Strictest, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a simulation. `sides` are the charter and, if asked, the one it stands beside.

    `since` and `until` are ISO moments. `complete` is false when it was cancelled; what stands
    here is then what there was. `notes` are sentences in English.
    """

    source: Source
    since: str
    until: str
    seed: int | None
    runs: int
    complete: bool
    sides: tuple[Side, ...]
    changes: tuple[Change, ...] = ()
    changed_cases: int = 0
    log: LogAccount | None = None
    notes: tuple[str, ...] = ()


def request_as_json(request: Request) -> Json:
    """The request as JSON values; files in base64."""
    return _plain(asdict(request))


def request_from_json(stored: Mapping[str, Json]) -> Request:
    """The request that was stored. TypeError or KeyError for what is none."""
    return _made(Request, stored)


def result_as_json(result: Result) -> Json:
    """The result as JSON values: the keys of the report."""
    return _plain(asdict(result))


def result_from_json(stored: Mapping[str, Json]) -> Result:
    """The result that was stored."""
    return _made(Result, stored)


def _plain(value: object) -> Json:
    match value:
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value


def _made(kind: type[T], stored: Mapping[str, Json]) -> T:
    hints = typing.get_type_hints(kind)
    known = {one.name for one in fields(typing.cast(Any, kind))}
    return kind(**{key: _read(hints[key], value) for key, value in stored.items() if key in known})


def _read(hint: Any, value: Json) -> Any:
    if value is None or hint in (str, int, float, bool):
        return value
    if hint is bytes:
        return base64.b64decode(value)
    if is_dataclass(hint):
        return _made(typing.cast(type[Any], hint), value)
    if typing.get_origin(hint) is tuple:
        return tuple(_read(typing.get_args(hint)[0], one) for one in value)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = next(one for one in typing.get_args(hint) if one is not type(None))
        return _read(inner, value)
    return value
