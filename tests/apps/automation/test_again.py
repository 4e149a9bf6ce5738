"""Runbooks that begin when an alert fires once more on its case: each time once, within bounds."""

from datetime import datetime, timedelta

import pytest

from charterdesk.alerts.models import AlertSource, FiredAgain
from charterdesk.automation.commands.running import stop_run
from charterdesk.automation.models import Run
from charterdesk.automation.starting import start_due
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from tests.apps.alerts.scene import alert, body, delivered, source
from tests.apps.automation.runbook_scene import BY_ITSELF, published
from tests.apps.cast import ben
from tests.trust.test_side_by_side import at_once

AGAIN = BY_ITSELF.replace("{channel: machine, subject: disk}", "{subject: disk, when: again}")
BOTH = AGAIN.replace("again", "[opened, again]")
MINUTE = timedelta(minutes=1)


def reported(by: AlertSource, at: datetime, *, firing: bool = True, summary: str = "Disk") -> None:
    """The alert about the disk, at a moment."""
    began = at.timestamp() // 60
    raw = body(alert("Disk", firing=firing, began=began, summary=summary))
    delivered(by, raw, at)


def over_and_again(by: AlertSource, at: datetime) -> None:
    """It recovers, and fires once more a minute later."""
    reported(by, at, firing=False)
    reported(by, at + MINUTE)


def ended() -> None:
    """Whatever runs is stopped."""
    for run in Run.objects.filter(state__in=Run.OPEN):
        assert stop_run(run=run, by=ben(), at=now()) is None


@pytest.mark.django_db
def test_a_runbook_begins_again_when_its_alert_fires_again_where_it_says_so() -> None:
    """R-HFN-10, R-HFN-13."""
    probes, at = source(), now()
    start_due(at)
    published(BOTH)
    published(BY_ITSELF.replace("disk-full", "opened-only").replace("channel: machine, ", ""))
    published(AGAIN.replace("disk-full", "again-only"))
    reported(probes, at + MINUTE)
    start_due(at + MINUTE)
    case = Case.objects.get()
    names = Run.objects.order_by("pk").values_list("runbook__name", flat=True)
    assert list(names) == ["disk-full", "opened-only"]
    ended()
    over_and_again(probes, at + 2 * MINUTE)
    for _ in range(2):
        start_due(at + 4 * MINUTE)
    assert list(names.all())[2:] == ["again-only", "disk-full"]
    assert {run.case_id for run in Run.objects.all()} == {case.pk}
    assert not FiredAgain.objects.exists()


@pytest.mark.django_db
def test_one_that_runs_still_does_not_begin_again_and_more_words_begin_nothing() -> None:
    probes, at = source(), now()
    start_due(at)
    published(BOTH)
    reported(probes, at)
    start_due(at)
    over_and_again(probes, at + MINUTE)
    start_due(at + 3 * MINUTE)
    assert Run.objects.count() == 1
    ended()
    reported(probes, at + 2 * MINUTE, summary="Disk is fuller")
    start_due(at + 4 * MINUTE)
    assert Run.objects.count() == 1


@pytest.mark.django_db
def test_an_alert_that_comes_and_goes_begins_it_three_times_a_day() -> None:
    probes, at = source(), now()
    start_due(at)
    published(BOTH)
    reported(probes, at)
    start_due(at)
    for turn in range(1, 6):
        ended()
        moment = at + turn * 3 * MINUTE
        over_and_again(probes, moment)
        start_due(moment + MINUTE)
    assert Run.objects.count() == 3
    later = at + timedelta(days=1, hours=1)
    ended()
    over_and_again(probes, later)
    start_due(later + MINUTE)
    assert Run.objects.count() == 4


@pytest.mark.django_db
def test_nothing_begins_for_what_came_long_ago_or_before_the_runbook() -> None:
    probes, at = source(), now()
    start_due(at)
    reported(probes, at - 3 * MINUTE)
    over_and_again(probes, at - 2 * MINUTE)
    published(BOTH)
    start_due(at)
    over_and_again(probes, at + MINUTE)
    start_due(at + timedelta(hours=2))
    assert (Run.objects.count(), FiredAgain.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_look_at_once_one_begins_it() -> None:
    """R12."""
    probes, at = source(), now()
    start_due(at)
    published(AGAIN)
    reported(probes, at)
    over_and_again(probes, at + MINUTE)

    def look() -> None:
        start_due(at + 3 * MINUTE)

    at_once(*[look] * 3)
    assert Run.objects.count() == 1
    assert not FiredAgain.objects.exists()
