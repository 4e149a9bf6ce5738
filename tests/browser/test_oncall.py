"""The on-call page in a real browser: it stands axe-core, opens by keys, works without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.models import Person
from charterdesk.oncall.models import Override
from tests.apps.cast import ada, ben
from tests.browser.desk_site import Desk, press_cyrillic
from tests.browser.test_desk_stands import EVERY, EXTREMES, faults_of
from tests.faces.desk_scene import eve
from tests.faces.oncall_scene import PAGE, days, today

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


def planned() -> Person:
    """A rota with two levels, one of them with a gap; gives the lead."""
    days(ada(), ben(), eve())
    days(eve(), ada(), level=2, name="second line of the night", until=today(0, 20))
    days(ben(), level=3, name="third", until=today(0, 5))
    return ben()


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}?from=2026-10-20&zone=utc"])
def test_the_page_has_no_fault(desk: Desk, path: str) -> None:
    page = desk.sit(planned())
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("On call: out-of-hours")
    assert faults_of(page, EVERY) == []


@pytest.mark.parametrize("path", [f"{PAGE}override/", f"{PAGE}layer/", f"{PAGE}cover/"])
def test_a_form_has_no_fault(desk: Desk, path: str) -> None:
    page = desk.sit(planned())
    page.goto(path)
    assert faults_of(page, EXTREMES) == []


def test_the_page_in_russian_fits_every_width(desk: Desk) -> None:
    person = planned()
    person.language = "ru"
    person.save(update_fields=["language"])
    page = desk.sit(person)
    page.goto(PAGE)
    assert faults_of(page, EXTREMES) == []


def test_g_then_o_opens_it_in_any_layout(desk: Desk) -> None:
    page = desk.sit(planned())
    page.goto("/desk/")
    press_cyrillic(page, "KeyG", "п")
    press_cyrillic(page, "KeyO", "щ")
    expect(page.get_by_role("heading", level=1)).to_have_text("On call: out-of-hours")


def test_a_gap_is_filled_without_scripts(desk: Desk) -> None:
    lead = planned()
    days(eve(), level=4, name="fourth", until=today(0, 9))
    page = desk.sit(lead, java_script_enabled=False)
    page.goto(PAGE)
    page.get_by_role("link", name="Override", exact=True).click()
    page.get_by_label("Person").select_option("Eve Else")
    page.get_by_label("From").fill(f"{today(8, 1):%Y-%m-%dT%H:%M}")
    page.get_by_label("Until").fill(f"{today(9, 1):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Put them on duty").click()
    expect(page.get_by_text("The override stands.")).to_be_visible()
    assert Override.objects.get().person == eve()
