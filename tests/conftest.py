"""What every test run shares: the choice of the database and the tally of the counts."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import translation
from pytest_django import DjangoDbBlocker

from charterdesk.kit.sqlite.base import DatabaseWrapper
from tests.postgres import shared_address
from tests.tables import give_sqlite, template_at
from tests.unordered import turn_back_to_front

# How long an example takes says more about the machine's other work than about the law.
hypothesis.settings.register_profile(
    "desk", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("desk")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Go on with the database that was put there; it goes with its directory or cluster."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Begin with a database that has every table, where Django looks for its test database."""
    wrapper = connections[DEFAULT_DB_ALIAS]
    own = wrapper.settings_dict["TEST"]
    if isinstance(wrapper, DatabaseWrapper):
        give_sqlite(Path(own["NAME"]))
    else:
        own["TEMPLATE"] = template_at(shared_address())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let SQLite, too, give rows in an unlikely order; let no connection outlive the tests."""
    with pytest.MonkeyPatch.context() as patch:
        if isinstance(connections[DEFAULT_DB_ALIAS], DatabaseWrapper):
            turn_back_to_front(patch)
        yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Let no test go on in the language of the visitor before: a request leaves it behind."""
    yield
    translation.deactivate()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches the database runs: the rest has run on SQLite.

    Slow ones come first, so that no process begins one when the others are through.
    """
    items.sort(key=_is_fast)
    if os.environ.get("CHARTERDESK_TEST_DATABASE") != "postgresql":
        return
    kept = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _is_fast(item: pytest.Item) -> bool:
    return item.get_closest_marker("slow") is None


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Add this run's counts to the tally from which `./run test` makes its closing line."""
    tally = os.environ.get("CHARTERDESK_TEST_TALLY")
    if not tally or hasattr(config, "workerinput"):
        return
    kinds = (("passed",), ("failed", "error"), ("skipped",))
    stats = terminalreporter.stats
    counts = [sum(len(stats.get(word, [])) for word in words) for words in kinds]
    with Path(tally).open("a", encoding="ascii") as file:
        file.write(" ".join(map(str, counts)) + "\n")
