"""The studio in a browser: from an empty file to a version in force, and how its pages stand."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.refusal import granted
from charterdesk.charters.commands import save_draft, start_draft, want_second_person
from charterdesk.charters.commands.proposing import Start, publish_draft
from charterdesk.charters.models import CharterDraft, CharterVersion
from charterdesk.charters.shipped import shipped_text
from charterdesk.intake.settling import quarantine
from charterdesk.kit.wallclock import now
from charterdesk.studio.work import HANDLERS
from charterdesk.worker.jobs import claim_job, do_job
from charterdesk.worker.models import Job
from tests.apps.cast import ada, admin
from tests.apps.charters.test_proposing import second
from tests.apps.intake.post import SUPPORT, letter, posted, stored
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EVERY, EXTREMES, Ways, faults_of
from tests.faces.desk_scene import case_of, replied, staffed

pytestmark = pytest.mark.browser

URL = "/manage/charter/"


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The served desk, with files in a directory of its own."""
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def roxen_with_draft() -> None:
    """Two cases under version 1, and a draft that answers sooner and has a fault."""
    arrival = staffed("roxen")
    fire = case_of(subject="Fire", priority="critical", minutes_ago=30, arrival=arrival)
    replied(fire, ada(), "We look at it.")
    case_of(subject="Wish", priority="normal", minutes_ago=50, arrival=arrival)
    draft = granted(start_draft(name="roxen", from_version=1, by=admin(), at=now()))
    text = draft.text.replace("response: 1h", "response: 10m", 1)
    granted(save_draft(name="roxen", text=text, seen_edition=draft.edition, by=admin(), at=now()))


def write(page: Page, old: str, new: str) -> None:
    """Put other words into the editor, as somebody does who types."""
    field = page.get_by_label("Text of the charter")
    field.fill(field.input_value().replace(old, new, 1))


def work_off() -> None:
    """Do what waits for a worker."""
    while job := claim_job(now()):
        do_job(job, HANDLERS)


def test_from_an_empty_file_to_a_charter_in_force_in_the_web_alone(desk: Desk) -> None:
    page = desk.sit(admin())
    page.goto("/desk/")
    page.get_by_role("link", name="Charters").click()
    page.get_by_role("textbox", name="Name").fill("ours")
    page.get_by_role("button", name="Begin the charter").click()
    checks = page.locator("#checks")
    expect(checks).to_contain_text("Nothing stops this text")

    write(page, "urgent: {hours: office", "urgent: {hours: ofice")
    expect(checks).to_contain_text("Not to be published yet: 1 error.")
    expect(checks).to_contain_text("Did you mean 'office'?")
    page.locator("#checks [data-line='9']").click()
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.evaluate("document.activeElement.selectionStart") > 0
    expect(page.locator("#line-9")).to_have_attribute("data-mark", "error")

    write(page, "urgent: {hours: ofice, response: 1h", "urgent: {hours: office, response: 30m")
    expect(checks).to_contain_text("Nothing stops this text")
    expect(page.locator("#coverage")).to_contain_text("response: 30m")
    expect(page.locator("#coverage")).to_contain_text("no promise")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish the version").click()
    expect(page.get_by_text("Version 1 is published")).to_be_visible()
    assert "response: 30m" in CharterVersion.objects.get(name="ours").text


def test_the_same_road_without_scripts(desk: Desk) -> None:
    page = desk.sit(admin(), java_script_enabled=False)
    page.goto(URL)
    page.get_by_role("textbox", name="Name").fill("ours")
    page.get_by_label("Roxen: four priorities").check()
    page.get_by_role("button", name="Begin the charter").click()
    write(page, "zone: Europe/Stockholm", "zone: Europe/Stockhoml")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#checks")).to_contain_text("1 error")
    assert "Stockhoml" not in CharterDraft.objects.get().text
    write(page, "Europe/Stockhoml", "Europe/Helsinki")
    page.get_by_role("button", name="Save the draft").click()
    assert "Europe/Helsinki" in CharterDraft.objects.get().text


def test_what_is_typed_outlives_the_page(desk: Desk) -> None:
    roxen_with_draft()
    page = desk.sit(admin())
    page.goto(f"{URL}roxen/write/")
    write(page, "response: 10m", "response: 5m")
    expect(page.get_by_text("Kept in this browser at")).to_be_visible()
    page.goto(f"{URL}roxen/")
    page.goto(f"{URL}roxen/write/")
    assert "response: 5m" in page.get_by_label("Text of the charter").input_value()


def test_the_second_of_two_writers_loses_nothing(desk: Desk) -> None:
    roxen_with_draft()
    mine, theirs = desk.sit(admin()), desk.sit(second())
    mine.goto(f"{URL}roxen/write/")
    theirs.goto(f"{URL}roxen/write/")
    write(theirs, "response: 10m", "response: 20m")
    theirs.get_by_role("button", name="Save the draft").click()
    expect(theirs.get_by_text("The draft is saved.")).to_be_visible()
    write(mine, "response: 10m", "response: 15m")
    mine.get_by_role("button", name="Save the draft").click()
    expect(mine.get_by_text("Sven Second saved this draft meanwhile")).to_be_visible()
    assert "response: 15m" in mine.get_by_label("Text of the charter").input_value()
    mine.get_by_role("button", name="Save mine over theirs").click()
    expect(mine.get_by_text("The draft is saved.")).to_be_visible()
    assert "response: 15m" in CharterDraft.objects.get().text


