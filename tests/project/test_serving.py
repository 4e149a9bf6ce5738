"""The server as a whole: processes that answer on one port, and none that outlives the first."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reaching import free_port, status_of
from tests.tables import give_sqlite

pytestmark = pytest.mark.slow


def children_of(pid: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    own = [int(word) for word in text.split()]
    return [*own, *(further for child in own for further in children_of(child))]


def ended(pid: int, seconds: float) -> bool:
    """Whether a process ends within a time."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """A whole desk, with two processes for its pages, and their port."""
    env = {
        "PATH": os.environ["PATH"],
        "CHARTERDESK_DATA": str(tmp_path),
        "CHARTERDESK_LMTP_LISTEN": "127.0.0.1:0",
    }
    command = [sys.executable, "-m", "charterdesk.command"]
    give_sqlite(tmp_path / "desk.sqlite3")
    port = free_port()
    words = ["serve", "--port", str(port), "--processes", "2"]
    process = subprocess.Popen(
        [*command, *words], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    yield process, port
    process.kill()
    process.wait(timeout=60)


def test_a_stranger_is_answered(server: tuple["subprocess.Popen[bytes]", int]) -> None:
    process, port = server
    assert status_of(f"http://127.0.0.1:{port}/sign-in/") == 200
    assert process.poll() is None


def test_the_end_of_the_first_process_is_the_end_of_all(
    server: tuple["subprocess.Popen[bytes]", int],
) -> None:
    process, port = server
    status_of(f"http://127.0.0.1:{port}/sign-in/")
    workers = children_of(process.pid)
    assert len(workers) >= 5, "two for pages under one, a worker, a mail listener"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=60)
    assert [pid for pid in workers if not ended(pid, 60)] == []


def test_a_polite_end_is_quick(server: tuple["subprocess.Popen[bytes]", int]) -> None:
    process, port = server
    status_of(f"http://127.0.0.1:{port}/sign-in/")
    process.terminate()
    assert process.wait(timeout=30) in {0, -signal.SIGTERM}
