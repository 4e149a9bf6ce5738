"""The customers' pages in a real browser: no fault at any width; files by paste and by drop; a
message with scripts and without; what was typed is there again.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.cases.models import Attachment, Case, Message
from tests.apps.cast import ada, cleo
from tests.browser.desk_site import NAME, Desk
from tests.browser.test_desk_stands import faults_of
from tests.faces.desk_scene import case_of, replied
from tests.faces.guests import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAYS = ((1280, "light"), (390, "dark"), (320, "light"), (320, "dark"))


@pytest.fixture
def site(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The served pages, with files in a directory of its own."""
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def as_cleo(site: Desk, **options: Any) -> Page:
    """A browser in which Cleo has come in."""
    page = site.sit(**options)
    session = client_of(cleo()).cookies[NAME].value
    page.context.add_cookies([{"name": NAME, "value": session, "url": site.url}])
    return page


def answered() -> Case:
    return replied(case_of(text="Nothing works."), ada(), "We look at it.")


def test_no_page_has_a_fault(site: Desk) -> None:
    case = answered()
    page, stranger = as_cleo(site), site.sit()
    found: dict[str, list[str]] = {}
    for path in ("/", "/cases/", f"/cases/{case.number}/", f"/cases/{case.number}/why/update/"):
        page.goto(path)
        found[path] = faults_of(page, WAYS)
    for path in ("/", "/in/", "/in/no-link/", "/t/no-link/"):
        stranger.goto(path)
        found[f"{path} of a stranger"] = faults_of(stranger, WAYS)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_a_screenshot_is_pasted_and_sent_with_the_message(site: Desk) -> None:
    case, page = answered(), as_cleo(site)
    page.goto(f"/cases/{case.number}/")
    page.get_by_label("Your message").fill("See the picture.")
    page.get_by_label("Your message").evaluate(
        """(box) => {
          const data = new DataTransfer();
          data.items.add(new File(["picture"], "screen.png", {type: "image/png"}));
          box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""  # noqa: E501
    )
    expect(page.locator("[data-files-list]")).to_contain_text("screen.png")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your message is there.")).to_be_visible()
    expect(page.get_by_role("link", name="screen.png")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value("")
    assert Attachment.objects.get().name == "screen.png"
    page.reload()
    expect(page.get_by_label("Your message")).to_have_value("")


def test_without_scripts_a_message_goes_all_the_same(site: Desk) -> None:
    case, page = answered(), as_cleo(site, java_script_enabled=False)
    page.goto(f"/cases/{case.number}/")
    page.get_by_label("Your message").fill("Without scripts.")
    page.get_by_label("Files").set_input_files(
        {"name": "trace.log", "mimeType": "text/plain", "buffer": b"trace"}
    )
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your message is there.")).to_be_visible()
    assert Message.objects.latest("pk").text == "Without scripts."
    assert Attachment.objects.get().name == "trace.log"


def test_what_was_typed_is_there_after_the_page_was_left(site: Desk) -> None:
    case, page = answered(), as_cleo(site)
    page.goto(f"/cases/{case.number}/")
    page.get_by_label("Your message").fill("Half a thought")
    page.goto("/cases/")
    page.goto(f"/cases/{case.number}/")
    expect(page.get_by_label("Your message")).to_have_value("Half a thought")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your message is there.")).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value("")


def test_files_that_are_too_large_are_told_before_they_are_sent(site: Desk) -> None:
    case, page = answered(), as_cleo(site)
    page.goto(f"/cases/{case.number}/")
    page.locator("form[data-files]").evaluate("form => { form.dataset.together = '1000'; }")
    page.get_by_label("Files").set_input_files(
        {"name": "core.bin", "mimeType": "application/octet-stream", "buffer": b"x" * 2000}
    )
    expect(page.locator("[data-files-said]")).to_have_text(re.compile("larger than 25 MB"))
    expect(page.locator("[data-files-list]")).to_contain_text("core.bin · 2 kB")
    page.get_by_role("button", name="Take off: core.bin").click()
    expect(page.locator("[data-files-said]")).to_have_text("")
    expect(page.locator("[data-files-list] li")).to_have_count(0)
