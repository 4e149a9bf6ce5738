"""A session that ends while somebody writes: they sign in over the page, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Attachment, Message
from charterdesk.customers.models import WayIn
from charterdesk.customers.ways_in import code_of
from tests.apps.cast import PASSWORD, ada, ben, cleo
from tests.browser.axe import geometry, violations
from tests.browser.desk_site import Desk
from tests.faces.desk_scene import case_of
from tests.faces.guests import client_of

pytestmark = pytest.mark.browser
TEXT = "Typed before the session ended."
# A busy machine draws its first page slowly; a page that is never drawn is a failure all the same.
PATIENCE = 30_000


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def sit(desk: Desk, person: Person | None = None, *, pulse: bool = False) -> Page:
    """Without its pulse a page learns of the end by what the test does, and by nothing before."""
    page = desk.sit(person)
    page.set_default_timeout(PATIENCE)
    if not pulse:
        page.route("**/desk/pulse*", lambda route: route.fulfill(status=204))
    return page


def written(page: Page, number: str) -> None:
    """A reply is half written when the session ends; the draft that can't be saved tells."""
    page.goto(f"/desk/c/{number}/?compose=reply")
    Session.objects.all().delete()
    page.get_by_label("Text of the reply").fill(TEXT)


def signs_in(page: Page, person: Person) -> None:
    page.get_by_label("Name or mail address").fill(person.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def asked(page: Page) -> None:
    """The way in stands over the page."""
    expect(page.get_by_role("dialog", name="You are signed out")).to_be_visible(timeout=PATIENCE)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send reply").click()


def sent() -> int:
    return Message.objects.filter(text__contains=TEXT).count()


def test_who_was_signed_out_signs_in_over_the_page_and_the_reply_goes(desk: Desk) -> None:
    case = case_of()
    page = sit(desk, ada())
    written(page, case.number)
    asked(page)
    assert violations(page) + geometry(page) == []
    page.get_by_label("Name or mail address").fill("ada")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#signed-out")).to_contain_text("do not belong together", timeout=PATIENCE)
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_label("Text of the reply")).to_have_value(TEXT, timeout=PATIENCE)
    send(page)
    asked(page)
    assert sent() == 0
    signs_in(page, ada())
    expect(page.locator("#toasts")).to_contain_text("The reply is on its way.", timeout=PATIENCE)
    assert sent() == 1


def test_files_that_were_chosen_go_along_after_the_sign_in(desk: Desk) -> None:
    case = case_of()
    page = sit(desk, ada())
    page.goto(f"/desk/c/{case.number}/?compose=reply")
    page.get_by_label("Text of the reply").fill(TEXT)
    expect(page.locator("#reply [data-draft-status]")).to_contain_text(
        "Draft saved", timeout=PATIENCE
    )
    chosen: FilePayload = {"name": "trace.txt", "mimeType": "text/plain", "buffer": b"All of it."}
    page.set_input_files("#reply input[type=file]", chosen)
    Session.objects.all().delete()
    send(page)
    asked(page)
    signs_in(page, ada())
    expect(page.locator("#toasts")).to_contain_text("The reply is on its way.", timeout=PATIENCE)
    assert sent() == 1
    assert Attachment.objects.get(message__text__contains=TEXT).name == "trace.txt"


def test_another_person_who_signs_in_sends_nothing_and_is_shown_nothing(desk: Desk) -> None:
    case = case_of()
    page = sit(desk, ada())
    written(page, case.number)
    asked(page)
    page.get_by_role("button", name="Not now").click()
    send(page)
    asked(page)
    signs_in(page, ben())
    expect(page.locator("#signed-out")).to_contain_text(
        "signed in as somebody else", timeout=PATIENCE
    )
    page.get_by_role("link", name="Open the page anew").click()
    page.goto(f"/desk/c/{case.number}/?compose=reply")
    expect(page.get_by_label("Text of the reply")).to_have_value("", timeout=PATIENCE)
    assert sent() == 0


def test_signing_in_in_another_tab_closes_the_dialog_that_the_pulse_opened(desk: Desk) -> None:
    case = case_of()
    page = sit(desk, ada(), pulse=True)
    page.goto(f"/desk/c/{case.number}/?compose=reply")
    Session.objects.all().delete()
    asked(page)
    other = page.context.new_page()
    other.set_default_timeout(PATIENCE)
    other.goto("/sign-in/")
    signs_in(other, ada())
    expect(other.get_by_role("heading", level=1)).to_have_text("My work", timeout=PATIENCE)
    expect(page.locator("#signed-out")).to_be_hidden(timeout=PATIENCE)
    page.get_by_label("Text of the reply").fill(TEXT)
    send(page)
    expect(page.locator("#toasts")).to_contain_text("The reply is on its way.", timeout=PATIENCE)
    assert sent() == 1


def test_a_customer_types_the_code_over_the_page_and_the_message_goes(desk: Desk) -> None:
    case = case_of()
    page = sit(desk)
    session = client_of(cleo()).cookies["charterdesk"].value
    page.context.add_cookies([{"name": "charterdesk", "value": session, "url": desk.url}])
    page.clock.install()
    page.goto(f"/cases/{case.number}/")
    Session.objects.all().delete()
    page.get_by_label("Your message").fill(TEXT)
    page.clock.fast_forward(61_000)
    page.get_by_role("button", name="Send", exact=True).click()
    asked(page)
    assert violations(page) + geometry(page) == []
    page.get_by_label("Mail address").fill(str(cleo().addresses.get().address))
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_label("Code from the mail")).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Code from the mail").fill(code_of(WayIn.objects.latest("pk")))
    page.get_by_role("button", name="Come in").click()
    expect(page.locator("#messages")).to_contain_text(TEXT, timeout=PATIENCE)
    assert sent() == 1
