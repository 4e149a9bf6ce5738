"""A source that falls silent: its people are told once, and once more when it is heard."""

from datetime import timedelta

import pytest

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.alerts.commands import change_source, revoke_source
from charterdesk.alerts.commands.sources import SourceWish
from charterdesk.alerts.models import AlertSource
from charterdesk.alerts.silence import people_of, silent_since, watch_silence
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from charterdesk.oncall.models import RoleAssignment
from charterdesk.worker.alerting import alert_rounds
from tests.apps.alerts.scene import alert, body, delivered, minutes, source
from tests.apps.cast import MONDAY, ada, admin, ben
from tests.trust.test_side_by_side import at_once

HOUR = timedelta(hours=1)


def told() -> list[tuple[str, str]]:
    """Who was told what, by the first words of it."""
    rows = Notice.objects.filter(scope__startswith="alert source/").order_by("pk")
    return [(one.person.username, one.text) for one in rows if one.person]


def looked(row: AlertSource, at: float) -> AlertSource:
    """The worker looks, so many minutes after the beginning."""
    alert_rounds().step(minutes(at))
    row.refresh_from_db()
    return row


@pytest.mark.django_db
def test_a_source_that_is_silent_for_too_long_says_since_when() -> None:
    row = source(silent_after=HOUR)
    assert silent_since(row, minutes(59)) is None
    assert silent_since(row, minutes(61)) == MONDAY
    delivered(row, body(alert()), minutes(61))
    row.refresh_from_db()
    assert silent_since(row, minutes(62)) is None
    revoke_source(source=row, by=admin(), at=minutes(62))
    row.refresh_from_db()
    assert silent_since(row, minutes(999)) is None


@pytest.mark.django_db
def test_its_people_are_told_once_of_a_silence_and_once_of_its_end() -> None:
    row = source(silent_after=HOUR)
    looked(row, 59)
    assert told() == []
    looked(row, 61)
    looked(row, 62)
    assert [name for name, _said in told()] == ["ben", "root"]
    assert all("“probes” since Mon 15 June 2026, 10:00" in said for _name, said in told())
    delivered(row, body(alert()), minutes(70))
    looked(row, 71)
    looked(row, 72)
    heard = "The alert source “probes” is heard again."
    assert told()[2:] == [("ben", heard), ("root", heard)]
    looked(row, 131)
    assert len(told()) == 6
    assert all(b"/desk/alerts/probes/" in letter_of(one).raw for one in Notice.objects.all())


@pytest.mark.django_db
def test_who_made_it_and_the_leads_of_its_charter_are_told() -> None:
    row = source(silent_after=HOUR)
    assert people_of(row) == [ben(), admin()]
    maker = row.made_by
    Person.objects.filter(pk=maker.pk).update(is_active=False)
    row = AlertSource.objects.get()
    assert people_of(row) == [ben()]


@pytest.mark.django_db
def test_a_lead_of_other_charters_is_not_told_and_where_nobody_is_left_administrators_are() -> None:
    row = source(silent_after=HOUR)
    RoleAssignment.objects.all().delete()
    assert people_of(row) == [admin()]
    Person.objects.filter(pk=row.made_by.pk).update(is_admin=False)
    AlertSource.objects.update(made_by=ada())
    other = Person.objects.create(username="rosa", is_admin=True)
    assert people_of(AlertSource.objects.get()) == [other]


@pytest.mark.django_db
def test_what_a_person_ended_is_no_all_clear() -> None:
    row = looked(source(silent_after=HOUR), 61)
    assert row.silence_told_at == minutes(61)
    revoke_source(source=row, by=admin(), at=minutes(62))
    assert looked(row, 63).silence_told_at is None
    other = looked(source("others", silent_after=HOUR), 64)
    usual = SourceWish(kind="alertmanager", charter="alarms", channel="probe")
    granted(change_source(source=other, wish=usual, by=admin(), at=minutes(65)))
    assert looked(other, 66).silence_told_at is None
    assert [said for _name, said in told() if "heard" in said] == []


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_look_at_once_one_tells() -> None:
    """R12."""
    source(silent_after=HOUR)

    def look() -> None:
        watch_silence(at=minutes(61))

    at_once(*[look] * 3)
    assert len(told()) == 2
