"""A session that ends while somebody writes: they sign in over the page, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Message
from charterdesk.customers.models import WayIn
from charterdesk.customers.ways_in import code_of
from tests.apps.cast import PASSWORD, ada, ben, cleo
from tests.browser.axe import geometry, violations
from tests.browser.desk_site import Desk
from tests.faces.desk_scene import case_of
from tests.faces.guests import client_of

pytestmark = pytest.mark.browser
TEXT = "Typed before the session ended."


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


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
    expect(page.get_by_role("dialog", name="You are signed out")).to_be_visible(timeout=20_000)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send reply").click()


def sent() -> int:
    return Message.objects.filter(text__contains=TEXT).count()


def test_who_was_signed_out_signs_in_over_the_page_and_the_reply_goes(desk: Desk) -> None:
    case = case_of()
    page = desk.sit(ada())
    written(page, case.number)
    asked(page)
    assert violations(page) + geometry(page) == []
    page.get_by_label("Name or mail address").fill("ada")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#signed-out")).to_contain_text("do not belong together")
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_label("Text of the reply")).to_have_value(TEXT)
    send(page)
    asked(page)
    assert sent() == 0
    signs_in(page, ada())
    expect(page.locator("#toasts")).to_contain_text("The reply is on its way.", timeout=20_000)
    assert sent() == 1


def test_another_person_who_signs_in_sends_nothing_and_is_shown_nothing(desk: Desk) -> None:
    case = case_of()
    page = desk.sit(ada())
    written(page, case.number)
    asked(page)
    page.get_by_role("button", name="Not now").click()
    send(page)
    asked(page)
    signs_in(page, ben())
    expect(page.locator("#signed-out")).to_contain_text("signed in as somebody else")
    page.get_by_role("link", name="Open the page anew").click()
    page.goto(f"/desk/c/{case.number}/?compose=reply")
    expect(page.get_by_label("Text of the reply")).to_have_value("")
    assert sent() == 0


def test_signing_in_in_another_tab_closes_the_dialog_and_sends(desk: Desk) -> None:
    case = case_of()
    page = desk.sit(ada())
    written(page, case.number)
    asked(page)
    page.get_by_role("button", name="Not now").click()
    send(page)
    asked(page)
    other = page.context.new_page()
    other.goto("/sign-in/")
    signs_in(other, ada())
    expect(other.get_by_role("heading", level=1)).to_have_text("My work")
    expect(page.locator("#toasts")).to_contain_text("The reply is on its way.", timeout=20_000)
    assert sent() == 1


def test_a_customer_types_the_code_over_the_page_and_the_message_goes(desk: Desk) -> None:
    case = case_of()
    page = desk.sit()
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
    expect(page.get_by_label("Code from the mail")).to_be_visible(timeout=20_000)
    page.get_by_label("Code from the mail").fill(code_of(WayIn.objects.latest("pk")))
    page.get_by_role("button", name="Come in").click()
    expect(page.locator("#messages")).to_contain_text(TEXT, timeout=20_000)
    assert sent() == 1
