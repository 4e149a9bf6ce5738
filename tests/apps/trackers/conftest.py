"""A Trac, started once in each process of the tests, and the desk's settings that name it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.apps.trackers.answering import Script, answering
from tests.apps.trackers.desk import settings_for
from tests.apps.trackers.github import ISSUES, issue
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


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """A GitHub that has issue 7."""
    answers: dict[str, Any] = {f"POST {ISSUES}": issue(), f"GET {ISSUES}/7": issue()}
    answers |= {f"GET {ISSUES}/7/comments": [], f"GET {ISSUES}?state": []}
    with answering(Script(answers)) as one:
        settings_for(monkeypatch, kind="github", url=one.url, project="example/pbx", secret="hush")
        yield one
