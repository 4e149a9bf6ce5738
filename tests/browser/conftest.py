"""One Chromium for the browser tests of a process: Debian's, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

# A busy machine draws a page slowly; one that never comes is a failure all the same.
PATIENCE = 30_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The running browser. Each test opens a context of its own in it."""
    expect.set_options(timeout=PATIENCE)
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "There is no Chromium: install it with `apt-get install chromium`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def database_beside_a_browser() -> Iterator[None]:
    """Playwright keeps an event loop in this thread; the ORM is used between its turns."""
    name = "DJANGO_ALLOW_ASYNC_UNSAFE"
    os.environ[name] = "true"
    yield
    del os.environ[name]
