"""The keys that seal secrets: lines of a file outside the database, `NAME KEY`, the last one seals.

The file is read anew at each use, so that every process of the desk follows a change at once.
"""

import base64
import binascii
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes, token_hex

from charterdesk.kit.settings_readers import CannotStart, MalformedSetting

KEY_BYTES = 32
_LINE = re.compile(r"([0-9a-z]{1,16}) ([A-Za-z0-9_-]{43}=)")


class KeysFault(CannotStart):
    """The file of keys can't be used; its text says what to do."""


def ensure_keys(path: Path) -> Path:
    """`path`, where the first start makes a file with one key, readable for its owner alone.

    Raises MalformedSetting where it can be neither made nor read. Of two processes that start
    at once both find the same key.
    """
    try:
        if not path.exists():
            _make(path)
        _refuse_open_file(path)
    except OSError as error:
        raise MalformedSetting(f"The keys in {path} can't be kept: {error.strerror}.") from error
    return path


def read_keys(path: Path) -> Mapping[str, bytes]:
    """The keys by their names, oldest first; raises KeysFault."""
    try:
        _refuse_open_file(path)
        lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError as error:
        raise KeysFault(
            f"The file of keys {path} is gone: put it back from your backup, as sealed access"
            " data can't be read without it."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise KeysFault(f"The keys in {path} can't be read: {reason}.") from error
    keys = dict(_key(path, line) for line in lines if line.strip())
    if not keys:
        raise KeysFault(f"{path} has no key any more: put the file back from your backup.")
    return keys


def add_key(path: Path) -> str:
    """A new key, with which everything is sealed from now on; its name. Raises KeysFault."""
    with _alone(path) as draft:
        lines, (name, line) = _lines(read_keys(path)), _new_line()
        _write(draft, [*lines, line])
        os.replace(draft, path)
    return name


def drop_key(path: Path, name: str) -> None:
    """Take a key out of the file; raises KeysFault where it isn't there or is the last one."""
    with _alone(path) as draft:
        keys = read_keys(path)
        if name not in keys:
            raise KeysFault(f"{path} has no key {name}: it has {', '.join(keys)}.")
        if name == list(keys)[-1]:
            raise KeysFault(f"The key {name} seals what is kept now: add another one first.")
        _write(draft, _lines({one: key for one, key in keys.items() if one != name}))
        os.replace(draft, path)


def _key(path: Path, line: str) -> tuple[str, bytes]:
    found = _LINE.fullmatch(line.strip())
    try:
        key = base64.urlsafe_b64decode(found[2]) if found else b""
    except (ValueError, binascii.Error):
        key = b""
    if found is None or len(key) != KEY_BYTES:
        raise KeysFault(f"{path} has a line that is no key: put the file back from your backup.")
    return found[1], key


def _lines(keys: Mapping[str, bytes]) -> list[str]:
    return [f"{name} {base64.urlsafe_b64encode(key).decode('ascii')}" for name, key in keys.items()]


def _new_line() -> tuple[str, str]:
    name = token_hex(4)
    return name, _lines({name: token_bytes(KEY_BYTES)})[0]


def _refuse_open_file(path: Path) -> None:
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise MalformedSetting(f"Others can read {path}: type chmod 600 {path}.")


def _make(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{token_hex(8)}")
    _write(draft, [_new_line()[1]])
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


@contextmanager
def _alone(path: Path) -> Iterator[Path]:
    """The draft beside the file, which one process has at a time."""
    draft = path.with_name(f"{path.name}.new")
    try:
        _write(draft, [])
    except FileExistsError as error:
        raise KeysFault(
            f"Another command is changing the keys; if none is, take {draft} away."
        ) from error
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _write(path: Path, lines: Sequence[str]) -> None:
    """The lines, on the disk on return; an empty draft must not be there yet."""
    exclusive = 0 if lines and path.exists() else os.O_EXCL
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | exclusive, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
