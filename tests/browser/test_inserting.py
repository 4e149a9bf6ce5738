"""`/` in a reply, in a real browser: what was typed stays, what is chosen stands in its place."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.cases.models import Macro
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EXTREMES, faults_of
from tests.faces.desk_scene import case_of

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


def macros(*names: str) -> None:
    for name in names:
        text = f"{name}:\n{{{{number}}}}."
        Macro.objects.create(name=name, text=text, made_by=ada(), made_at=now())


def test_a_slash_offers_texts_by_the_keyboard_and_leaves_a_path_alone(desk: Desk) -> None:
    case = case_of()
    macros("Ask for the log", "Ask for the version", "We look at it")
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/?compose=reply")
    text = page.get_by_role("textbox", name="Text of the reply", exact=True)
    options = page.get_by_role("listbox", name="Texts to insert").get_by_role("option")
    text.press_sequentially("See /etc/hosts. ")
    expect(options).to_have_count(0)
    text.press_sequentially("/ask")
    expect(options).to_have_count(2)
    expect(text).to_have_attribute("aria-activedescendant", "reply-inserts-1")
    assert faults_of(page, EXTREMES) == []
    text.focus()
    page.keyboard.press("End")
    text.press_sequentially(" /ask")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(text).to_have_value(f"See /etc/hosts. /ask Ask for the version:\n{case.number}.")
    expect(options).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(text).to_have_value(re.compile(r"^See /etc/hosts\. /ask /"))


def test_escape_leaves_the_slash_and_a_press_inserts(desk: Desk) -> None:
    case = case_of()
    macros("Ask for the log")
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/?compose=note")
    text = page.get_by_role("textbox", name="Text of the note", exact=True)
    options = page.get_by_role("listbox", name="Texts to insert").get_by_role("option")
    text.press_sequentially("/")
    expect(options).to_have_count(1)
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(text).to_be_focused()
    text.press_sequentially("a and")
    expect(text).to_have_value("/a and")
    page.locator("#note").get_by_role("button", name="Insert…").click()
    options.first.click()
    expect(text).to_have_value(f"/a and Ask for the log:\n{case.number}.")
