"""One address for the database: `sqlite:///path` or `postgresql://user:password@host:port/name`.

What stands behind the address (write queue, time limits, durability) is the desk's choice
and the same for everybody, so the address has no options.
"""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from charterdesk.kit.settings_readers import MalformedSetting

WANTED = "it wants sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME"

# The journal mode is not set here but once, by `migrate`: it is stored in the file, and
# asking for it at connect can fail with "database is locked" after a crash.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
    " PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;",
}
# Short questions through indexes, from memory or a disk without arms: compiling one takes longer
# than answering it, and the planner's own guess about the disk makes it read whole tables.
POSTGRESQL_OPTIONS = {
    "target_session_attrs": "read-write",
    "connect_timeout": 3,
    "options": "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
    " -c lock_timeout=5s -c jit=off -c random_page_cost=1.1",
}


def database_from(setting: str, address: str) -> dict[str, Any]:
    """Django's description of the database at `address`, which `setting` gave.

    `postgresql:///name` means the server of this machine, through its local socket.

    Raises MalformedSetting with the setting's name; the sentence never repeats a password.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise MalformedSetting(f"{setting} is malformed: {WANTED}.") from error
    if not address.strip().startswith(f"{parts.scheme}://"):
        raise MalformedSetting(f"{setting} is no address: {WANTED}.")
    if parts.query or parts.fragment:
        raise MalformedSetting(f"{setting} has options after '?' or '#': {WANTED}.")
    match parts.scheme:
        case "sqlite":
            return _sqlite(setting, parts)
        case "postgresql":
            return _postgresql(setting, parts, port)
        case scheme:
            raise MalformedSetting(f"{setting} begins with '{scheme}:': {WANTED}.")


def sqlite_at(path: Path) -> dict[str, Any]:
    """Django's description of the embedded database in the file `path`."""
    return {
        "ENGINE": "charterdesk.kit.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def _sqlite(setting: str, parts: SplitResult) -> dict[str, Any]:
    path = Path("/", unquote(parts.path).lstrip("/"))
    if parts.netloc or path == Path("/"):
        raise MalformedSetting(
            f"{setting} names no file: write three slashes and the whole path,"
            " such as sqlite:///srv/desk/desk.sqlite3."
        )
    if not path.parent.is_dir():
        raise MalformedSetting(f"{setting} names {path}, but {path.parent} is no directory.")
    return sqlite_at(path)


def _postgresql(setting: str, parts: SplitResult, port: int | None) -> dict[str, Any]:
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise MalformedSetting(f"{setting} names no database after the host: {WANTED}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or 5432),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": dict(POSTGRESQL_OPTIONS),
    }
