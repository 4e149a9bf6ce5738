"""The health of the desk, on one page: what works, what is at fault, and what to do."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from charterdesk.accounts.refusal import granted
from charterdesk.alerts.models import AlertSource
from charterdesk.automation.commands.keys import make_runner
from charterdesk.cases.models import Case
from charterdesk.intake.fetching import mailbox_named, note_failure, note_reading
from charterdesk.intake.models import RawMail
from charterdesk.notifications.models import Notice
from charterdesk.studio.health_values import HealthRow
from charterdesk.studio.pages.health import health_page
from charterdesk.trackers.models import TrackerAsk
from charterdesk.visit.reader import Reader
from charterdesk.worker.alarms import raise_alarm
from charterdesk.worker.health import COUNTED, health_of_the_desk
from charterdesk.worker.heartbeat import SETTING
from charterdesk.worker.models import Job, WorkerSign
from charterdesk.worker.pulse import Part
from tests.apps.alerts.scene import source
from tests.apps.cases.desk_work import opened
from tests.apps.cast import MONDAY, ada, admin
from tests.apps.intake.post import letter, stored
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db
URL = "/manage/health/"
HOUR = timedelta(hours=1)
AT = MONDAY + HOUR


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> WorkerSign:
    """A desk at which everything works at `AT`: its one worker has just given a sign."""
    monkeypatch.setenv(SETTING, "https://watch.example/ping")
    monkeypatch.setattr("charterdesk.worker.health.shutil.disk_usage", room(free=400))
    return WorkerSign.objects.create(
        host="one", process=7, parts=list(Part), began_at=MONDAY, seen_at=AT,
        loops={"tick": {"round": AT.isoformat()}},
    )  # fmt: skip


def room(free: int) -> Callable[[object], object]:
    """A disk of 500 GB with so many free."""

    class Disk:
        total = 500 * 1024**3

    Disk.free = free * 1024**3  # type: ignore[attr-defined]  # as shutil's tuple has it
    return lambda path: Disk


def rows() -> dict[str, HealthRow]:
    """The rows of the page at `AT`, by their names."""
    page = health_page(health_of_the_desk(admin(), AT), Reader(admin(), AT))
    return {row.name: row for row in page.rows}


def in_trouble() -> dict[str, str]:
    """What is not well, by its name, with its state."""
    return {name: row.state for name, row in rows().items() if row.state != "well"}


def test_only_an_administrator_reads_it_and_finds_it_in_the_menu(visit: Visit) -> None:
    assert visit.get(URL).status == 403
    assert URL not in visit.get("/desk/").text
    assert URL in visit.as_(admin()).get("/desk/").text
    page = visit.get(URL)
    assert page.says("Health of the desk", "No process does it", "charterdesk worker")


def test_a_desk_that_is_well_says_so(sound: WorkerSign) -> None:
    opened()
    source()
    note_reading(mailbox_named("support", MONDAY), [], AT)
    Notice.objects.update(state=Notice.State.SENT)
    Case.objects.update(next_wake_at=AT + HOUR)
    assert in_trouble() == {}
    assert rows()["Worker: waking cases"].sentence.startswith("1 process does it; last seen")


def test_a_worker_that_died_is_missed_and_one_that_took_over_is_enough(sound: WorkerSign) -> None:
    WorkerSign.objects.update(seen_at=AT - 2 * timedelta(minutes=1))
    parts = ["Worker: waking cases", "Worker: sending notices", "Worker: everything else"]
    assert in_trouble() == dict.fromkeys(parts, "bad")
    WorkerSign.objects.create(host="two", process=8, parts=["wakes"], began_at=AT, seen_at=AT)
    assert in_trouble() == dict.fromkeys(parts[1:], "bad")


def test_a_loop_that_hangs_or_met_a_fault_is_named(sound: WorkerSign) -> None:
    sound.loops = {
        "trackers": {"round": (AT - timedelta(minutes=6)).isoformat()},
        "news": {"round": AT.isoformat(), "fault": "KeyError", "fault_at": MONDAY.isoformat()},
    }
    sound.save()
    found = rows()
    assert "“trackers”" in found["Worker: a loop hangs"].sentence
    assert "KeyError" in found["Worker: a fault of the program"].sentence


def test_what_waits_and_what_failed_is_said_with_its_count(sound: WorkerSign) -> None:
    case = opened()
    Case.objects.update(next_wake_at=MONDAY)
    raise_alarm(case.pk, "KeyError: a customer's words", MONDAY)
    stored(letter(), at=MONDAY)
    RawMail.objects.filter(pk=stored(letter(), at=MONDAY).pk).update(state="quarantined")
    Notice.objects.update(state=Notice.State.QUEUED, send_at=MONDAY)
    Job.objects.create(kind="x", title="Theirs", asked_at=MONDAY, due_at=MONDAY)
    assert in_trouble() == {
        "Wakes of cases": "bad", "Cases with an alarm": "bad", "Mail in": "bad",
        "Notices and mail out": "bad", "Jobs": "look",
    }  # fmt: skip
    found = rows()
    assert "woken by now: 1," in found["Wakes of cases"].sentence
    assert [one.text for one in found["Cases with an alarm"].links] == [case.number]
    assert "customer's words" not in str(found)


def test_ways_out_that_refuse_are_named_with_what_they_said(sound: WorkerSign) -> None:
    case = opened()
    Case.objects.update(next_wake_at=AT + HOUR)
    Notice.objects.update(
        state=Notice.State.FAILED, send_at=AT + HOUR, trouble="450 later, please."
    )
    assert "The last carrier said: 450 later, please." in rows()["Notices and mail out"].sentence
    Notice.objects.update(state=Notice.State.DEAD, queued_at=MONDAY, trouble="550 nobody here")
    assert "550 nobody here." in rows()["Dead letters"].sentence
    Notice.objects.update(queued_at=MONDAY - timedelta(days=2))
    TrackerAsk.objects.create(
        key="k", kind="raise", tracker="bugs", case=case, asked_at=MONDAY, due_at=MONDAY,
        fault="It answered 500.", stuck=True,
    )  # fmt: skip
    assert in_trouble() == {"Tracker bugs": "bad"}
    assert rows()["Tracker bugs"].sentence == "1 ask has not reached it: It answered 500."


def test_ways_in_that_are_silent_are_named(sound: WorkerSign) -> None:
    AlertSource.objects.filter(pk=source(silent_after=HOUR / 2).pk).update(last_seen_at=MONDAY)
    granted(make_runner(name="plant", by=admin(), at=MONDAY))
    box = mailbox_named("support", MONDAY)
    note_failure(box, "imap.example gave no answer.", MONDAY)
    assert in_trouble() == {
        "Mailbox support": "look", "Runner plant": "bad", "Alert source probes": "bad"
    }  # fmt: skip
    note_failure(box, "imap.example gave no answer.", MONDAY + timedelta(minutes=5))
    assert rows()["Mailbox support"].state == "bad"
    note_reading(box, [], MONDAY)
    assert rows()["Mailbox support"].sentence.startswith("Nobody reads it; it was last read")


def test_little_room_and_nobody_who_watches_are_said_before_they_hurt(
    sound: WorkerSign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SETTING)
    monkeypatch.setattr("charterdesk.worker.health.shutil.disk_usage", room(free=1))
    assert in_trouble() == {"Database and disk": "look", "A watch outside": "look"}
    monkeypatch.setattr("charterdesk.worker.health.shutil.disk_usage", room(free=0))
    assert in_trouble()["Database and disk"] == "bad"


def test_a_flood_costs_no_more_questions_and_is_counted_to_its_bound(
    sound: WorkerSign, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = opened()
    mail = stored(letter(), at=MONDAY)
    copies = [
        RawMail(**{
            field.attname: getattr(mail, field.attname)
            for field in RawMail._meta.concrete_fields if field.attname != "id"
        } | {"identifier": ""}) for _ in range(COUNTED + 5)
    ]  # fmt: skip
    RawMail.objects.bulk_create(copies)
    raise_alarm(case.pk, "x", MONDAY)
    person = admin()
    with django_assert_max_num_queries(22):
        page = health_page(health_of_the_desk(person, AT), Reader(person, AT))
    (mails,) = [row for row in page.rows if row.name == "Mail in"]
    assert "1000+" in mails.sentence
    assert ada().username not in str(page)
