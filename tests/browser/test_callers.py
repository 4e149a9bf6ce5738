"""Taking a call in a real browser: who calls is found while the number or name is typed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.cases.models import Case
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
    page.clock.install()
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
    ahead = page.locator("#ahead")
    page.get_by_role("radio", name="P1 critical").check()
    page.get_by_role("radio", name="No, it was missed").check()
    expect(ahead).to_contain_text("Response by")
    expect(ahead).to_contain_text("as a promise is missed")
    assert faults_of(page, EXTREMES) == []
    page.locator("[name=contacted_at]").fill("2099-01-01T10:00")
    expect(ahead).to_contain_text("That lies in the future")
    expect(ahead).not_to_contain_text("Response by")
    page.locator("[name=contacted_at]").fill("")
    page.get_by_role("button", name="Preview").press("Enter")
    expect(ahead).to_contain_text("Response by")
    renewed_each_minute(page)
    expect(page.locator("[name=body]")).to_have_value("She waits.")
    assert Case.objects.count() == 1


def renewed_each_minute(page: Page) -> None:
    """What is promised goes on with the time: under no focus, and without a word of it."""
    ahead = page.locator("#ahead")
    expect(page.locator("#ahead-rest")).to_be_visible()
    why = ahead.locator("summary").first
    why.click()
    page.evaluate("document.getElementById('ahead-rest').dataset.before = 'yes'")
    page.evaluate("void (desk.say = (words) => { document.title = words; })")
    page.clock.fast_forward(61_000)
    expect(why).to_be_focused()
    expect(page.locator("#ahead-rest")).to_have_attribute("data-before", "yes")
    page.locator("[name=body]").focus()
    page.locator("[name=body]").press_sequentially(" She")
    page.clock.fast_forward(61_000)
    expect(page.locator("#ahead-rest")).not_to_have_attribute("data-before", "yes")
    expect(ahead).to_contain_text("Response by")
    expect(ahead.locator("details").first).to_have_attribute("open", "")
    expect(page.locator("[name=body]")).to_be_focused()
    page.locator("[name=body]").fill("She waits.")
    expect(page).to_have_title(re.compile("^New case"))


def test_choosing_a_caller_of_another_charter_asks_its_questions(desk: Desk) -> None:
    staffed("bicom")
    staffed("roxen")
    page = desk.sit(ada())
    page.goto("/desk/new/")
    page.locator("[name=body]").fill("She waits.")
    page.locator("[name=contact]").press_sequentially("Cleo")
    page.locator("#callers").get_by_role("link", name="Cleo Lind, Customer Ltd").click()
    expect(page.locator("[name=asked_as]")).to_have_value("roxen")
    expect(page.locator("[name=contact]")).to_have_value(CLEO_ADDRESS)
    expect(page.locator("[name=body]")).to_have_value("She waits.")
    expect(page.locator("#ahead")).to_contain_text("Priority normal")


def test_without_scripts_a_caller_is_a_link_to_the_form(desk: Desk) -> None:
    case_of("roxen")
    page = desk.sit(ada(), java_script_enabled=False)
    page.goto("/desk/new/?contact=Cleo")
    page.get_by_role("link", name="Cleo Lind, Customer Ltd").click()
    expect(page.locator("[name=contact]")).to_have_value(CLEO_ADDRESS)
    page.locator("[name=body]").fill("She waits.")
    page.get_by_role("radio", name="No, it was missed").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#ahead")).to_contain_text("Response by")
    expect(page.locator("[name=body]")).to_have_value("She waits.")


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
