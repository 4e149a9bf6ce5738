"""Bugs in trackers in a real browser: their pages stand axe-core and work without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.cases.models import Case
from charterdesk.trackers.models import TrackerAsk
from tests.apps.cast import ben
from tests.apps.trackers.desk import asked, settings_for
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EXTREMES, faults_of
from tests.faces.desk_scene import case_of
from tests.faces.test_trackers import linked

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:  # fmt: skip
    """The served desk with a tracker that nobody answers for."""
    settings.DATA = tmp_path
    settings_for(monkeypatch, kind="trac", url="http://127.0.0.1:9", user="desk", secret="hush")
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def case_with_bugs() -> Case:
    """A case with one bug, and another on its way."""
    case = case_of("bicom", subject="Trunk-falls-over-and-over-" * 4)
    linked(case.pk)
    ask = asked(case, title="A_title_that_is_longer_than_a_telephone_is_wide_" * 3)
    TrackerAsk.objects.filter(pk=ask.pk).update(fault="127.0.0.1 did not answer.", stuck=True)
    return case


PATHS = ["/desk/bugs/", "/desk/bugs/?show=waiting", "/desk/c/{number}/bugs/", "/desk/c/{number}/"]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_no_fault(desk: Desk, path: str) -> None:
    case = case_with_bugs()
    page = desk.sit(ben())
    page.goto(path.format(number=case.number))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert faults_of(page, EXTREMES) == []


def test_what_waits_stands_beside_the_case(desk: Desk) -> None:
    case = case_with_bugs()
    page = desk.sit(ben())
    page.goto(f"/desk/c/{case.number}/")
    rail = page.locator("#rail")
    expect(rail.get_by_role("link", name="bugs#12")).to_be_visible()
    expect(rail.get_by_text("It is refused, and not tried again by itself.")).to_be_visible()
