"""How long the queue and a case take with 100,000 open cases, one client, through the real server.

Wanted: at most 30 ms at the median, on PostgreSQL.
"""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.postgres import start_cluster
from tests.reaching import free_port, status_of

OPEN_CASES = 100_000
ROOT = Path(__file__).parent.parent


@dataclass
class Site:
    """A served desk, and the one client that looks at it."""

    connection: http.client.HTTPConnection
    session: str
    number: str

    def get(self, path: str) -> bytes:
        """The page at `path`; raises where it is not a page."""
        self.connection.request("GET", path, headers={"Cookie": f"charterdesk={self.session}"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status}")
        return body


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    cluster = start_cluster(durable=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CHARTERDESK_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    environment = {
        **kept,
        "CHARTERDESK_DATA": str(tmp_path_factory.mktemp("pages")),
        "CHARTERDESK_DATABASE": cluster.address,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "charterdesk.command"]
    subprocess.run([*command, "migrate"], env=environment, check=True, cwd=ROOT)
    furnish = [sys.executable, "-m", "bench.page_desk", str(OPEN_CASES)]
    made = subprocess.run(
        furnish, env=environment, check=True, cwd=ROOT, text=True, stdout=subprocess.PIPE
    )
    port = free_port()
    web = subprocess.Popen(
        [*command, "web", "--port", str(port), "--processes", "1"], env=environment, cwd=ROOT
    )
    session, number = made.stdout.split()
    connection = _connected(port)
    yield Site(connection, session, number)
    connection.close()
    web.terminate()
    web.wait()
    cluster.stop()


def _connected(port: int) -> http.client.HTTPConnection:
    """A connection to the server, once it answers."""
    assert status_of(f"http://127.0.0.1:{port}/healthz") == http.client.OK
    return http.client.HTTPConnection("127.0.0.1", port, timeout=30)


def test_queue_page_of_fifty(site: Site, benchmark: BenchmarkFixture) -> None:
    page = benchmark(site.get, "/desk/q/open/")
    assert page.count(b"data-row") >= 50


def test_my_work(site: Site, benchmark: BenchmarkFixture) -> None:
    benchmark(site.get, "/desk/")


def test_case_page(site: Site, benchmark: BenchmarkFixture) -> None:
    page = benchmark(site.get, f"/desk/c/{site.number}/")
    assert site.number.encode() in page
