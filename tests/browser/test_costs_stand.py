"""Time and money in a real browser: the pages stand axe-core, and a day of work is booked."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.refusal import granted
from charterdesk.cases.commands import record_facts
from charterdesk.cases.models import Case
from charterdesk.charges.commands import (
    add_rate,
    book_time,
    buy_hours,
    offer_quote,
    take_hours_back,
)
from charterdesk.charges.commands.quoting import Quote
from charterdesk.charges.commands.timing import Spent
from charterdesk.kit.wallclock import now
from tests.apps.cast import MONDAY, ada, ben
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EXTREMES, faults_of
from tests.faces.desk_scene import case_of
from tests.faces.portal_scene import contract, firm

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


def worked() -> Case:
    """A case with time, a rate, prepaid hours, a charge and a quote."""
    case = case_of("bicom")
    bought = contract("support", "bicom")
    granted(
        add_rate(
            charter="bicom", level="", work="", hours="", per_hour=Decimal(60), currency="EUR",
            valid_since=date(2020, 1, 1), by=ben(), at=MONDAY,
        )
    )  # fmt: skip
    hours = granted(
        buy_hours(
            contract=bought, minutes=600, bought_on=date(2026, 1, 1), note="", by=ben(), at=now()
        )
    )
    granted(
        take_hours_back(
            bought=hours, left=600, minutes=60, reason="A_very_long_word_" * 6, by=ben(), at=now()
        )
    )
    spent = Spent(minutes=90, work="development", note="A_very_long_word_" * 6)
    book_time(case=case, spent=spent, by=ada(), at=now())
    record_facts(case=case, facts=(("man-made error", "yes"),), by=ada(), at=now())
    quote = Quote(text="Move it", time_frame="3 days", amount=Decimal(400), currency="EUR")
    offer_quote(case=case, quote=quote, by=ada(), at=now())
    return case


@pytest.mark.parametrize("name", ["costs", "months", "statement"])
def test_a_page_has_no_fault(desk: Desk, name: str) -> None:
    case = worked()
    page = desk.sit(ben())
    paths = {
        "costs": f"/desk/c/{case.number}/costs/",
        "months": "/desk/statements/",
        "statement": f"/desk/statements/{firm().pk}/{now():%Y-%m}/",
    }
    page.goto(paths[name])
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert faults_of(page, EXTREMES) == []


def test_time_is_booked_from_the_case(desk: Desk) -> None:
    case = case_of("bicom")
    page = desk.sit(ada())
    page.goto(f"/desk/c/{case.number}/")
    page.get_by_role("link", name="nothing booked").click()
    page.get_by_role("button", name="Start the stopwatch").click()
    page.reload()
    expect(page.get_by_text("Your stopwatch runs since")).to_be_visible()
    page.get_by_role("heading", name="Book your time").click()
    page.get_by_label("How long").fill("0:45")
    page.get_by_role("button", name="Book it").click()
    expect(page.get_by_role("cell", name="45m")).to_be_visible()
