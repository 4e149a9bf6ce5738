"""Who stands in the log where the desk itself puts cases under an outage and takes them out."""

import pytest

from charterdesk.alerts.models import AlertStorm
from charterdesk.cases.actors import DESK
from charterdesk.cases.commands import detach_case, set_owner
from charterdesk.cases.models import Case, CaseEvent
from tests.apps.alerts.scene import alert, body, delivered, minutes, source
from tests.apps.cast import ada

pytestmark = pytest.mark.django_db


def test_the_owner_of_a_case_does_not_stand_for_what_the_desk_did() -> None:
    probes = source(storm_alerts=3)
    delivered(probes, body(*(alert(f"shop{n}") for n in range(3))))
    storm = AlertStorm.objects.get()
    set_owner(case=storm.parent, to=ada(), by=ada(), at=minutes(1))
    delivered(probes, body(*(alert(f"shop{n}") for n in range(3, 5))), minutes(2))
    latest = Case.objects.latest("pk")
    set_owner(case=latest, to=ada(), by=ada(), at=minutes(3))
    detach_case(case=latest, by=DESK, at=minutes(4))
    tied = CaseEvent.objects.filter(kind__in=["parent_set", "child_set"])
    assert tied.count() == 2 * (5 + 1)
    assert set(tied.values_list("by", flat=True)) == {""}
