"""On the sample company, with its real worker: from "what if" to an answer, and a job that ends."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.command.demo_desk import Demo, running

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SECONDS = 20_000
URL = "manage/charter/roxen/"
# Work of minutes, so that it can be watched and cancelled.
LOAD = """\
load: a long autumn
weeks: 10
from: 2026-10-05
weights:
  office: {Mon-Fri 08:00-17:00: 10, Mon-Sun 00:00-24:00: 1}
arrivals:
  - {channel: mail, priority: normal, per_week: 900, over: office}
work:
  first: {median: 1m, p90: 2m}
  later: {mean: 1m}
  contacts: {1: 100%}
staff:
  tier1:
    - {number: 9, hours: office}
    - {number: 2, hours: always}
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo on an empty directory."""
    with running(tmp_path_factory.mktemp("studio") / "demo") as started:
        yield started


@pytest.fixture(scope="module")
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


def test_from_what_if_to_an_answer_over_the_desks_history(demo: Demo, page: Page) -> None:
    page.goto(f"{demo.web}{URL}")
    page.get_by_role("button", name="Write a new version").click()
    field = page.get_by_label("Text of the charter")
    field.fill(field.input_value().replace("response: 1h", "response: 10m", 1))
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    page.get_by_role("link", name="Simulate").click()
    page.get_by_role("button", name="Simulate").click()
    expect(page.get_by_role("heading", name="The result")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="Promises kept and missed")).to_be_visible()


def test_a_long_simulation_shows_its_progress_and_ends_when_cancelled(
    demo: Demo, page: Page
) -> None:
    page.goto(f"{demo.web}{URL}simulate/")
    page.get_by_label("Drawn ones").check()
    expect(page.get_by_label("Days back")).to_be_hidden()
    page.get_by_label("The load").set_input_files(
        {"name": "autumn.yaml", "mimeType": "text/yaml", "buffer": LOAD.encode()}
    )
    page.get_by_label("Runs, of drawn cases").fill("4")
    page.get_by_role("button", name="Simulate").click()
    progress = page.get_by_text(re.compile(r"\d of [\d\u202f]+"))
    expect(progress).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="Cancelled")).to_be_visible()
