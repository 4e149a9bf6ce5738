"""The throw-away PostgreSQL: there when wanted, gone afterwards."""

import psycopg
import pytest

from tests.postgres import start_cluster

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(("durable", "fsync"), [(False, "off"), (True, "on")])
def test_a_cluster_answers_and_leaves_nothing_behind(durable: bool, fsync: str) -> None:
    cluster = start_cluster(durable=durable)
    try:
        with psycopg.connect(cluster.address) as connection:
            assert connection.execute("SHOW fsync").fetchone() == (fsync,)
    finally:
        cluster.stop()
    assert cluster.server.poll() is not None
    assert not cluster.directory.exists()
