"""The runners' door, where what knocks is no runner: refused in a sentence, never a fault."""

import pytest
from django.test import Client

from charterdesk.accounts.refusal import granted
from charterdesk.automation.commands.keys import make_runner
from charterdesk.kit.wallclock import now
from tests.apps.cast import admin

pytestmark = pytest.mark.django_db
DOORS = ["ask", "begin", "finish"]


@pytest.mark.parametrize("length", ["", "\u00b2", "-1", "1e3", "x", "9" * 5000, " 5"])
@pytest.mark.parametrize("door", DOORS)
def test_a_length_that_is_no_number_is_refused(client: Client, door: str, length: str) -> None:
    _runner, key = granted(make_runner(name="plant", by=admin(), at=now()))
    answer = client.post(
        f"/in/runner/{door}/", b"{}", content_type="application/json",
        headers={"authorization": f"Bearer {key}"}, CONTENT_LENGTH=length,
    )  # fmt: skip
    assert answer.status_code == 411
    assert "how long" in answer.json()["error"]


@pytest.mark.parametrize("door", DOORS)
def test_looking_at_a_door_does_nothing_and_a_session_is_no_key(client: Client, door: str) -> None:
    assert client.get(f"/in/runner/{door}/").status_code == 405
    client.force_login(admin())
    assert client.post(f"/in/runner/{door}/", b"{}", content_type="text/plain").status_code == 401
