"""The queue of the writers: nobody lost, nobody refused, nobody inside twice."""

import multiprocessing
import os
import sqlite3
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django import DjangoDbBlocker

from charterdesk.kit.database_url import sqlite_at
from charterdesk.kit.sqlite.base import DatabaseWrapper, WriteQueue, survives_wal_reset

DEFAULTS = {
    "ALIAS": "default",
    "AUTOCOMMIT": True,
    "CONN_HEALTH_CHECKS": False,
    "TIME_ZONE": None,
    "USER": "",
    "PASSWORD": "",
    "HOST": "",
    "PORT": "",
    "TEST": {},
}
LONG = timedelta(seconds=20)
SHORT = timedelta(milliseconds=30)


def connect(path: Path) -> DatabaseWrapper:
    """A connection of its own, as another process would have."""
    return DatabaseWrapper({**DEFAULTS, **sqlite_at(path)}, "default")


def add_one(connection: DatabaseWrapper) -> None:
    """Read and write in one transaction: without a queue two of these lose an update."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with connection.cursor() as cursor:
        count = cursor.execute("SELECT count FROM tally").fetchone()[0]
        cursor.execute("UPDATE tally SET count = %s", [count + 1])
    connection.commit()
    connection.set_autocommit(True)


def add_many(path: Path, times: int) -> None:
    """Add one, many times, from a process of its own."""
    connection = connect(path)
    for _ in range(times):
        add_one(connection)
    connection.close()


@pytest.fixture(autouse=True)
def own_databases(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let these tests open database files of their own; none of them is the desk's."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def tally(tmp_path: Path) -> Path:
    """A database file with one count of nought in it."""
    path = tmp_path / "tally.sqlite3"
    connection = connect(path)
    connection.keep_write_ahead_log()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE tally (count INTEGER)")
        cursor.execute("INSERT INTO tally VALUES (0)")
    connection.close()
    return path


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[WriteQueue]:
    """A place in the queue of a file."""
    queue = WriteQueue(tmp_path / "queue")
    yield queue
    queue.close()


def test_processes_that_write_at_once_lose_no_update(tally: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=add_many, args=(tally, 60)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    with sqlite3.connect(tally) as connection:
        assert connection.execute("SELECT count FROM tally").fetchone() == (240,)


def test_a_second_writer_waits_for_the_first(queue: WriteQueue, tmp_path: Path) -> None:
    queue.enter(LONG)
    second = WriteQueue(tmp_path / "queue")
    entered = threading.Event()

    def wait() -> None:
        second.enter(LONG)
        entered.set()
        second.close()

    thread = threading.Thread(target=wait)
    thread.start()
    assert not entered.wait(0.05)
    queue.leave()
    assert entered.wait(10)
    thread.join()


def test_a_wait_without_an_end_is_given_up(queue: WriteQueue, tmp_path: Path) -> None:
    queue.enter(LONG)
    second = WriteQueue(tmp_path / "queue")
    with pytest.raises(OperationalError, match="database is locked"):
        second.enter(SHORT)


def test_a_wait_given_up_leaves_no_lock_behind(queue: WriteQueue, tmp_path: Path) -> None:
    queue.enter(LONG)
    second = WriteQueue(tmp_path / "queue")
    with pytest.raises(OperationalError):
        second.enter(SHORT)
    queue.leave()
    third = WriteQueue(tmp_path / "queue")
    third.enter(LONG)
    third.close()


def test_entering_twice_is_entering_once(queue: WriteQueue, tmp_path: Path) -> None:
    queue.enter(LONG)
    queue.enter(LONG)
    queue.leave()
    second = WriteQueue(tmp_path / "queue")
    second.enter(SHORT)
    second.close()


def _die_inside(path: Path) -> None:
    WriteQueue(path).enter(LONG)
    os._exit(9)


def test_a_writer_that_dies_inside_lets_the_next_one_in(queue: WriteQueue, tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(
        target=_die_inside, args=(tmp_path / "queue",)
    )
    process.start()
    process.join(timeout=60)
    assert process.exitcode == 9
    queue.enter(SHORT)


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_every_end_of_a_transaction_leaves_the_queue(end: str, tally: Path) -> None:
    first, second = connect(tally), connect(tally)
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    getattr(first, end)()
    add_one(second)
    first.close()
    second.close()


def test_a_transaction_that_fails_to_begin_leaves_the_queue(tally: Path) -> None:
    first, second = connect(tally), connect(tally)
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with pytest.raises(OperationalError):
        first._start_transaction_under_autocommit()
    first.rollback()
    add_one(second)
    first.close()
    second.close()


def test_the_journal_is_stored_in_the_file(tally: Path) -> None:
    with sqlite3.connect(tally) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_the_versions_with_the_fault_are_known(version: tuple[int, ...], sound: bool) -> None:
    assert survives_wal_reset(version) is sound
