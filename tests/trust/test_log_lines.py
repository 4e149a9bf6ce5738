"""The log names no key: not one that is good, nor one that was refused (trust.md rule 7)."""

import logging
from collections.abc import Iterator
from copy import deepcopy
from io import StringIO
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from charterdesk.kit.log_lines import without_tokens
from tests.apps.alerts.scene import source_with_key
from tests.faces.desk_scene import case_of
from tests.faces.test_portal_entering import link_in, mailed

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the desk would write to its log, by the handler of its settings."""
    said: dict[str, Any] = deepcopy(settings.LOGGING)
    made: Any = DictConfigurator(said)
    for part in ("formatters", "filters"):
        for name in said[part]:
            configure = getattr(made, f"configure_{part[:-1]}")
            made.config[part][name] = configure(made.config[part][name])
    handler = made.configure_handler(made.config["handlers"]["stderr"])
    written = StringIO()
    handler.setStream(written)
    logging.getLogger("django").addHandler(handler)
    yield written
    logging.getLogger("django").removeHandler(handler)


def test_a_delivery_that_is_too_long_leaves_no_key_in_the_log(
    client: Client, log: StringIO
) -> None:
    _source, key = source_with_key()
    url = f"/in/alerts/probes/{key}/"
    body = b"x" * (1024 * 1024 + 1)
    assert client.post(url, body, content_type="application/json").status_code == 413
    assert "/in/alerts/probes/…/" in log.getvalue()
    assert key not in log.getvalue()


def test_a_key_that_was_refused_may_be_that_of_another_source(
    client: Client, log: StringIO
) -> None:
    _source, key = source_with_key()
    assert client.post(f"/in/alerts/others/{key}/", b"{}", content_type="x/y").status_code == 403
    assert key not in log.getvalue()
    assert "/in/alerts/others/" in log.getvalue()


def test_a_form_without_its_token_leaves_no_link_in_the_log(log: StringIO) -> None:
    case_of()
    link = link_in(mailed("opened"), "/t/")
    token = link.rstrip("/").rpartition("/")[2]
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert "/t/…" in log.getvalue()
    assert token not in log.getvalue()


@pytest.mark.parametrize("path", [
    "/desk/c/VX1042/", "/kb/2025-how-to-restart-the-box/", "/desk/q/unassigned/", "/", "",
    "/static/look/components/timeline.css", "/desk/alerts/probes-of-the-second-plant/",
])  # fmt: skip
def test_other_addresses_stay_readable(path: str) -> None:
    assert without_tokens(path) == path


def test_a_long_address_takes_no_longer_than_its_length() -> None:
    for piece in ("/", "a/", "A", "-", "a-", "/a-A"):
        assert without_tokens(piece * 200_000).startswith(("/", "a", "A", "-"))
