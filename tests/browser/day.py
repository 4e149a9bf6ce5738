"""A day at a desk as it is played in a browser: what people press, and what the page says then."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from tests.command.demo_desk import Demo, awaited, letter

SECONDS = 20_000
LINK = re.compile(r"https?://\S+/t/\S+/")


@dataclass
class Desk:
    """Somebody of the desk at a window; `number` is the case at hand."""

    demo: Demo
    page: Page
    number: str = ""

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(f"{self.demo.web}{path.removeprefix('/')}")

    def case(self) -> None:
        """Open the case at hand."""
        self.go(f"desk/c/{self.number}/")

    def sees(self, *words: str) -> None:
        """All of these stand on the page."""
        for one in words:
            expect(self.page.locator("body")).to_contain_text(one)

    def asks_until(self, path: str, words: str) -> None:
        """Load a page again until these words stand on it."""

        def there() -> bool | None:
            self.go(path)
            return True if words in self.page.locator("body").inner_text() else None

        awaited(there, 30)

    def finds(self, subject: str) -> None:
        """The newest case of that subject is at hand, once it is there."""
        row = self.page.get_by_role("link", name=subject).first

        def there() -> bool | None:
            self.go("desk/q/open/")
            return True if row.count() else None

        awaited(there, 30)
        row.click()
        self._at_hand()

    def opens(self, charter: str, /, *, who: str = "", **fields: str) -> None:
        """A case that somebody tells us of; `who` is chosen where several fit."""
        self.go(f"desk/new/?charter={charter}")
        self._fill(self.page.locator("main form").first, (), fields)
        self.page.keyboard.press("Control+Enter")
        if who:
            self.page.get_by_label(re.compile(who)).check()
            self.page.keyboard.press("Control+Enter")
        self._at_hand()

    def _at_hand(self) -> None:
        self.page.wait_for_url(re.compile(r"/desk/c/[^/]+/(\?.*)?$"))
        self.number = urlsplit(self.page.url).path.strip("/").rpartition("/")[2]

    def does(self, act: str, /, *, choose: tuple[str, ...] = (), **fields: str) -> None:
        """One of the acts on the case, by the form of its page."""
        self.go(f"desk/c/{self.number}/{act}/")
        form = self.page.locator("main form").last
        self._fill(form, choose, fields)
        form.locator("button[type=submit]").last.click()

    def sends(self, path: str, part: str, /, **fields: str) -> None:
        """The form of a page of the case whose address has that part."""
        self.go(f"desk/c/{self.number}/{path}/")
        form = self.page.locator(f"form[action*='{part}']").first
        self._fill(form, (), fields)
        form.locator("button[type=submit]").click()

    def costs(self, deed: str, /, **fields: str) -> None:
        """One of the forms of time and money."""
        self.go(f"desk/c/{self.number}/costs/")
        form = self.page.locator(f"form[action*='/costs/{deed}/']")
        self.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        self._fill(form, (), {f"{deed}-{name}": value for name, value in fields.items()})
        form.locator("button[type=submit]").last.click()

    def replies(self, text: str) -> None:
        """A reply to the customer, which keeps what it keeps."""
        self.go(f"desk/c/{self.number}/?compose=reply")
        self.page.get_by_role("textbox", name="Reply").fill(text)
        self.page.get_by_role("button", name=re.compile("Send reply")).click()
        expect(self.page.locator(".entry[data-kind=out]").last).to_contain_text(text)

    def _fill(self, form: Locator, choose: tuple[str, ...], fields: dict[str, str]) -> None:
        for name, value in fields.items():
            field = form.locator(f"[name='{name}']")
            kind = field.first.evaluate("one => one.type")
            if kind in ("radio", "checkbox"):
                form.locator(f"[name='{name}'][value='{value}']").check()
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(value)
        for label in choose:
            form.get_by_label(label, exact=True).check()


@dataclass
class Days:
    """A demo and the browser in which its days are played."""

    demo: Demo
    chromium: Browser

    @contextmanager
    def desk_of(self, link: str, **more: str) -> Iterator[Desk]:
        """Somebody who comes in by a one-time link."""
        with self._window(**more) as page:
            page.goto(link)
            page.locator("main button[type=submit]").click()
            page.wait_for_url(re.compile("/desk/"))
            yield Desk(self.demo, page)

    @contextmanager
    def colleague(self, username: str, **more: str) -> Iterator[Desk]:
        """Another one of the desk."""
        link = self.demo.run("invite", username).strip()
        path = urlsplit(link).path
        with self.desk_of(f"{self.demo.web}{path.removeprefix('/')}", **more) as desk:
            yield desk

    @contextmanager
    def customer(self, address: str, number: str) -> Iterator[Page]:
        """The customer follows the link in the newest mail about the case."""
        link = awaited(lambda: self._link(address, number), 30)
        with self._window() as page:
            page.goto(link)
            button = page.locator("main form button")
            if "/t/" in page.url and button.count():
                button.first.click()
            expect(page.locator("body")).to_contain_text(number)
            yield page

    @contextmanager
    def stranger(self, path: str) -> Iterator[Page]:
        """Somebody whom nobody knows, on a public page."""
        with self._window() as page:
            page.goto(f"{self.demo.web}{path}")
            yield page

    def _link(self, address: str, number: str) -> str | None:
        for mail in self._mails_to(address):
            found = LINK.search(mail.get_content())
            if number in str(mail["Subject"]) and found:
                return found[0]
        return None

    def mailed(self, address: str, words: str) -> EmailMessage:
        """A mail to that address with these words, once there is one."""

        def there() -> EmailMessage | None:
            found = (one for one in self._mails_to(address) if words in _all_of(one))
            return next(found, None)

        return awaited(there, 30)

    def _mails_to(self, address: str) -> list[EmailMessage]:
        return [one for one in self.demo.sent() if address in str(one["To"])]

    def writes(self, sender: str, to: str, subject: str) -> None:
        """A customer writes a mail."""
        self.demo.send(letter(subject, sender=sender, to=to))

    @contextmanager
    def _window(self, **more: str) -> Iterator[Page]:
        locale = more.pop("locale", "en-GB")
        context = self.chromium.new_context(viewport={"width": 1280, "height": 900}, locale=locale)
        context.set_default_timeout(SECONDS)
        yield context.new_page()
        context.close()


def _all_of(mail: EmailMessage) -> str:
    return f"{mail['Subject']}\n{mail.get_content()}"
