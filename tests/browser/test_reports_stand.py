"""The report of a simulation stands alone in a browser: axe-core and the eye's checks."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from charterdesk.simulation.report.folder import write_report
from charterdesk.simulation.running import run
from tests.browser.axe import geometry, violations
from tests.simulation.test_report import SPEECH, both_sides
from tests.simulation.test_running import over_load

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("kind", ["log", "load"])
def test_the_page_stands_axe_and_the_eyes_checks(
    chromium: Browser, tmp_path: Path, scheme: str, width: int, kind: str
) -> None:
    result = both_sides() if kind == "log" else run(replace(over_load(), what_ifs=True))
    page_file = write_report(result, tmp_path, SPEECH, "en")
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert violations(page) == []
    assert geometry(page) == []
    context.close()
