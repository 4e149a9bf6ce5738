"""Taking a call in a real browser: who calls is found while the number or name is typed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.charters.queries import charter_in_force
from charterdesk.intake.by_hand import Entry
from charterdesk.intake.late import keep_late
from charterdesk.kit.wallclock import now
from tests.apps.cast import CLEO_ADDRESS, ada, ben, cleo
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EVERY, EXTREMES, faults_of
from tests.faces.desk_scene import case_of, staffed
from tests.faces.portal_scene import served

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


def test_a_caller_is_found_while_typing_and_nothing_typed_is_lost(desk: Desk) -> None:
    case = case_of("roxen", subject="The-line-is-dead-again-and-again-" * 4)
    page = desk.sit(ada())
    page.goto("/desk/new/")
    page.locator("[name=body]").fill("She waits.")
    page.locator("[name=contact]").press_sequentially("Cleo")
    found = page.locator("#callers")
    expect(found.get_by_role("link", name="Cleo Lind, Customer Ltd")).to_be_visible()
    expect(found.get_by_role("link", name=case.number)).to_be_visible()
    assert faults_of(page, EXTREMES) == []
    found.get_by_role("link", name="Cleo Lind, Customer Ltd").click()
    expect(page.locator("[name=contact]")).to_have_value(CLEO_ADDRESS)
    expect(page.locator("[name=body]")).to_have_value("She waits.")
    expect(found).to_be_hidden()


def test_without_scripts_a_caller_is_a_link_to_the_form(desk: Desk) -> None:
    case_of("roxen")
    page = desk.sit(ada(), java_script_enabled=False)
    page.goto("/desk/new/?contact=Cleo")
    page.get_by_role("link", name="Cleo Lind, Customer Ltd").click()
    expect(page.locator("[name=contact]")).to_have_value(CLEO_ADDRESS)


def test_the_clock_of_a_call_goes_on_over_a_reload_and_fills_in_the_minutes(desk: Desk) -> None:
    staffed("roxen")
    page = desk.sit(ada())
    page.goto("/desk/new/")
    page.get_by_role("button", name="Start the clock").click()
    expect(page.get_by_role("timer")).to_have_text(re.compile("^0:0"))
    page.evaluate("localStorage.setItem('d:new:call', Date.now() - 150000)")
    page.reload()
    expect(page.get_by_role("timer")).to_have_text(re.compile("^2:3"))
    page.get_by_role("button", name="Stop the clock").click()
    expect(page.get_by_label("How long it took")).to_have_value("3")
    assert faults_of(page) == []


def test_the_page_of_a_contact_that_the_head_confirms_has_no_fault(desk: Desk) -> None:
    served("terrasoft")
    entry = Entry(
        charter=charter_in_force("terrasoft", now()), contact=cleo(), typed="", channel="phone",
        subject="The-key-is-gone-" * 8, text="He asked. " * 40, key="k", minutes=7,
        axes=(("criticality", "question"),), contact_at=now() - timedelta(days=3),
    )  # fmt: skip
    late = keep_late(entry, by=ada(), at=now())
    page = desk.sit(ben())
    page.goto(f"/desk/late/{late.pk}/")
    expect(page.get_by_role("button", name="Confirm it and open the case")).to_be_visible()
    assert faults_of(page, EVERY) == []
    page.goto("/desk/held/")
    assert faults_of(page, EXTREMES) == []
