"""A real Alertmanager fires and recovers, and the desk's case goes with it."""

import threading
from collections.abc import Callable

import pytest
from pytest_django.live_server_helper import LiveServer

from charterdesk.alerts.models import AlertDelivery, SourceAlert
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from charterdesk.worker.alerting import alert_rounds
from tests.apps.alerts.scene import source_with_key
from tests.channels.servers.alertmanager import PROGRAM, alertmanager

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not PROGRAM.exists(), reason="no Alertmanager is installed"),
]


def taken_until(reached: Callable[[], bool]) -> bool:
    """Take what comes, for at most half a minute, until that is reached."""
    rounds = alert_rounds()
    for _ in range(300):
        while rounds.step(now()):
            pass
        if reached():
            return True
        threading.Event().wait(0.1)
    return False


def resolved() -> int:
    """How many cases are resolved."""
    return Case.objects.filter(status="resolved").count()


def test_a_real_alertmanager_fires_and_recovers(live_server: LiveServer) -> None:
    """R-VOX-4, R-HFN-10: from the monitoring to a case, and to its end, without any person."""
    row, key = source_with_key()
    with alertmanager(f"{live_server.url}/in/alerts/{row.name}/", key) as monitoring:
        fired_at = now()
        monitoring.tell(fired_at, "DiskFull", "LinkDown")
        assert taken_until(lambda: Case.objects.count() == 2)
        monitoring.tell(fired_at, "DiskFull", over=True)
        assert taken_until(lambda: resolved() == 1)
        monitoring.tell(fired_at, "LinkDown", over=True)
        assert taken_until(lambda: resolved() == 2)
    assert not AlertDelivery.objects.exclude(state=AlertDelivery.State.TAKEN).exists()
    assert not SourceAlert.objects.filter(firing=True).exists()
    assert {case.priority for case in Case.objects.all()} == {"critical"}
