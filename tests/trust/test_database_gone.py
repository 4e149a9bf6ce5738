"""A database that is gone: one clear sentence, no trace of a program, and going on afterwards."""

from pathlib import Path

import pytest

from tests.postgres import start_cluster
from tests.tables import give_postgres
from tests.trust.desks import Desk, a_desk


def without_database(tmp_path: Path) -> Desk:
    """A desk whose PostgreSQL has just been stopped."""
    with a_desk("postgresql", tmp_path) as desk:
        return desk


@pytest.mark.postgres
@pytest.mark.parametrize("words", [("worker", "--once"), ("worker",), ("verify",)])
def test_a_verb_says_that_the_database_does_not_answer(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    answer = without_database(tmp_path).run("charterdesk.command", *words)
    assert answer.returncode == 2
    assert answer.stderr.startswith("charterdesk: The database does not answer: ")
    assert "Traceback" not in answer.stderr


@pytest.mark.postgres
def test_a_worker_that_loses_its_database_says_so_and_waits_for_it(tmp_path: Path) -> None:
    cluster = start_cluster()
    with a_desk("sqlite", tmp_path) as plain:
        desk = Desk(tmp_path, {**plain.environment, "CHARTERDESK_DATABASE": cluster.address})
        give_postgres(cluster.address)
        worker = desk.start("charterdesk.command", "worker", "--senders", "1")
        assert worker.stderr is not None
        assert "At work" in worker.stderr.readline()
        cluster.stop()
        lines = [worker.stderr.readline() for _ in range(2)]
        assert worker.poll() is None
        worker.terminate()
        _, errors = worker.communicate(timeout=120)
    assert all("The database does not answer" in line for line in lines)
    assert "Traceback" not in errors
    assert worker.returncode == 0


def test_a_desk_without_tables_is_told_how_to_make_them(tmp_path: Path) -> None:
    with a_desk("sqlite", tmp_path) as desk:
        (tmp_path / "desk.sqlite3").unlink()
        answer = desk.run("charterdesk.command", "worker", "--once")
    assert answer.returncode == 2
    assert "charterdesk migrate" in answer.stderr
