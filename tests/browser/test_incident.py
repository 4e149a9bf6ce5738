"""The night in a real browser: the page on a phone, its proof on paper, a rehearsal, the status."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import acknowledge_call, escalate_case
from charterdesk.cases.models import Case, Message
from charterdesk.cases.store import load
from charterdesk.incidents.commands.publishing import Said, publish_incident
from charterdesk.kit.wallclock import now
from charterdesk.worker.loops import work_off
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cast import admin, ben
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EVERY, faults_of

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The served desk, with files in a directory of its own."""
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def night() -> Case:
    """A case whose ladder has called people since five minutes ago."""
    case = voxeo_case(now() - timedelta(minutes=5))
    escalate_case(case=case, by=DESK, at=now() - timedelta(minutes=4), reason="no calls")
    work_off(now())
    return case


def test_the_incident_stands_in_every_width_and_theme(desk: Desk) -> None:
    page = desk.sit(ben())
    page.goto(f"/desk/c/{night().number}/incident/")
    page.get_by_role("heading", name="What comes next").wait_for()
    assert faults_of(page, EVERY) == []


def test_it_renews_itself_and_what_is_typed_stays(desk: Desk) -> None:
    case = night()
    page = desk.sit(ben())
    page.goto(f"/desk/c/{case.number}/incident/")
    page.get_by_role("textbox", name="To the customer").fill("Half a sentence")
    acknowledge_call(case=case, who=("ben",), by=ben(), at=now())
    page.get_by_text("They have it: Ben Dahl.").wait_for(timeout=15000)
    assert page.get_by_role("textbox", name="To the customer").input_value() == "Half a sentence"


def test_without_scripts_everything_is_done_by_forms(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    case = night()
    desk = Desk(chromium, live_server)
    page = desk.sit(ben(), java_script_enabled=False)
    page.goto(f"/desk/c/{case.number}/incident/")
    page.get_by_role("button", name="I have it", exact=True).click()
    page.get_by_role("textbox", name="To the customer").fill("We are at it.")
    page.get_by_role("button", name="Send the update").click()
    page.get_by_text("The update is on its way.").wait_for()
    desk.leave()
    assert load(case.pk).state.acknowledged
    assert Message.objects.filter(case=case, text__startswith="We are at it.").exists()


def test_the_proof_stands_and_prints_without_the_shell(desk: Desk) -> None:
    page = desk.sit(ben())
    page.goto(f"/desk/c/{night().number}/proof/")
    assert faults_of(page, EVERY) == []
    page.emulate_media(media="print")
    assert page.locator("nav").first.is_hidden()
    assert page.locator(".proof thead").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_rehearsal_runs_before_ones_eyes_and_ends(desk: Desk) -> None:
    night()
    page = desk.sit(ben())
    page.goto("/desk/rehearsals/")
    assert faults_of(page, EVERY) == []
    page.get_by_label("Pace").select_option("300")
    page.get_by_role("button", name="Escalate now, in fast time").click()
    page.get_by_role("heading", name="What comes next").wait_for()
    assert faults_of(page, EVERY) == []
    page.get_by_text("Step ceo is taken").wait_for(timeout=60000)
    page.get_by_text("It is over.").wait_for(timeout=90000)


def test_the_status_page_and_its_form_stand(desk: Desk) -> None:
    said = Said("identified", "The cause is found.", now() + timedelta(minutes=30))
    publish_incident(title="Calls fail", affected="Telephony", said=said, by=admin(), at=now())
    page = desk.sit()
    page.goto("/status/")
    page.get_by_text("The cause is found.").wait_for()
    assert faults_of(page, EVERY) == []
    page = desk.sit(admin())
    page.goto("/desk/status/")
    assert faults_of(page, EVERY) == []
    page.get_by_role("link", name="Calls fail").click()
    assert faults_of(page, EVERY) == []
