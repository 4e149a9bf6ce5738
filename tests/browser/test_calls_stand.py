"""Calls in a real browser: my means, the page of a call without a sign-in and without scripts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.cases.commands import escalate_case
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from charterdesk.notifications.links import token_of
from charterdesk.notifications.means import add_means, call_now
from charterdesk.notifications.models import Means, Notice
from charterdesk.worker.loops import work_off
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cast import ada, ben
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EVERY, faults_of

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


def called() -> tuple[Case, Notice]:
    """A case whose ladder has called Ben, and that call."""
    case = voxeo_case(now() - timedelta(minutes=5))
    escalate_case(case=case, by=ada(), at=now(), reason="no calls")
    return case, Notice.objects.get(case=case, about="step management", person=ben())


def test_my_means_stand_in_every_width_and_theme(desk: Desk) -> None:
    for kind, address in (("mail", "ada@elsewhere.example"), ("sms", "+46701234567")):
        made = add_means(
            person=ada(), kind=kind, address=address, urgent_after=timedelta(),
            ordinary_after=None, by=ada(), at=now(),
        )  # fmt: skip
        assert isinstance(made, Means)
    call_now(means=Means.objects.get(kind="mail"), by=ada(), at=now())
    work_off(now())
    page = desk.sit(ada())
    page.goto("/desk/me/means/")
    page.get_by_text("So far: accepted.").wait_for()
    assert faults_of(page, EVERY) == []


def test_the_page_of_a_call_stands_and_answers_without_scripts(
    chromium: Browser, live_server: LiveServer
) -> None:
    case, call = called()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/a/{token_of(call, 'answer')}/")
    page.get_by_role("button", name="I have it", exact=True).click()
    page.get_by_text("you are not called again").wait_for()
    context.close()
    assert case.events.filter(kind="acknowledged", data__who="ben").count() == 1


def test_the_page_of_a_call_stands_axe_and_the_eye(desk: Desk) -> None:
    _, call = called()
    page = desk.sit()
    page.goto(f"/a/{token_of(call, 'answer')}/")
    assert faults_of(page, EVERY) == []
