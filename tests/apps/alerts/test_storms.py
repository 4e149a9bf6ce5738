"""Many alerts at once: under one outage, whose ladder alone calls; none lost, nobody starved."""

from datetime import datetime
from typing import Any

import pytest

from charterdesk.alerts import taking
from charterdesk.alerts.kinds import Alert
from charterdesk.alerts.models import AlertDelivery, AlertSource, AlertStorm, SourceAlert
from charterdesk.alerts.placing import Place, place_of
from charterdesk.alerts.taking import next_source
from charterdesk.cases.actors import DESK
from charterdesk.cases.commands import detach_case
from charterdesk.cases.models import Case
from charterdesk.cases.verifying import differences
from charterdesk.notifications.models import Notice
from charterdesk.worker.alerting import alert_rounds
from tests.apps.alerts.scene import alert, body, delivered, minutes, source
from tests.apps.cast import MONDAY

pytestmark = pytest.mark.django_db
State = AlertDelivery.State


def shops(count: int, since: int = 0, **how: Any) -> bytes:
    """So many shops are down, each with an alert of its own."""
    return body(*(alert(f"shop{n}", **how) for n in range(since, since + count)))


def children() -> int:
    """How many cases are under the outage."""
    return Case.objects.filter(parent__isnull=False).count()


def test_so_many_within_minutes_go_under_one_outage() -> None:
    """2.10, R-VOX-4: each keeps a case of its own, so that nothing is lost."""
    probes = source(storm_alerts=5)
    delivered(probes, shops(4))
    assert not AlertStorm.objects.exists()
    delivered(probes, shops(8, since=4), minutes(2))
    storm = AlertStorm.objects.get()
    assert (Case.objects.count(), children()) == (13, 12)
    assert SourceAlert.objects.filter(storm=storm).count() == 12
    assert storm.parent.subject == "Storm of alerts from probes"


def test_fewer_or_slower_ones_are_no_storm() -> None:
    probes = source(storm_alerts=5)
    for count in range(8):
        delivered(probes, shops(1, since=count), minutes(4 * count))
    assert not AlertStorm.objects.exists()


def test_the_ladder_of_the_outage_alone_calls() -> None:
    probes = source(storm_alerts=4)
    delivered(probes, shops(3, severity="critical"))
    before = Notice.objects.filter(about__startswith="step ").count()
    assert before == 3
    delivered(probes, shops(20, since=3, severity="critical"), minutes(1))
    storm = AlertStorm.objects.get()
    calls = Notice.objects.filter(about__startswith="step ", case__parent=None)
    assert set(calls.values_list("case", flat=True)) == {storm.parent_id}
    # The fourth still called for itself, as nobody knew of a storm yet; then the outage, once.
    assert Notice.objects.filter(about__startswith="step ").count() == before + 2
    assert storm.parent.priority == "critical"


def test_the_storm_is_over_when_all_its_alerts_are() -> None:
    probes = source(storm_alerts=3)
    delivered(probes, shops(3))
    delivered(probes, shops(2, firing=False), minutes(1))
    storm = AlertStorm.objects.get()
    assert storm.parent.status == "new"
    delivered(probes, shops(1, since=2, firing=False), minutes(2))
    storm.parent.refresh_from_db()
    assert storm.parent.status == "resolved"
    assert Case.objects.filter(status="resolved").count() == 4


def test_after_a_storm_an_alert_stands_for_itself() -> None:
    probes = source(storm_alerts=3)
    delivered(probes, shops(3))
    delivered(probes, shops(1, since=3), minutes(30))
    assert Case.objects.latest("pk").parent is None


def test_an_outbreak_anew_joins_the_storm_that_goes_on() -> None:
    probes = source(storm_alerts=3)
    delivered(probes, body(alert("before")))
    delivered(probes, body(alert("before", firing=False)), minutes(1))
    delivered(probes, shops(3), minutes(20))
    delivered(probes, body(alert("before", began=21)), minutes(21))
    assert SourceAlert.objects.get(fingerprint="print-before").case.parent is not None
    assert children() == 4


def test_what_was_taken_out_of_the_outage_stays_out() -> None:
    probes = source(storm_alerts=3)
    delivered(probes, shops(3))
    case = Case.objects.filter(parent__isnull=False).earliest("pk")
    detach_case(case=case, by=DESK, at=minutes(1))
    delivered(probes, body(alert("shop0", summary="worse")), minutes(2))
    case.refresh_from_db()
    assert case.parent is None


def test_every_case_of_a_storm_folds_to_what_is_stored() -> None:
    probes = source(storm_alerts=3)
    delivered(probes, shops(6, severity="critical"))
    delivered(probes, shops(6, severity="critical", firing=False), minutes(1))
    assert list(differences()) == []


def test_a_flood_of_one_source_keeps_no_other_waiting() -> None:
    """R14: at most ten alerts of one, then the next source's turn."""
    loud, quiet = source("loud", storm_alerts=1000), source("quiet")
    rows = [
        AlertDelivery(source=loud, raw=shops(1, since=n), size=1, sha256=str(n),
                      received_at=MONDAY, last_at=MONDAY)
        for n in range(1000)
    ]  # fmt: skip
    AlertDelivery.objects.bulk_create(rows)
    AlertDelivery.objects.create(
        source=quiet, raw=shops(1), size=1, sha256="q", received_at=MONDAY, last_at=MONDAY
    )
    rounds = alert_rounds()
    assert rounds.step(minutes(1))
    assert rounds.step(minutes(1))
    assert AlertDelivery.objects.get(source=quiet).state == State.TAKEN
    assert Case.objects.count() <= 11
    assert next_source(quiet.pk) == loud.pk


def test_a_fault_over_one_delivery_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    probes = source()
    for count in range(2):
        AlertDelivery.objects.create(
            source=probes, raw=shops(1, since=count), size=1, sha256=str(count),
            received_at=MONDAY, last_at=MONDAY,
        )  # fmt: skip

    def faulty(source: AlertSource, alert: Alert, at: datetime) -> Place:
        if alert.fingerprint == "print-shop0":
            raise RuntimeError("a fault of the program")
        return place_of(source, alert, at)

    monkeypatch.setattr(taking, "place_of", faulty)
    rounds = alert_rounds()
    while rounds.step(minutes(1)):
        pass
    states = AlertDelivery.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.UNREADABLE, State.TAKEN]
    assert "three times" in AlertDelivery.objects.earliest("pk").form
