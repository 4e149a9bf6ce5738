"""Databases that have every table already: made once by `charterdesk migrate`, then copied.

What is made is kept beside pytest's cache, under a name that tells of which migrations it
is, so that the next process and the next run begin with a copy.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from psycopg import sql

from tests.postgres import binaries, start_cluster

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "charterdesk"
KEPT = ROOT / ".pytest_cache" / "d" / "tables"
# Two dozen times as long as it takes to migrate on a machine with nothing else to do.
PATIENCE = 240


def give_sqlite(place: Path) -> None:
    """Put an SQLite database with all tables, and nothing in them, at `place`."""
    shutil.copyfile(_kept("desk.sqlite3", _make_sqlite), place)


def give_postgres(address: str) -> None:
    """Put all tables, and nothing in them, into the empty database at `address`."""
    dump = _kept(f"desk-{binaries().parent.name}.sql", _make_dump)
    words = [f"{binaries()}/psql", "-qX1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull]
    subprocess.run([*words, "-f", str(dump), address], check=True)


def template_at(address: str) -> str:
    """The database with all tables in the cluster at `address`, to be copied from."""
    template = f"tables_{_version()}"
    named = sql.Identifier(template)
    with _alone("cluster"), _superuser(address) as postgres:
        asked = "SELECT 1 FROM pg_database WHERE datname = %s AND NOT datallowconn"
        if not postgres.execute(asked, [template]).fetchone():
            postgres.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(named))
            postgres.execute(sql.SQL("CREATE DATABASE {}").format(named))
            give_postgres(database_at(address, template))
            # Whoever was connected to it would keep others from copying it.
            postgres.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(named))
    return template


@contextmanager
def a_database(address: str, name: str) -> Iterator[str]:
    """The address of a new database with all tables in the cluster at `address`."""
    made = {"name": sql.Identifier(name), "template": sql.Identifier(template_at(address))}
    with _superuser(address) as postgres:
        postgres.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**made))
    try:
        yield database_at(address, name)
    finally:
        with _superuser(address) as postgres:
            postgres.execute(sql.SQL("DROP DATABASE {name} WITH (FORCE)").format(**made))


def database_at(address: str, name: str) -> str:
    """The address of another database of the same cluster."""
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def _superuser(address: str) -> "closing[psycopg.Connection[tuple[object, ...]]]":
    return closing(psycopg.connect(address, autocommit=True, connect_timeout=60))


def _kept(name: str, make: Callable[[Path], None]) -> Path:
    """The file of that name that `make` has made, in this process or in an earlier one."""
    path = KEPT / f"{_version()}-{name}"
    if not path.exists():
        with _alone(name):
            if not path.exists():
                for old in sorted(KEPT.glob(f"*-{name}"), key=_made_at)[:-2]:
                    old.unlink()
                draft = path.with_suffix(".draft")
                make(draft)
                draft.replace(path)
    return path


def _made_at(path: Path) -> float:
    return path.stat().st_mtime


def _version() -> str:
    """What changes with whatever decides what `charterdesk migrate` makes."""
    told = hashlib.sha256(f"{django.__version__} {sys.version}".encode())
    patterns = ("migrations/*.py", "models/*.py", "models*.py", "migrate.py", "kit/sqlite/*.py")
    for file in sorted({file for pattern in patterns for file in SOURCE.rglob(pattern)}):
        told.update(file.read_bytes())
    return told.hexdigest()[:16]


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Nobody else is inside under that name meanwhile; the wait has an end."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        for _ in range(PATIENCE * 20):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                threading.Event().wait(0.05)
            else:
                break
        else:
            raise RuntimeError(f"Another process has been making {KEPT / name} for too long.")
        yield


def _make_sqlite(place: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="charterdesk-tables-") as directory:
        _migrate(CHARTERDESK_DATA=directory)
        shutil.copyfile(Path(directory) / "desk.sqlite3", place)


def _make_dump(place: Path) -> None:
    cluster = start_cluster()
    try:
        with tempfile.TemporaryDirectory(prefix="charterdesk-tables-") as directory:
            _migrate(CHARTERDESK_DATA=directory, CHARTERDESK_DATABASE=cluster.address)
        words = [f"{binaries()}/pg_dump", "--no-owner", "-f", str(place), cluster.address]
        subprocess.run(words, check=True)
    finally:
        cluster.stop()


def _migrate(**settings: str) -> None:
    command = [sys.executable, "-m", "charterdesk.command", "migrate"]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        command, env={**env, **settings}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"`charterdesk migrate` failed: {done.stderr}")
