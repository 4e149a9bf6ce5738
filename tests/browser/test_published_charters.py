"""The published charter stands axe-core and the eye's checks, and works without scripts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.rights import DESK
from charterdesk.charters.commands import install_shipped_charters
from charterdesk.charters.models import HelpfulAnswer
from charterdesk.kit.wallclock import now
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EVERY, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    settings.DATA = tmp_path
    install_shipped_charters(by=DESK, at=now() - timedelta(days=1))
    served = Desk(chromium, live_server)
    yield served
    served.leave()


@pytest.mark.parametrize(
    ("path", "locale"),
    [("/charters/", "en-GB"), ("/charters/roxen/", "en-GB"), ("/charters/voxeo/", "ru-RU")],
)
def test_a_published_charter_has_no_fault(desk: Desk, path: str, locale: str) -> None:
    page = desk.sit(locale=locale)
    page.goto(path)
    assert faults_of(page, EVERY) == []


def test_a_reader_answers_without_scripts(desk: Desk) -> None:
    page = desk.sit(java_script_enabled=False)
    page.goto("/charters/roxen/")
    page.get_by_label("What was missing").fill("Your telephone number.")
    page.get_by_role("button", name="No, it was not").click()
    assert page.get_by_text("Thank you").is_visible()
    assert HelpfulAnswer.objects.get().comment == "Your telephone number."
