"""SQLite for several processes: writers queue on a file lock before BEGIN IMMEDIATE.

SQLite itself makes waiting writers sleep and try again, so that under load some wait for
seconds while others pass; the kernel's queue in front of it is fair. Readers never wait.
"""

import fcntl
import os
import sqlite3
import warnings
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


def survives_wal_reset(version: tuple[int, ...]) -> bool:
    """Whether this version of the SQLite library is free of the WAL-reset fault.

    Versions 3.7.0 to 3.51.2 can corrupt a database that several processes write; the
    repair was carried back to 3.50.7 and 3.44.6.
    """
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


if not survives_wal_reset(sqlite3.sqlite_version_info):
    warnings.warn(
        f"The SQLite library here is {sqlite3.sqlite_version}, which can corrupt a database"
        " that several processes write: take 3.51.3 or newer, or a PostgreSQL database.",
        RuntimeWarning,
        stacklevel=2,
    )


class WriteQueue:
    """One place in the queue of the writers of one database file.

    The lock belongs to the open file, so threads and processes queue alike, and the
    kernel gives it up when its holder dies.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._opened_by = 0
        self._held = False

    def enter(self) -> None:
        """Wait until no other writer is inside."""
        if self._held:
            return
        fcntl.flock(self._open(), fcntl.LOCK_EX)
        self._held = True

    def leave(self) -> None:
        """Let the next writer in."""
        if self._held and self._descriptor is not None:
            self._held = False
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Leave the queue and give the file back."""
        self.leave()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> int:
        # A descriptor that came over a fork would share the parent's lock.
        if self._descriptor is not None and self._opened_by != os.getpid():
            os.close(self._descriptor)
            self._descriptor = None
        if self._descriptor is None:
            flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC
            self._descriptor = os.open(self._path, flags, 0o600)
            self._opened_by = os.getpid()
        return self._descriptor


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection, which enters the write queue with each transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: WriteQueue | None = None

    def keep_write_ahead_log(self) -> None:
        """Store in the file that its journal is a write-ahead log; once, when it is made."""
        if not self.is_in_memory_db():
            with self.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=WAL")

    def _start_transaction_under_autocommit(self) -> None:
        if queue := self._write_queue():
            queue.enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        # A commit that fails leaves the transaction open, and its rollback leaves the queue.
        super()._commit()  # type: ignore[misc]  # not in the stubs
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # not in the stubs
        finally:
            if self._queue is not None:
                self._queue.close()
                self._queue = None

    def _write_queue(self) -> WriteQueue | None:
        if self._queue is None and not self.is_in_memory_db():
            name = Path(self.settings_dict["NAME"])
            self._queue = WriteQueue(name.with_name(f"{name.name}-writers"))
        return self._queue

    def _leave(self) -> None:
        if self._queue is not None:
            self._queue.leave()
