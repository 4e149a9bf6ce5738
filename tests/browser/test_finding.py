"""Finding and acting on many in a real browser: the palette, saved views, all cases of a list."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.cases.models import Case
from tests.apps.cast import ada, ben
from tests.browser.axe import geometry, violations
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EXTREMES, faults_of
from tests.faces.desk_scene import case_of, cleo_writes, owned, staffed

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


def test_the_palette_leads_anywhere_by_the_keyboard_and_keeps_what_was_typed(desk: Desk) -> None:
    case = case_of("roxen", subject="Signals-are-dark-along-the-whole-line-" * 3)
    page = desk.sit(ada())
    page.goto("/desk/new/")
    page.locator("[name=body]").fill("She waits.")
    page.keyboard.press("Control+K")
    line = page.get_by_role("combobox", name="A number, a name, a word")
    expect(line).to_be_focused()
    expect(page.get_by_role("option", name="New case").first).to_be_visible()
    line.press_sequentially("signals")
    found = page.get_by_role("option", name=case.number)
    expect(found).to_have_attribute("aria-selected", "true")
    assert faults_of(page, EXTREMES) == []
    page.keyboard.press("Escape")
    expect(line).to_be_hidden()
    expect(page.locator("[name=body]")).to_have_value("She waits.")
    page.keyboard.press("Control+K")
    expect(found).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/desk/c/{case.number}/"))


def test_the_palette_knows_the_commands_of_the_page_with_their_keys(desk: Desk) -> None:
    case = case_of("roxen")
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    page.keyboard.press("Control+K")
    page.get_by_role("combobox", name="A number, a name, a word").press_sequentially("escal")
    page.get_by_role("option", name=re.compile("On this page Escalate.* E")).click()
    expect(page.get_by_role("heading", name="Escalate")).to_be_visible()


def test_all_cases_of_a_list_take_a_second_click(desk: Desk) -> None:
    arrival = staffed("roxen")
    for number in range(51):
        case_of(subject=f"No {number}", arrival=arrival)
    page = desk.sit(ada())
    page.goto("/desk/q/open/")
    expect(page.locator(".bulk")).to_be_hidden()
    page.locator("[data-tick]").first.check()
    page.get_by_label("All 51 in this view").check()
    assert faults_of(page, EXTREMES) == []
    page.get_by_role("button", name="Set", exact=True).click()
    expect(page.get_by_text("This is done to all 51 cases of the list.")).to_be_visible()
    page.get_by_role("button", name="Do it to 51 cases").click()
    expect(page.get_by_text("0 of 51")).to_be_visible()
    assert faults_of(page, EXTREMES) == []


def test_a_preview_beside_a_wide_list_goes_along_with_the_cursor(desk: Desk) -> None:
    arrival = staffed("roxen")
    one, two = (
        case_of(subject=f"Fire {n}", priority="critical", minutes_ago=40 - n, arrival=arrival)
        for n in range(2)
    )
    page = desk.sit(ada(), viewport={"width": 1600, "height": 900})
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.goto("/desk/q/open/")
    page.route(f"**/{one.number}/preview/**", hold, times=1)
    pane = page.get_by_role("complementary", name="Preview of the case")
    page.keyboard.press("Space")
    expect(pane).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("Space")
    expect(pane).to_have_attribute("aria-busy", "true")
    page.keyboard.press("j")
    expect(pane.get_by_role("heading", name="Fire 1")).to_be_visible()
    expect(page.locator("#live")).to_contain_text(f"Preview: {two.number}, Fire 1")
    expect(page.get_by_role("link", name="Fire 1").first).to_be_focused()
    assert held, "The first answer was asked for, and given up."
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert violations(page) + geometry(page) == []
    cleo_writes(two, "It is on fire now!")
    page.evaluate("number => desk.renewed([number])", two.number)
    expect(pane).to_contain_text("It is on fire now!")
    page.reload()
    expect(pane).to_be_visible()
    page.keyboard.press("j")
    expect(pane.get_by_role("heading", name="Fire 0")).to_be_visible()
    page.keyboard.press("Shift+Slash")
    expect(page.get_by_text("Preview of the row beside the list")).to_be_visible()
    page.keyboard.press("Escape")
    expect(pane).to_be_visible()
    page.route(f"**/{two.number}/preview/**", lambda route: route.abort())
    page.keyboard.press("j")
    expect(pane).to_contain_text("It could not be fetched")
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    page.get_by_role("button", name="Preview").click()
    expect(pane).to_be_visible()
    page.unroute(f"**/{two.number}/preview/**")
    stands_beside_a_search(page, pane, two)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(pane).to_be_hidden()
    expect(page.get_by_role("button", name="Preview")).to_be_hidden()


def stands_beside_a_search(page: Page, pane: Locator, case: Case) -> None:
    """What a search found has the same preview: cases as well as messages."""
    page.goto("/desk/search/?q=fire")
    expect(pane).to_be_visible()
    page.keyboard.press("j")
    expect(pane.get_by_role("heading", name=re.compile("^Fire"))).to_be_visible()
    page.goto("/desk/search/?q=fire&in=messages")
    page.keyboard.press("j")
    expect(pane.get_by_role("heading", name=case.subject)).to_be_visible()
    cleo_writes(case, "It is out.")
    page.evaluate("number => desk.renewed([number])", case.number)
    expect(pane).to_contain_text("It is out.")
    assert violations(page) + geometry(page) == []


def test_a_search_is_narrowed_and_its_nearest_words_are_offered(desk: Desk) -> None:
    arrival = staffed("roxen")
    owned(case_of(subject="Gasket one", arrival=arrival), ada())
    owned(case_of(subject="Gasket two", arrival=arrival), ben())
    page = desk.sit(ada())
    page.goto("/desk/search/?q=gasqet")
    page.get_by_role("link", name="Did you mean “gasket”?").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    assert faults_of(page, EXTREMES) == []
    page.get_by_role("link", name=re.compile("^Ben Dahl")).click()
    expect(page.locator("[data-row]")).to_have_count(1)
    page.get_by_role("link", name="Owner: Ben Dahl (remove)").click()
    expect(page.locator("[data-row]")).to_have_count(2)
