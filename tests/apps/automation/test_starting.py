"""Cases in which no runbook could begin are passed over, whatever else they say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charterdesk.automation.models import LookedAt, Run
from charterdesk.automation.starting import start_due
from charterdesk.kit.wallclock import now
from tests.apps.automation.runbook_scene import BY_ITSELF, machine_case, published
from tests.faces.desk_scene import case_of

pytestmark = pytest.mark.django_db
ELSEWHERE = BY_ITSELF.replace("{channel: machine", "{charter: voxeo, channel: machine")


def looked() -> str:
    """The statements of one look."""
    with CaptureQueriesContext(connection) as queries:
        start_due(now())
    return " ".join(str(query["sql"]) for query in queries)


def test_no_row_is_read_of_a_case_in_which_nothing_could_begin() -> None:
    """People's cases, and those of a machine in another charter than any runbook begins in."""
    start_due(now())
    published(ELSEWHERE)
    case_of("handsfree", subject="Disk is full")
    machine_case(minutes_ago=5)
    assert "subject" not in looked()
    assert not LookedAt.objects.exists()
    published(BY_ITSELF.replace("disk-full", "any-disk"))
    fits = machine_case()
    assert "subject" in looked()
    assert list(Run.objects.values_list("case", flat=True)) == [fits.pk]


def test_without_a_machines_case_no_runbook_is_read() -> None:
    start_due(now())
    published()
    case_of("handsfree")
    assert "automation_runbook" not in looked()
