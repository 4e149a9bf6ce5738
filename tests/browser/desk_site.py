"""The desk itself, served to a browser: real pages, real commands, a database of its own."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from charterdesk.accounts.models import Person


class Desk:
    """A served desk, and browsers in front of it. What a page complains of fails the test."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self.browser = browser
        self.url = server.url
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def sit(self, person: Person | None = None, **options: Any) -> Page:
        """A browser with Playwright's `options`, signed in as the person."""
        options.setdefault("viewport", {"width": 1280, "height": 800})
        options.setdefault("locale", "en-GB")
        context = self.browser.new_context(base_url=self.url, **options)
        self._contexts.append(context)
        if person is not None:
            context.add_cookies([{"name": NAME, "value": _session(person), "url": self.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{error}\n{error.stack}"))
        return page

    def leave(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()
        assert self.complaints == [], self.complaints


NAME = settings.SESSION_COOKIE_NAME


def _session(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[NAME].value


def press_cyrillic(page: Page, code: str, key: str) -> None:
    """A key as a Russian layout reports it: the place of the key, another letter."""
    page.evaluate(
        """([code, key]) => (document.activeElement || document.body).dispatchEvent(
             new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))""",
        [code, key],
    )
