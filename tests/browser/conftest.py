"""One Chromium for the browser tests of a process: Debian's, driven by Playwright."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The running browser. Each test opens a context of its own in it."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "There is no Chromium: install it with `apt-get install chromium`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
