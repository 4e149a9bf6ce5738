"""SQLite for several processes: writers queue on a file lock before BEGIN IMMEDIATE.

SQLite itself makes waiting writers sleep and try again, so that under load some wait for
seconds while others pass; the kernel's queue in front of it is fair. Readers never wait.
"""

import fcntl
import os
import sqlite3
import warnings
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from django.db import OperationalError
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

    def enter(self, patience: timedelta) -> None:
        """Wait until no other writer is inside; OperationalError after `patience`."""
        if self._held:
            return
        descriptor = self._open()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._wait(descriptor, patience)
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

    def _wait(self, descriptor: int, patience: timedelta) -> None:
        # The kernel's queue is fair but knows no time limit, so a thread waits in it. Where
        # it waits in vain the file is given up, and with it the lock that may still come.
        waiter = Thread(target=fcntl.flock, args=(descriptor, fcntl.LOCK_EX), daemon=True)
        waiter.start()
        waiter.join(patience.total_seconds())
        if waiter.is_alive():
            os.close(descriptor)
            self._descriptor = None
            raise OperationalError(
                f"Another process has been writing for {patience.total_seconds():g} seconds"
                f" without an end: database is locked (see {self._path})."
            )

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
            queue.enter(timedelta(seconds=self.settings_dict["OPTIONS"].get("timeout", 5)))
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
