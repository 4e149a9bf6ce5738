"""The whole road in one piece: a mail, a case, its promise kept from a browser, and the answer."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.command.demo_desk import Demo, awaited, letter, promised, running

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CLARA = "clara@nine-bells.example"
SECONDS = 20_000
CLARAS, CHARTERS = ZoneInfo("America/New_York"), ZoneInfo("Europe/Paris")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo on an empty directory."""
    with running(tmp_path_factory.mktemp("road") / "demo") as started:
        yield started


@pytest.fixture
def page(demo: Demo, chromium: Browser) -> Iterator[Page]:
    """A window of somebody who came in by the printed link."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(SECONDS)
    window = context.new_page()
    window.goto(demo.sign_in)
    window.get_by_role("button", name=re.compile("sign in", re.IGNORECASE)).click()
    expect(window.get_by_role("heading", name="My work")).to_be_visible()
    yield window
    context.close()


def test_a_mail_becomes_a_case_whose_promise_is_kept_from_the_browser(
    demo: Demo, page: Page
) -> None:
    mail = letter("No line to Boston", sender=CLARA, to="emergency@bicom.example")
    demo.send(mail)
    acknowledgement = demo.answer_to(mail)
    number = _number(acknowledgement)

    _open(page, demo, "No line to Boston")
    expect(page.get_by_text("None of our telephones can call out.")).to_be_visible()
    assert number in page.title()
    shown = _due_on(page)
    told = acknowledgement.get_content().partition("first answer by")[2]
    assert promised(told) == _minute(shown, CLARAS), "in the customer's zone"
    assert _explained(demo, number) == _minute(shown, CHARTERS), "in the charter's zone"

    page.keyboard.press("r")
    page.get_by_label("Text of the reply").fill("Boston answers again: please try.")
    page.get_by_role("button", name="Send reply to Clara").click()
    expect(page.locator(".clock[data-kind=response] .clock__word")).to_contain_text("kept")

    reply = awaited(lambda: _reply(demo, mail), 20)
    assert reply["To"] == CLARA
    again = letter(
        "Re: No line to Boston", sender=CLARA, to=reply["Reply-To"], answers=reply["Message-ID"]
    )
    demo.send(again)
    awaited(lambda: _sees_letters(page, demo, number, 2), 20)
    assert demo.run("verify").endswith("cases, 0 differences\n")


def _open(page: Page, demo: Demo, subject: str) -> None:
    """Reload the list of unassigned cases until the case is on it, and open it."""
    row = page.get_by_role("link", name=subject)

    def there() -> bool | None:
        page.goto(f"{demo.web}desk/q/unassigned/")
        return True if row.count() else None

    awaited(there, 20)
    row.click()


def _due_on(page: Page) -> datetime:
    """The due of the response as the case page has it."""
    text = page.locator(".clock[data-kind=response] time").first.get_attribute("datetime")
    assert text
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def _minute(due: datetime, zone: ZoneInfo) -> datetime:
    """As the zone's wall shows it, without seconds."""
    return due.astimezone(zone).replace(tzinfo=None, second=0)


def _explained(demo: Demo, number: str) -> datetime:
    """What the charter promises to a mail of the moment at which that case was opened."""
    opened = promised(demo.run("explain-case", number))
    words = ("--channel", "emergency", "--contract", "support")
    said = demo.run("explain", "bicom", "--at", f"{opened:%Y-%m-%d %H:%M}", *words)
    due = promised(said.partition("Response:")[2])
    assert due - opened == timedelta(hours=1)
    return due


def _number(mail: EmailMessage) -> str:
    found = re.search(r"BIC\d+", str(mail["Subject"]))
    assert found
    return found[0]


def _reply(demo: Demo, mail: EmailMessage) -> EmailMessage | None:
    """Our answer to the mail that a person wrote."""
    answers = [one for one in demo.sent() if one["In-Reply-To"] == mail["Message-ID"]]
    return next((one for one in answers if one["Auto-Submitted"] is None), None)


def _sees_letters(page: Page, demo: Demo, number: str, count: int) -> bool | None:
    """Whether so many letters of the customer stand on the case; None while they don't."""
    page.goto(f"{demo.web}desk/c/{number}/")
    return True if page.locator(".entry[data-kind=in]").count() == count else None
