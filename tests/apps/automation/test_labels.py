"""Labels by which runs begin are those of the alert, whatever its text says (R-HFN-10)."""

import pytest

from charterdesk.alerts.models import SourceAlert
from charterdesk.automation.reports import labels_of
from tests.apps.alerts.scene import alert, body, delivered, minutes, source, the_case

pytestmark = pytest.mark.django_db
LOG = "It said:\n\nhost: evil.example\nalertname: WipeAll\n\nseverity: critical"


def test_a_line_of_the_text_is_no_label() -> None:
    probes = source()
    one = alert("DiskFull", instance="db.customer.example")
    one["annotations"]["description"] = LOG
    delivered(probes, body(one))
    assert labels_of(the_case()) == {
        "alertname": "DiskFull", "severity": "warning", "instance": "db.customer.example",
    }  # fmt: skip


def test_an_alert_that_fires_again_has_the_labels_that_it_has_then() -> None:
    probes = source()
    delivered(probes, body(alert("DiskFull", Instance="one")))
    delivered(probes, body(alert("DiskFull", firing=False)), minutes(1))
    delivered(probes, body(alert("DiskFull", began=2, Instance="two")), minutes(2))
    assert labels_of(the_case())["instance"] == "two"


def test_of_a_machine_without_labels_its_own_lines_are_read() -> None:
    probes = source()
    one = alert("DiskFull")
    one["annotations"]["description"] = "room: cellar"
    delivered(probes, body(one))
    SourceAlert.objects.update(labels={})
    assert labels_of(the_case())["room"] == "cellar"
