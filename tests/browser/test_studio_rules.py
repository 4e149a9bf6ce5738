"""The rules of a charter and their forms stand axe-core and the eye's checks, and no scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.refusal import granted
from charterdesk.charters.commands import start_draft
from charterdesk.charters.queries import draft_of
from charterdesk.charters.shipped import shipped_text
from charterdesk.kit.wallclock import now
from tests.apps.cast import admin
from tests.browser.axe import geometry
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EVERY, EXTREMES, WIDTHS, Ways, faults_of

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(chromium: Browser, live_server: LiveServer) -> Iterator[Desk]:
    """The served desk."""
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def rules_of(name: str) -> str:
    """Begin a draft of a shipped charter; the address of its rules."""
    granted(start_draft(name=name, text=shipped_text(name), by=admin(), at=now()))
    return f"/manage/charter/{name}/draft/rules/"


@pytest.mark.parametrize(
    ("name", "below", "ways"),
    [
        ("voxeo", "", EVERY), ("bicom", "", EXTREMES), ("terrasoft", "", EXTREMES),
        ("voxeo", "step/?of=formal&step=management", EVERY),
        ("roxen", "hours/?of=office", EXTREMES),
        ("roxen", "promise/?of=high", EVERY), ("roxen", "closed-day/?of=office", EVERY),
        ("roxen", "ladder/", EXTREMES), ("roxen", "role/", EXTREMES),
        ("roxen", "mail/?of=mail", EXTREMES), ("roxen", "closing/", EXTREMES),
        ("roxen", "waiting/?of=customer", EXTREMES),
    ],
)  # fmt: skip
def test_a_page_of_the_rules_has_no_fault(desk: Desk, name: str, below: str, ways: Ways) -> None:
    page = desk.sit(admin())
    page.goto(rules_of(name) + below)
    assert faults_of(page, ways) == []


def test_a_form_with_errors_has_no_fault(desk: Desk) -> None:
    page = desk.sit(admin())
    page.goto(rules_of("roxen") + "promise/?of=high")
    page.get_by_label("Response").fill("soon")
    page.get_by_role("button", name="Save in the draft").click()
    page.locator(".field__wrong").first.wait_for()
    assert faults_of(page) == []


def test_in_russian_every_width_fits(desk: Desk) -> None:
    person = admin()
    person.language = "ru"
    person.save(update_fields=["language"])
    page = desk.sit(person)
    page.goto(rules_of("terrasoft"))
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{width}: {one}" for one in geometry(page)]
    assert faults == []


def test_without_scripts_a_promise_is_changed_and_the_change_is_shown(desk: Desk) -> None:
    page = desk.sit(admin(), java_script_enabled=False)
    page.goto(rules_of("handsfree"))
    page.get_by_role("link", name="Response, critical: 30 min. Change").click()
    page.get_by_label("Response").fill("15 min")
    page.get_by_role("button", name="Save in the draft").click()
    assert page.get_by_role("heading", name="What you changed in the text").is_visible()
    changed = page.locator("tr[data-kind=new] .lines__text").all_inner_texts()
    assert [line.strip() for line in changed] == [
        "critical: {hours: always, response: 15m, resolution: 4h}"
    ]
    found = draft_of(admin(), "handsfree")
    assert found is not None
    assert "response: 15m, resolution: 4h" in found.text


def test_a_form_sent_after_the_session_ended_is_filled_in_again(desk: Desk) -> None:
    page = desk.sit(admin())
    page.goto(rules_of("voxeo") + "step/?of=formal")
    page.get_by_label("Name of the step").fill("director")
    page.get_by_label("phone", exact=True).check()
    signed_in = page.context.cookies()
    page.context.clear_cookies(name="charterdesk")
    page.get_by_role("button", name="Save in the draft").click()
    page.get_by_role("button", name="Sign in").wait_for()
    page.context.add_cookies(signed_in)  # type: ignore[arg-type]  # what cookies() gives
    page.goto("/manage/charter/voxeo/draft/rules/step/?of=formal")
    page.get_by_text("What you sent last was not saved: here it is again.").wait_for()
    assert page.get_by_label("Name of the step").input_value() == "director"
    assert page.get_by_label("phone", exact=True).is_checked()
    page.reload()
    assert page.get_by_label("Name of the step").input_value() == ""
