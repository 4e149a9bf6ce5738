"""A wallboard in a real browser: read from afar, renewed by itself, honest when it can't be."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.cases.commands import escalate_case
from charterdesk.cases.models import Case
from charterdesk.cases.queries.wall import waiting_of
from charterdesk.kit.wallclock import now
from charterdesk.oncall.commands import make_wallboard
from charterdesk.oncall.models import Wallboard
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cast import ada, admin, ben
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EVERY, EXTREMES, faults_of
from tests.faces.desk_scene import case_of
from tests.faces.oncall_scene import days

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


def address() -> str:
    days(ada(), ben())
    case_of(subject="Late", minutes_ago=60 * 24 * 4)
    made = make_wallboard(name="Hall", names_customers=False, by=ben(), at=now())
    return f"/wall/{granted(made)}/"


def hung(desk: Desk) -> Page:
    """The board on a screen whose clock the test moves."""
    path = address()
    page = desk.sit()
    page.clock.install()
    page.goto(path)
    return page


def test_the_board_has_no_fault_and_its_digits_are_read_from_afar(desk: Desk) -> None:
    page = hung(desk)
    assert faults_of(page, EVERY) == []
    page.set_viewport_size({"width": 1920, "height": 1080})
    sizes = page.eval_on_selector_all(
        ".wall__figure", "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert len(sizes) == 6
    assert min(sizes) >= 0.08 * 1920
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
    cut = "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
    assert page.eval_on_selector_all(".wall__tile", cut) == 0
    labels = page.eval_on_selector_all(
        ".wall__tile h2, .wall__tile li, .wall__head p",
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))",
    )
    assert min(labels) >= 0.016 * 1920


def test_a_case_that_is_missed_appears_by_itself_in_tile_title_and_icon(desk: Desk) -> None:
    page = hung(desk)
    expect(page).to_have_title("(1) Hall · Charterdesk")
    before = page.get_attribute("link[rel=icon]", "href")
    case = case_of(subject="Another", minutes_ago=60 * 24 * 4)
    page.clock.run_for(11_000)
    expect(page.locator("[data-name=missed]")).to_contain_text(case.number)
    expect(page).to_have_title("(2) Hall · Charterdesk")
    assert page.get_attribute("link[rel=icon]", "href") != before


def test_a_board_that_gets_no_answer_says_since_when_and_comes_back(desk: Desk) -> None:
    page = hung(desk)
    stamp = page.get_attribute("[data-stamp]", "data-stamp")
    page.context.set_offline(True)
    page.clock.run_for(50_000)
    expect(page.locator("#stale")).to_be_hidden()
    page.clock.run_for(30_000)
    expect(page.locator("#stale")).to_contain_text("Stale since")
    expect(page.locator("[data-name=missed]")).to_be_visible()
    assert stamp is not None
    page.context.set_offline(False)
    page.clock.run_for(25_000)
    expect(page.locator("#stale")).to_be_hidden()


def test_a_board_that_is_ended_stops_showing_what_it_showed(desk: Desk) -> None:
    page = hung(desk)
    Wallboard.objects.update(ended_at=now())
    page.clock.run_for(11_000)
    expect(page.locator("[data-name=missed]")).to_have_count(0)


def test_who_was_called_has_it_at_one_press_on_the_board(desk: Desk) -> None:
    case = voxeo_case(now() - timedelta(minutes=30))
    escalate_case(case=case, by=ada(), at=now() - timedelta(minutes=12), reason="no calls")
    (waiting,) = waiting_of(list(Case.objects.filter(pk=case.pk).select_related("organisation")))
    called = Person.objects.filter(username__in=waiting.silent).order_by("username")[0]
    made = make_wallboard(name="Hall", names_customers=False, by=admin(), at=now())
    page = desk.sit(called)
    page.goto(f"/wall/{granted(made)}/")
    assert faults_of(page, EVERY) == []
    page.get_by_role("button", name="I have it").click()
    expect(page.get_by_role("button", name="I have it")).to_have_count(0)
    expect(page.locator("[data-name=escalated]")).to_contain_text(case.number)
    assert page.url.endswith(f"/wall/{granted(made)}/")
    assert called.username not in waiting_of([Case.objects.get(pk=case.pk)])[0].silent


def test_without_scripts_the_board_is_whole_and_loads_itself_again(desk: Desk) -> None:
    path = address()
    page = desk.sit(java_script_enabled=False)
    page.goto(path)
    expect(page.locator("[data-name=missed] .wall__figure")).to_have_text("1")
    assert page.locator('meta[http-equiv="refresh"]').count() == 1


def test_the_page_on_which_boards_are_made_has_no_fault(desk: Desk) -> None:
    address()
    page = desk.sit(ben())
    page.goto("/desk/oncall/wall/")
    assert faults_of(page, EXTREMES) == []
    page.get_by_label("Where it hangs").fill("Kitchen")
    page.get_by_role("button", name="Make the wallboard").click()
    made = page.get_by_label("The address, shown this once")
    expect(made).to_have_value(re.compile(r"/wall/[\w-]{43}/$"))
