"""Customers' systems in a real browser: pages stand axe-core, and a secret leaves the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.access.commands.viewing import (
    Wanted,
    ask_view,
    record_view_word,
    start_view,
)
from charterdesk.access.models import PortCheck, RemoteView, TakenData, TakenPiece
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from tests.apps.access.systems import WORD, ada_may_look, case, secret, system
from tests.apps.cast import ada, admin, cleo
from tests.browser.desk_site import NAME, Desk
from tests.browser.test_desk_stands import EXTREMES, faults_of
from tests.faces.desk_scene import case_of
from tests.faces.guests import client_of

pytestmark = pytest.mark.browser
LONG = "the-telephone-exchange-of-the-northern-warehouse-and-office"


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The served desk."""
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def work() -> Case:
    """A case with a system that was tried, and a secret that Ada may look at."""
    ada_may_look()
    found, of = case(), system(LONG, f"{LONG}.example.org")
    secret(of)
    PortCheck.objects.create(
        system=of, case=found, address=of.address, ports=of.ports, asked_by=ada(), asked_at=now(),
        done_at=now(), said={"80": "closed", "443": "silent"}, fault="",
    )  # fmt: skip
    return found


def test_the_pages_of_the_desk_have_no_fault(desk: Desk) -> None:
    number = work().number
    page = desk.sit(ada())
    for path in (f"/desk/c/{number}/access/", f"/desk/c/{number}/access/ask/"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert faults_of(page, EXTREMES) == []
    page.goto(f"/desk/c/{number}/")
    expect(page.locator("#rail").get_by_text("not open: 80, 443")).to_be_visible()
    boss = desk.sit(admin())
    boss.goto("/desk/access/")
    assert faults_of(boss, EXTREMES) == []


def test_a_shown_secret_leaves_the_screen_and_no_way_back_leads_to_it(desk: Desk) -> None:
    """R-BIC-34"""
    page = desk.sit(ada())
    page.goto(f"/desk/c/{work().number}/access/")
    page.get_by_text("Show it", exact=True).click()
    page.get_by_label("What do you need it for?").fill("The trunk is down")
    page.get_by_role("button", name="Show it for a minute").click()
    expect(page.get_by_text(WORD)).to_be_visible()
    assert faults_of(page, EXTREMES) == []
    page.get_by_role("link", name="Close it now").click()
    expect(page.get_by_text("The trunk is down")).to_be_visible()
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()
    expect(page.get_by_text(WORD)).to_have_count(0)


def test_remote_views_and_data_have_no_fault(desk: Desk) -> None:
    """R-HFN-16, R-HFN-17"""
    found = case_of("handsfree", subject="It hangs")
    wanted = Wanted(tool="VNC", place=f"{LONG}.example.org", port=5900, purpose=LONG, minutes=60)
    view = ask_view(case=found, wanted=wanted, by=ada(), at=now())
    assert isinstance(view, RemoteView)
    record_view_word(view=view, says="Cleo, on the telephone", by=ada(), at=now())
    start_view(view=view, by=ada(), at=now())
    data = TakenData.objects.create(
        case=found, act="take data", kind="database", purpose=LONG, asked_by=ada(),
        asked_at=now(), taken_by=ada(), taken_at=now(), delete_on=now().date(),
    )  # fmt: skip
    TakenPiece.objects.create(data=data, elsewhere=LONG, fault="Permission denied")
    page = desk.sit(ada())
    for path in (f"/desk/c/{found.number}/view/", f"/desk/c/{found.number}/data/"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert faults_of(page, EXTREMES) == []
    page.goto("/desk/access/")
    assert faults_of(page, EXTREMES) == []
    page.goto(f"/desk/c/{found.number}/view/")
    expect(page.get_by_role("link", name="Open vnc://")).to_be_visible()


def test_the_customers_page_has_no_fault_and_works_without_scripts(desk: Desk) -> None:
    number = work().number
    session = client_of(cleo()).cookies[NAME].value
    for scripts in (True, False):
        page = desk.sit(java_script_enabled=scripts)
        page.context.add_cookies([{"name": NAME, "value": session, "url": desk.url}])
        page.goto(f"/cases/{number}/access/")
        if scripts:
            page.evaluate(
                "document.querySelectorAll('main details').forEach(one => one.open = true)"
            )
            assert faults_of(page, EXTREMES) == []
            continue
        page.get_by_text("Enter a password or key").click()
        page.get_by_label("Password or key").fill("typed by hand")
        page.get_by_role("button", name="Keep it under seal").click()
        expect(page.get_by_text("It is kept under seal; nobody sees it")).to_be_visible()
