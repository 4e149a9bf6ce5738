"""A Trac, started once in each process of the tests, and the desk's settings that name it."""

from collections.abc import Iterator

import pytest

from tests.apps.trackers.desk import settings_for
from tests.channels.servers.trac import SECRET, USER, Trac, a_trac


@pytest.fixture(scope="session")
def trac_server() -> Iterator[Trac]:
    """The server."""
    with a_trac() as trac:
        yield trac


@pytest.fixture
def trac(trac_server: Trac, monkeypatch: pytest.MonkeyPatch) -> Trac:
    """The desk's tracker `bugs`."""
    settings_for(monkeypatch, kind="trac", url=trac_server.url, user=USER, secret=SECRET)
    return trac_server
