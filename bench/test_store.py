"""How many new cases a second eight clients open, each durable before it counts.

Wanted: 300 a second on PostgreSQL with fsync on. `per_second` stands in extra_info.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.postgres import start_cluster

CLIENTS, EACH = 8, 150
ROOT = Path(__file__).parent.parent


@pytest.fixture(params=["postgresql", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a desk with a durable database, a charter and a customer."""
    environment = {**os.environ, "CHARTERDESK_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    cluster = start_cluster(durable=True) if request.param == "postgresql" else None
    if cluster:
        environment["CHARTERDESK_DATABASE"] = cluster.address
    for words in (
        ["-m", "charterdesk.command", "migrate"],
        ["-m", "bench.store_client", "prepare"],
    ):
        subprocess.run([sys.executable, *words], env=environment, check=True, cwd=ROOT)
    yield environment
    if cluster:
        cluster.stop()


def test_new_cases_on_eight_clients(desk: dict[str, str], benchmark: BenchmarkFixture) -> None:
    def run() -> float:
        return _run(desk)

    seconds = benchmark.pedantic(run, rounds=1)  # type: ignore[no-untyped-call]  # not typed
    benchmark.extra_info["per_second"] = round(CLIENTS * EACH / seconds)


def _run(desk: dict[str, str]) -> float:
    """Seconds from the first client's beginning to the last one's end."""
    words = [sys.executable, "-m", "bench.store_client", "open", str(EACH)]
    clients = [
        subprocess.Popen(
            words, env=desk, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(CLIENTS)
    ]
    for client in clients:
        assert client.stdout is not None
        assert client.stdout.readline() == "ready\n"
    for client in clients:
        client.stdin.write("go\n")  # type: ignore[union-attr]  # it is a pipe
        client.stdin.flush()  # type: ignore[union-attr]  # it is a pipe
    spans = [tuple(map(float, client.communicate()[0].split())) for client in clients]
    assert all(client.returncode == 0 for client in clients)
    return max(end for _, end in spans) - min(began for began, _ in spans)
