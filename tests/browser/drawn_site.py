"""The sample pages of look as a site for a browser, answered from memory, under the real policy.

`/p/<name>` is a page of `tests.look.drawing.PAGES`; what else a page asks for is noted and
answered as a test wants.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, ViewportSize

from charterdesk.look.assets import TYPES, joined
from tests.look.drawing import SOURCE, drawn

HOME: Final = "http://desk.test"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'"
)
SIZE: Final = ViewportSize(width=1280, height=800)
Answer = Callable[[Route], None]


@dataclass
class Site:
    """A browser context on the sample pages. `asked` are the requests beyond pages and assets,
    `complaints` what the browser's console called an error."""

    browser: Browser
    language: str = "en"
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, name: str, **options: Any) -> Page:
        """The page `name` in a new context with Playwright's `options`."""
        clock = options.pop("clock", None)
        options.setdefault("viewport", SIZE)
        context = self.browser.new_context(**options)
        self.contexts.append(context)
        context.route("**/*", self._answer)
        page = context.new_page()
        if clock:
            page.clock.install(time=clock)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._console)
        page.goto(f"{HOME}/p/{name}")
        return page

    def again(self, name: str) -> Page:
        """The page `name` in the first window, as if it were new: a new one takes longer."""
        if not self.contexts:
            return self.open(name)
        page = self.contexts[0].pages[0]
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.context.clear_cookies()
        page.set_viewport_size(SIZE)
        page.emulate_media(color_scheme="light")
        page.goto(f"{HOME}/p/{name}")
        return page

    def _console(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def close(self) -> None:
        """Close every context; a page that complained to the console fails here."""
        for context in self.contexts:
            context.close()
        self.heard()

    def heard(self) -> None:
        """Fail with what pages complained of to the console since this was asked last."""
        complaints, self.complaints = self.complaints, []
        assert not complaints, complaints

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path in self.answers:
            self.asked.append(route.request)
            self.answers[path](route)
        elif path.startswith("/p/"):
            self.page(route, path[3:])
        elif path.startswith("/assets/"):
            name = path.rsplit("/", 1)[1]
            route.fulfill(body=joined(name)[1], content_type=TYPES[Path(name).suffix])
        elif path.startswith("/static/look/"):
            route.fulfill(path=SOURCE / "look" / path[1:], content_type="image/svg+xml")
        else:
            self.asked.append(route.request)
            route.fulfill(status=204)

    def page(self, route: Route, name: str) -> None:
        """Answer with a sample page."""
        with translation.override(self.language):
            route.fulfill(
                body=drawn(name),
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": POLICY},
            )
