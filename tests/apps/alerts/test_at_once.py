"""Copies and workers side by side: one delivery, one case for each trouble, one storm."""

import pytest

from charterdesk.alerts.keeping import keep_delivery
from charterdesk.alerts.models import AlertDelivery, AlertStorm, SourceAlert
from charterdesk.cases.models import Case
from charterdesk.cases.verifying import differences
from charterdesk.worker.alerting import alert_rounds
from tests.apps.alerts.scene import alert, body, minutes, source
from tests.apps.cast import MONDAY
from tests.trust.test_side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("key", ["", "retry-1"])
def test_copies_that_come_at_once_are_one_delivery(key: str) -> None:
    """R11."""
    probes = source()

    def knock() -> None:
        keep_delivery(source=probes, body=body(alert()), key=key, at=MONDAY)

    at_once(*[knock] * 8)
    assert AlertDelivery.objects.get().times == 8


def test_workers_side_by_side_take_each_alert_once() -> None:
    """R12: no alert is lost, none is taken twice, and the storm is one."""
    probes, others = source("probes", storm_alerts=6), source("others")
    for count in range(8):
        for by in (probes, others):
            raw = body(alert(f"a{count}"), alert(f"b{count}"), alert("same", summary=f"{count}"))
            keep_delivery(source=by, body=raw, key="", at=MONDAY)

    def work() -> None:
        rounds = alert_rounds()
        for round_ in range(400):
            rounds.step(minutes(1 + round_ / 60))

    at_once(*[work] * 3)
    assert not AlertDelivery.objects.exclude(state=AlertDelivery.State.TAKEN).exists()
    assert SourceAlert.objects.count() == 2 * 17
    assert AlertStorm.objects.filter(source=probes).count() == 1
    children = Case.objects.filter(parent=AlertStorm.objects.get(source=probes).parent)
    assert children.count() == 17
    assert set(SourceAlert.objects.filter(title="7").values_list("times", flat=True)) == {8}
    assert list(differences()) == []
