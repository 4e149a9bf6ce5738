"""A customer's first five minutes on the sample company, on a phone, by somebody who never saw it.

Nothing is known but what the pages and the mails say (ux.md 3): what is pressed is what is read.
"""

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.axe import geometry, violations
from tests.command.demo_desk import Demo, awaited, running

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CLARA = "clara@nine-bells.example"
PHONE = ViewportSize(width=390, height=844)
SECONDS = 20_000
ERROR = "Since this morning calls drop"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo on an empty directory."""
    with running(tmp_path_factory.mktemp("customer") / "demo") as started:
        yield started


@pytest.fixture
def phone(demo: Demo, chromium: Browser) -> Iterator[BrowserContext]:
    """A telephone that has never been here."""
    context = chromium.new_context(
        viewport=PHONE, is_mobile=True, has_touch=True, locale="en-GB", base_url=demo.web
    )
    context.set_default_timeout(SECONDS)
    yield context
    context.close()


@pytest.fixture
def desk(demo: Demo, chromium: Browser) -> Iterator[Page]:
    """Somebody of the desk, at a screen of their own."""
    context = chromium.new_context(locale="en-GB", base_url=demo.web)
    context.set_default_timeout(SECONDS)
    window = context.new_page()
    window.goto(demo.sign_in)
    window.get_by_role("button", name=re.compile("sign in", re.IGNORECASE)).click()
    yield window
    context.close()


def stands(page: Page) -> None:
    """Axe has nothing against the page as it stands, nor has the eye."""
    assert violations(page) + geometry(page) == []


def mail_to_clara(demo: Demo, fits: Callable[[EmailMessage], bool]) -> EmailMessage:
    """The newest mail to her that fits, once it has gone out."""

    def there() -> EmailMessage | None:
        mails = [one for one in demo.sent() if CLARA in str(one["To"]) and fits(one)]
        return mails[-1] if mails else None

    return awaited(there, 20)


def test_a_stranger_to_the_product_is_helped_on_a_phone(
    demo: Demo, phone: BrowserContext, desk: Page
) -> None:
    page = phone.new_page()
    _searches_and_reads(page)
    _comes_in_by_the_code(demo, page)
    number = _asks_and_reads_the_promise(page)
    _follows_the_mail(demo, phone, number)
    _reads_who_is_called(page)
    _answer_and_solve(desk, number)
    _says_that_it_is_fixed(page, number)


def _searches_and_reads(page: Page) -> None:
    """0:00: the error is typed into one box, and an article stands there."""
    page.goto("/")
    stands(page)
    page.get_by_label("Describe it, or paste the error").fill(ERROR)
    page.get_by_role("button", name="Search").click()
    stands(page)
    page.get_by_role("link", name="Calls drop after a minute").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Calls drop after a minute")
    page.go_back()
    page.get_by_role("main").get_by_role("link", name="Open a case").click()


def _comes_in_by_the_code(demo: Demo, page: Page) -> None:
    page.get_by_label("Mail address").fill(CLARA)
    page.get_by_role("button", name="Send me a link and a code").click()
    stands(page)
    mail = mail_to_clara(demo, lambda one: "type this code" in one.get_content())
    code = re.search(r"asked for it: ([\d ]+)", mail.get_content())
    assert code
    page.get_by_label("Code from the mail").fill(code[1].strip())
    page.get_by_role("button", name="Come in").click()


def _asks_and_reads_the_promise(page: Page) -> str:
    """1:00: short pages, and before sending by when we answer."""
    expect(page.get_by_label("What happens, in one line?")).to_have_value(ERROR)
    product = page.get_by_role("group", name="Which product?")
    product.get_by_role("radio", name="PBXware").check()
    page.get_by_role("radio", name=re.compile("^NB-PBX-1")).check()
    stands(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("radio", name=re.compile("^emergency")).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("radio", name=re.compile("^Yes")).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Tell us more").fill("Every call ends after a minute.")
    page.get_by_role("button", name="Go on").click()
    promise = page.locator(".asking__promise").inner_text()
    assert re.fullmatch(r"First answer by .+, \d\d:\d\d E[SD]T", promise), promise
    stands(page)
    page.get_by_role("button", name="Send it").click()
    number = re.search(r"BIC\d+", page.get_by_role("heading", level=1).inner_text())
    assert number
    return number[0]


def _follows_the_mail(demo: Demo, phone: BrowserContext, number: str) -> None:
    """2:00: a number, and a mail whose link opens the case without a password."""
    mail = mail_to_clara(demo, lambda one: number in str(one["Subject"])).get_content()
    assert "first answer by" in mail
    link = re.search(r"http\S+/t/\S+", mail)
    assert link
    browser = phone.browser
    assert browser
    other = browser.new_context(viewport=PHONE, locale="en-GB")
    page = other.new_page()
    page.goto(link[0])
    expect(page.get_by_role("heading", name="Where it is now")).to_be_visible()
    expect(page.get_by_text("You get a first answer from a person")).to_be_visible()
    expect(page.get_by_text(re.compile("First answer"))).not_to_have_count(0)
    stands(page)
    other.close()


def _reads_who_is_called(page: Page) -> None:
    """4:00: worried, she reads who will read it and when, and does not use it."""
    page.get_by_role("link", name="To the case").click()
    page.get_by_role("link", name="This needs a manager").click()
    expect(page.get_by_text("Who will read it, and by when")).to_be_visible()
    expect(page.get_by_text(re.compile("at once")).first).to_be_visible()
    stands(page)
    page.get_by_role("link", name="Not now").click()


def _answer_and_solve(desk: Page, number: str) -> None:
    """The desk replies and gives the outcome, as its own pages offer it."""
    desk.goto(f"/desk/c/{number}/")
    desk.keyboard.press("r")
    desk.get_by_label("Text of the reply").fill("The firewall forgot the calls; it is set now.")
    desk.get_by_role("button", name=re.compile("^Send reply")).click()
    expect(desk.locator(".clock[data-kind=response] .clock__word")).to_contain_text("kept")
    desk.goto(f"/desk/c/{number}/propose-close/")
    desk.get_by_label("bug raised").check()
    desk.get_by_label("Message to the customer").fill("It is mended in the next version.")
    desk.get_by_role("textbox", name="Bug number").fill("SW-7")
    desk.get_by_label("Record with it").select_option("indication of resolution")
    desk.get_by_role("button", name="Propose to close").click()
    expect(desk.locator("#toasts")).to_contain_text("It is proposed to close the case.")


def _says_that_it_is_fixed(page: Page, number: str) -> None:
    """Later: the same page asks, she says yes, and it is over."""
    page.goto(f"/cases/{number}/")
    expect(page.get_by_role("heading", name="Is it fixed?")).to_be_visible()
    stands(page)
    page.get_by_role("button", name="Yes, close it").click()
    expect(page.get_by_text("It is closed. Thank you.")).to_be_visible()
