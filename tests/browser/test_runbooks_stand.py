"""Runbooks in a real browser: their pages stand axe-core, at every width, and are checked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.refusal import granted
from charterdesk.automation.commands.keys import make_runner, note_seen
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from tests.apps.automation.runbook_scene import DISK, did, machine_case, published, started
from tests.apps.cast import admin, ben
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EXTREMES, faults_of

pytestmark = pytest.mark.browser
LONG = "A_line_that_is_longer_than_a_telephone_is_wide_" * 4
PATHS = [
    "/desk/runbooks/", "/desk/runbooks/new/", "/desk/runbooks/disk-full/",
    "/desk/runbooks/disk-full/1/", "/desk/runbooks/disk-full/try/?case={number}",
    "/desk/runners/", "/desk/c/{number}/runbooks/", "/desk/c/{number}/",
]  # fmt: skip


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The served desk."""
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def case_with_runs() -> Case:
    """A case with one run that is over, and one that waits for an approval."""
    case = machine_case()
    runner, _key = granted(make_runner(name="plant", by=admin(), at=now()))
    note_seen(runner, {"programs": ["/bin/df"], "host": "rack-4", "version": "1"}, now())
    started(case, published())
    did(f"99% {LONG}"), did("cleaned"), did("99%")
    text = DISK.replace("disk-full", "disk-slow").replace(
        "hand_over:", "approval: needed\nhand_over:"
    )
    started(case, published(text))
    return case


def test_the_pages_have_no_fault(desk: Desk) -> None:
    case = case_with_runs()
    page = desk.sit(admin())
    found = {}
    for path in PATHS:
        page.goto(path.format(number=case.number))
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        found[path] = faults_of(page, EXTREMES)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_a_text_is_checked_as_it_is_typed(desk: Desk) -> None:
    page = desk.sit(ben())
    page.goto("/desk/runbooks/new/")
    page.get_by_label("Text of the runbook").fill(DISK.replace("checks:", "chekcs:"))
    expect(page.locator("#checks")).to_contain_text("Did you mean 'checks'?")
    page.get_by_label("Text of the runbook").fill(DISK)
    expect(page.locator("#checks")).to_contain_text("It can be published.")


def test_a_run_is_approved_beside_its_case(desk: Desk) -> None:
    case = case_with_runs()
    page = desk.sit(ben())
    page.goto(f"/desk/c/{case.number}/")
    page.locator("#rail").get_by_text("disk-slow, version 1").wait_for()
    page.get_by_role("link", name="Run a runbook", exact=True).click()
    page.get_by_role("button", name="Approve disk-slow, version 1").click()
    expect(page.get_by_text("waits for the runner plant")).to_be_visible()
