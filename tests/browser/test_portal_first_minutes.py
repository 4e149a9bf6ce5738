"""A customer on a phone, the first five minutes: come in, ask, follow, escalate, agree."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.cases.actors import Asker
from charterdesk.cases.commands import agree_to_close, begin_waiting, rate_reply
from charterdesk.cases.models import Attachment, Case
from charterdesk.customers.models import WayIn
from charterdesk.customers.ways_in import code_of
from charterdesk.kit.wallclock import now
from tests.apps.cast import CLEO_ADDRESS, ada, ben, cleo
from tests.browser.axe import geometry, violations
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EVERY, faults_of
from tests.faces.portal_scene import (
    answer_to,
    browser,
    case_under,
    contract,
    served,
    solved,
    status_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
PICTURE = {"name": "till.png", "mimeType": "image/png", "buffer": b"\x89PNG a picture of a till"}
SESSION = "charterdesk"


@pytest.fixture
def site(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The portal, served."""
    settings.DATA = tmp_path
    served_at = Desk(chromium, live_server)
    yield served_at
    served_at.leave()


def come_in(page: Page, to: str = "/") -> None:
    """Type the address, then the code of the mail."""
    page.goto(f"/in/?next={to}")
    page.get_by_label("Mail address").fill(CLEO_ADDRESS)
    page.get_by_role("button", name="Send me a link and a code").click()
    page.wait_for_url(re.compile("/in/"))
    code = code_of(WayIn.objects.order_by("-pk")[0])
    page.get_by_label("Code from the mail").fill(code)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def stands(page: Page) -> None:
    """Axe has nothing against the page as it stands, nor has the eye."""
    assert violations(page) + geometry(page) == []


def ask(page: Page, *, scripts: bool = True) -> None:
    """Three short pages, with a file."""
    page.get_by_label("What happens, in one line?").fill("Till two is slow")
    page.get_by_label("problem").check()
    stands(page) if scripts else None
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("radio", name=re.compile("^normal")).check()
    stands(page) if scripts else None
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Tell us more").fill("Since this morning, at every scan.")
    page.get_by_label("Files").set_input_files(PICTURE)  # type: ignore[arg-type]  # a file by value
    stands(page) if scripts else None
    page.get_by_role("button", name="Go on").click()


def test_a_stranger_to_the_product_comes_through_on_a_phone(site: Desk) -> None:
    served("corner")
    page = site.sit(viewport=PHONE)
    come_in(page)
    page.get_by_role("link", name="Open a case").first.click()
    ask(page)
    expect(page.get_by_text(re.compile("^First answer by "))).to_be_visible()
    stands(page)
    page.get_by_role("button", name="Send it").click()
    case = Case.objects.get()
    expect(page.get_by_role("heading", level=1)).to_contain_text(case.number)
    stands(page)
    assert Attachment.objects.get().name == "till.png"
    page.get_by_role("link", name="To the case").click()
    expect(page.get_by_text("Till two is slow").first).to_be_visible()
    page.get_by_role("link", name="This needs a manager").click()
    expect(page.get_by_text("a wish for later")).to_be_visible()
    expect(page.get_by_text("Ben Dahl")).to_be_visible()
    stands(page)
    page.get_by_label("no progress").check()
    page.get_by_role("button", name="Escalate now").click()
    expect(page.get_by_text("Escalated: they are being told.")).to_be_visible()
    answer_to(case)
    solved(case)
    agree_to_close(case=case, by=ada(), at=now())
    page.reload()
    expect(page.get_by_role("heading", name="Is it fixed?")).to_be_visible()
    stands(page)
    page.get_by_role("button", name="Yes, close it").click()
    expect(page.get_by_text("It is closed. Thank you.")).to_be_visible()
    assert status_of(case) == "closed"
    page.get_by_role("radio", name="5").check()
    page.get_by_role("button", name="Send", exact=True).first.click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    stands(page)


def test_without_scripts_it_goes_the_same_way_at_320_px(site: Desk) -> None:
    served("corner")
    page = site.sit(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    come_in(page, "/open/")
    page.goto("/open/")
    ask(page, scripts=False)
    page.get_by_role("button", name="Send it").click()
    case = Case.objects.get()
    expect(page.get_by_role("heading", level=1)).to_contain_text(case.number)
    assert Attachment.objects.get().name == "till.png"


def signed_in(site: Desk, path: str, **options: Any) -> Page:
    """A page for Cleo, who has come in before."""
    page = site.sit(**options)
    session = browser().client.cookies[SESSION].value
    page.context.add_cookies([{"name": SESSION, "value": session, "url": site.url}])
    page.goto(path)
    return page


@pytest.mark.parametrize("name", ["", "escalate/", "close/", "score/"])
def test_the_pages_about_the_end_have_no_fault_in_any_way(site: Desk, name: str) -> None:
    case = case_under("corner")
    answer_to(case)
    begin_waiting(case=case, on="customer", what="look inside", by=ada(), at=now())
    if name in ("close/", "score/"):
        solved(case)
    assert faults_of(signed_in(site, f"/cases/{case.number}/{name}"), EVERY) == []


def test_the_first_question_has_no_fault_in_any_way(site: Desk) -> None:
    served("terrasoft")
    assert faults_of(signed_in(site, "/open/"), EVERY) == []


def test_choosing_a_contract_and_having_none_have_no_fault(site: Desk) -> None:
    page = signed_in(site, "/open/")
    assert faults_of(page) == []
    served("corner")
    contract("gold", "corner")
    contract("silver", "corner")
    page.goto("/open/")
    assert faults_of(page) == []


def test_what_customers_say_has_no_fault(site: Desk) -> None:
    case = case_under("corner")
    reply, asker = answer_to(case), Asker(CLEO_ADDRESS, cleo())
    rate_reply(case=case, of=reply.ref, is_clear=False, says="which? " * 40, by=asker, at=now())
    page = site.sit(ben())
    page.goto("/desk/opinions/")
    assert faults_of(page, EVERY) == []


def test_a_screenshot_is_pasted_into_the_text(site: Desk) -> None:
    served("handsfree")
    page = signed_in(site, "/open/")
    page.get_by_label("What happens, in one line?").fill("Till two is slow")
    page.get_by_role("button", name="Go on").click()
    for axis in ("impact", "urgency"):
        page.get_by_role("group", name=axis).get_by_label("high").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Tell us more").fill("See the picture.")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(['pasted'], 'shot.png', {type: 'image/png'}));
          document.querySelector('textarea').dispatchEvent(
            new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.get_by_text("shot.png")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name=re.compile("has the number"))).to_be_visible()
    assert Attachment.objects.get().name == "shot.png"