def test_from_what_if_to_an_answer_in_under_a_minute(desk: Desk) -> None:
    roxen_with_draft()
    page = desk.sit(admin())
    begun = monotonic()
    page.goto(f"{URL}roxen/explain/")
    page.get_by_label("Priority asked for").select_option("critical")
    page.get_by_role("button", name="Explain", exact=True).click()
    expect(page.locator("#answer")).to_contain_text("priority critical")
    expect(page.locator("#answer svg:visible")).to_have_count(1)
    page.get_by_role("link", name="Simulate").click()
    page.get_by_role("button", name="Simulate").click()
    expect(page.get_by_role("heading", name="Waits for its turn")).to_be_visible()
    work_off()
    expect(page.get_by_role("heading", name="The result")).to_be_visible()
    expect(page.get_by_text("1 case comes out otherwise.")).to_be_visible()
    assert monotonic() - begun < 60


def test_a_running_job_is_followed_and_cancelled_without_reloading(desk: Desk) -> None:
    roxen_with_draft()
    page = desk.sit(admin())
    page.goto(f"{URL}roxen/simulate/")
    page.get_by_role("button", name="Simulate").click()
    expect(page.get_by_role("heading", name="Waits for its turn")).to_be_visible()
    Job.objects.update(started_at=now(), heartbeat_at=now(), done=412, total=1000)
    expect(page.get_by_text("412 of 1\N{NARROW NO-BREAK SPACE}000")).to_be_visible()
    Job.objects.update(done=700)
    expect(page.locator("progress")).to_have_attribute("value", "700")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("It is being cancelled.")).to_be_visible()
    assert Job.objects.get().cancel_asked_at is not None


PAGES: tuple[tuple[str, Ways], ...] = (
    ("", EVERY), ("roxen/", EXTREMES), ("roxen/write/", EVERY), ("roxen/explain/", EVERY),
    ("roxen/simulate/", EXTREMES), ("roxen/diff/", EVERY), ("roxen/publish/", EXTREMES),
    ("roxen/text/v1/", EXTREMES), ("roxen/explain/?channel=phone&case=NO-1", EXTREMES),
)  # fmt: skip


@pytest.mark.parametrize(("path", "ways"), PAGES)
def test_a_page_of_the_studio_has_no_fault(desk: Desk, path: str, ways: Ways) -> None:
    roxen_with_draft()
    page = desk.sit(admin())
    page.goto(URL + path)
    assert faults_of(page, ways) == []


def test_a_text_with_faults_and_a_conflict_have_no_fault(desk: Desk) -> None:
    roxen_with_draft()
    page = desk.sit(admin())
    page.goto(f"{URL}roxen/write/")
    draft = CharterDraft.objects.get()
    text = draft.text.replace("hours: office", "hours: ofice")
    save_draft(name="roxen", text=text, seen_edition=draft.edition, by=second(), at=now())
    write(page, "hours: office", "hours: nowhere")
    page.get_by_role("button", name="Save the draft").click()
    page.locator(".banner[data-kind=stop]").wait_for()
    assert faults_of(page) == []


def test_what_waits_for_a_second_person_has_no_fault(desk: Desk) -> None:
    roxen_with_draft()
    granted(want_second_person(name="roxen", by=admin(), at=now()))
    edition = CharterDraft.objects.get().edition
    granted(
        publish_draft(name="roxen", seen_edition=edition, start=Start(), by=admin(), at=now())
    )  # fmt: skip
    for person in (admin(), second(), ada()):
        page = desk.sit(person)
        page.goto(f"{URL}roxen/publish/")
        assert faults_of(page) == []


def test_a_result_has_no_fault_at_any_width(desk: Desk) -> None:
    roxen_with_draft()
    page = desk.sit(admin())
    page.goto(f"{URL}roxen/simulate/")
    page.get_by_role("button", name="Simulate").click()
    page.get_by_role("heading", name="Waits for its turn").wait_for()
    work_off()
    page.get_by_role("heading", name="The result").wait_for()
    page.get_by_text("All other answers").click()
    assert faults_of(page, EVERY) == []
    posted(letter(subject="A-very-long-subject-" * 6), at=now())
    quarantine(stored(letter(), at=now()), "Its_bytes_make_no_sense_" * 5, now())
    for path, ways in (
        ("/manage/jobs/", EXTREMES), ("/manage/health/", EVERY), ("/manage/channels/", EVERY),
        (f"/manage/channels/{SUPPORT}/", EVERY),
    ):  # fmt: skip
        page.goto(path)
        assert faults_of(page, ways) == []


def test_the_studio_in_russian_fits_every_width(desk: Desk) -> None:
    roxen_with_draft()
    person = admin()
    person.language = "ru"
    person.save(update_fields=["language"])
    page = desk.sit(person)
    faults = []
    for path in ("", "roxen/", "roxen/write/", "roxen/explain/", "roxen/publish/", "roxen/diff/"):
        page.goto(URL + path)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            faults += [f"{path} {width}: {wide}"] if wide > 0 else []
    assert faults == []


def test_a_shipped_charter_is_a_start_that_can_be_published(desk: Desk) -> None:
    assert "charter: roxen" in shipped_text("roxen")
    page = desk.sit(admin())
    page.goto(URL)
    page.get_by_role("textbox", name="Name").fill("our-roxen")
    page.get_by_label("Roxen: four priorities").check()
    page.get_by_role("button", name="Begin the charter").click()
    expect(page.get_by_label("Text of the charter")).to_have_value(
        shipped_text("roxen").replace("charter: roxen", "charter: our-roxen")
    )
