"""What a runner may do: its own file, which the desk can't change. What is not named is refused.

The file must belong to root or to who runs the runner, and nobody else may write it.
"""

import os
import pwd
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from charterdesk.kit.settings_readers import CannotStart

KEYS = frozenset({"programs", "interpreters", "directory", "at_once", "within", "environment",
                  "secrets"})  # fmt: skip
PROGRAM_KEYS = frozenset({"path", "arguments", "user", "within"})
INTERPRETER_KEYS = frozenset({"path", "options", "user", "within"})
WITHIN = timedelta(minutes=10)
MOST_AT_ONCE = 16
LARGEST = 100_000
ANY = "any"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
VARIABLE = re.compile(r"RUNBOOK_[A-Z0-9_]{1,60}", re.ASCII)
_LENGTH = re.compile(r"([0-9]{1,5})([smh])", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}


@dataclass(frozen=True, slots=True)
class Program:
    """A program or an interpreter. Every argument must match one of `arguments` whole.

    `arguments` None lets every argument through; `options` are given to an interpreter first.
    """

    path: str
    arguments: tuple[re.Pattern[str], ...] | None = ()
    options: tuple[str, ...] = ()
    user: str = ""
    within: timedelta = WITHIN


@dataclass(frozen=True, slots=True)
class Allowed:
    """The whole file. `secrets` are variables of the runner's own that programs are given."""

    programs: Mapping[str, Program]
    interpreters: Mapping[str, Program]
    directory: str = "/"
    at_once: int = 2
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def says(self) -> dict[str, list[str]]:
        """What the desk is told of it."""
        return {"programs": sorted(self.programs), "interpreters": sorted(self.interpreters)}


def read_allowed(file: Path) -> Allowed:
    """The list in a file; raises CannotStart with one sentence."""
    _judge_file(file)
    try:
        said = yaml.safe_load(file.read_bytes()[:LARGEST])
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CannotStart(f"{file} can't be read as YAML.") from error
    fields = _table(said, "the file", KEYS, file)
    within = _length(fields.get("within"), WITHIN, "within", file)
    programs = [_program(one, within, file) for one in _list(fields.get("programs"), file)]
    named = _table(fields.get("interpreters") or {}, "interpreters", None, file)
    interpreters = {name: _interpreter(name, one, within, file) for name, one in named.items()}
    if not programs and not interpreters:
        raise CannotStart(f"{file} allows nothing: name programs or interpreters.")
    return Allowed(
        programs={one.path: one for one in programs}, interpreters=interpreters,
        directory=_directory(fields.get("directory", "/"), file),
        at_once=_count(fields.get("at_once", 2), file),
        environment=_environment(fields.get("environment") or {}, file),
        secrets={name: os.environ.get(name, "") for name in _list(fields.get("secrets"), file)},
    )  # fmt: skip


def _judge_file(file: Path) -> None:
    try:
        found = file.stat()
    except OSError as error:
        raise CannotStart(f"{file} can't be read: {error.strerror}.") from error
    if found.st_uid not in (0, os.geteuid()):
        raise CannotStart(f"{file} belongs to somebody else: give it to root.")
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise CannotStart(f"{file} may be written by others: chmod go-w {file}.")


def _program(said: Any, within: timedelta, file: Path) -> Program:
    fields = _table(said, "a program", PROGRAM_KEYS, file)
    path = _path(fields.get("path"), file)
    given = fields.get("arguments", [])
    arguments = None if given == ANY else tuple(_pattern(one, file) for one in _list(given, file))
    return Program(
        path, arguments, (), _user(fields.get("user"), file),
        _length(fields.get("within"), within, path, file),
    )  # fmt: skip


def _interpreter(name: str, said: Any, within: timedelta, file: Path) -> Program:
    fields = _table(said, f"the interpreter {name}", INTERPRETER_KEYS, file)
    options = tuple(map(str, _list(fields.get("options"), file)))
    return Program(
        _path(fields.get("path"), file), (), options, _user(fields.get("user"), file),
        _length(fields.get("within"), within, name, file),
    )  # fmt: skip


def _table(said: Any, what: str, keys: frozenset[str] | None, file: Path) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise CannotStart(f"{file}: {what} wants lines of `key: value`.")
    table = {str(key): value for key, value in said.items()}
    if keys is not None and (unknown := sorted(table.keys() - keys)):
        known = ", ".join(sorted(keys))
        raise CannotStart(f"{file}: {what} has the unknown word {unknown[0]}; known: {known}.")
    return table


def _list(said: Any, file: Path) -> Sequence[Any]:
    if said is None:
        return ()
    if not isinstance(said, list):
        raise CannotStart(f"{file}: a list is wanted where {str(said)[:60]} stands.")
    return said


def _path(said: Any, file: Path) -> str:
    path = str(said or "")
    if not path.startswith("/") or not os.access(path, os.X_OK) or not Path(path).is_file():
        raise CannotStart(f"{file}: '{path}' is not the full path of a program.")
    return path


def _pattern(said: Any, file: Path) -> re.Pattern[str]:
    try:
        return re.compile(str(said))
    except re.error as error:
        raise CannotStart(f"{file}: '{said}' is no regular expression: {error}.") from error


def _user(said: Any, file: Path) -> str:
    if said is None:
        return ""
    try:
        found = pwd.getpwnam(str(said))
    except KeyError as error:
        raise CannotStart(f"{file}: there is no user '{said}' here.") from error
    if os.geteuid() not in (0, found.pw_uid):
        raise CannotStart(f"{file}: only a runner of root can work as '{said}'.")
    return found.pw_name


def _directory(said: Any, file: Path) -> str:
    if not Path(str(said)).is_dir() or not str(said).startswith("/"):
        raise CannotStart(f"{file}: '{said}' is no directory with its full path.")
    return str(said)


def _count(said: Any, file: Path) -> int:
    if not isinstance(said, int) or not 1 <= said <= MOST_AT_ONCE:
        raise CannotStart(f"{file}: at_once wants a number from 1 to {MOST_AT_ONCE}.")
    return said


def _length(said: Any, otherwise: timedelta, what: str, file: Path) -> timedelta:
    if said is None:
        return otherwise
    found = _LENGTH.fullmatch(str(said))
    if not found or not int(found[1]):
        raise CannotStart(f"{file}: within of {what} wants a time such as 30s, 5m or 1h.")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _environment(said: Any, file: Path) -> dict[str, str]:
    table = _table(said, "environment", None, file)
    return {name: str(value) for name, value in table.items()}
