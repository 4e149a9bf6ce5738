"""Sources of alerts in a real browser: their pages stand axe-core, and a source is made there."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from charterdesk.alerts.models import AlertDelivery, AlertSource
from charterdesk.kit.wallclock import now
from tests.apps.alerts.scene import alert, body, delivered, source, staffed
from tests.apps.cast import admin
from tests.browser.desk_site import Desk
from tests.browser.test_desk_stands import EXTREMES, faults_of

pytestmark = pytest.mark.browser
LONG = "A_trouble_whose_name_is_longer_than_a_telephone_is_wide_" * 3


@pytest.fixture
def desk(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> Iterator[Desk]:
    """The served desk."""
    settings.DATA = tmp_path
    served = Desk(chromium, live_server)
    yield served
    served.leave()


def reported() -> AlertDelivery:
    """A source with a mapping that has reported, one delivery of which can't be read."""
    row = source(kind="json", mapping={"title": "t"}, silent_after=timedelta(hours=1))
    delivered(row, b'{"t": "%s"}' % LONG.encode(), now())
    AlertSource.objects.update(last_seen_at=now() - timedelta(hours=3))
    plain = source("plain")
    delivered(plain, body(alert()), now())
    return delivered(row, b'{"nothing": "%s"}' % LONG.encode(), now())


def test_the_pages_have_no_fault(desk: Desk) -> None:
    kept = reported()
    page = desk.sit(admin())
    base = "/desk/alerts/probes/"
    paths = ["/desk/alerts/", base, f"{base}try/?of={kept.pk}", f"{base}d/{kept.pk}/",
             "/desk/alerts-new/"]  # fmt: skip
    for path in paths:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert faults_of(page, EXTREMES) == [], path


def test_a_lead_makes_a_source_tries_an_example_and_keeps_the_mapping(desk: Desk) -> None:
    staffed()
    page = desk.sit(admin())
    page.goto("/desk/alerts-new/")
    page.get_by_label("Name", exact=True).fill("doors")
    page.get_by_label("What sends them").select_option("json")
    page.get_by_text("Where the parts stand, for any JSON").click()
    page.get_by_label("Title").fill("door.name")
    page.get_by_role("button", name="Make the source and its key").click()
    expect(page.get_by_label("Key, as a bearer token")).not_to_have_value("")
    assert faults_of(page, EXTREMES) == []
    page.get_by_role("link", name="I have copied it").click()
    page.get_by_role("link", name="Try an example").click()
    page.get_by_label("What the source sends").fill('{"door": {"name": "Rear door", "how": "bad"}}')
    page.get_by_label("Severity").fill("door.how")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", name="Rear door")).to_be_visible()
    page.get_by_role("button", name="Keep this mapping").click()
    expect(page.get_by_text("The mapping is kept.")).to_be_visible()
    assert AlertSource.objects.get().mapping["severity"] == "door.how"
