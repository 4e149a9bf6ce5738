"""Pages as a browser asks for them, and forms as it sends them: whatever stands in a form goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from charterdesk.accounts.models import Person


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    url: str
    headers: Mapping[str, str]

    def says(self, *words: str) -> bool:
        """Whether all of these stand on the page."""
        return all(word in self.text for word in words)

    @property
    def form(self) -> "Forms":
        """The forms of the page."""
        return Forms(self.text)


class Visit:
    """Somebody with a browser."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.person: Person | None = None

    def as_(self, person: Person) -> "Visit":
        """Signed in as that person."""
        self.client.force_login(person)
        self.person = person
        return self

    def get(self, url: str, **headers: str) -> Answer:
        """Open a page, following redirects."""
        response = self.client.get(url, follow=True, headers=headers)
        return self._answer(url, response)

    def post(self, url: str, **data: Any) -> Answer:
        """Send a form, following redirects."""
        response = self.client.post(url, data, follow=True)
        return self._answer(url, response)

    def fill(self, url: str, action: str, **data: Any) -> Answer:
        """Open a page and send its form with that action: hidden fields go along."""
        form = self.get(url).form.to(action)
        return self.post(form.action, **{**form.values, **data})

    @staticmethod
    def _answer(url: str, response: Any) -> Answer:
        last = response.redirect_chain[-1][0] if response.redirect_chain else url
        content = b"".join(response) if response.streaming else response.content
        return Answer(
            response.status_code, content.decode("utf-8", "replace"), last, response.headers
        )


@dataclass
class Form:
    """One form of a page."""

    action: str
    values: dict[str, str]


class Forms(HTMLParser):
    """The forms of a page, with the values that a browser would send as they stand."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.all: list[Form] = []
        self._select = self._textarea = ""
        self.feed(text)

    def to(self, action: str) -> Form:
        """The form whose action holds these words."""
        return next(form for form in self.all if action in form.action)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.all.append(Form(named.get("action", ""), {}))
        elif self.all and tag == "input" and self._is_sent(named):
            self.all[-1].values[named["name"]] = named.get("value", "on")
        elif tag == "select":
            self._select = named.get("name", "")
        elif tag == "option" and self.all and self._select:
            chosen = "selected" in named or self._select not in self.all[-1].values
            if chosen:
                self.all[-1].values[self._select] = named.get("value", "")
        elif tag == "textarea":
            self._textarea = named.get("name", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea and self.all:
            self.all[-1].values[self._textarea] = data.lstrip("\n")

    @staticmethod
    def _is_sent(named: dict[str, str]) -> bool:
        ticked = named.get("type") not in ("radio", "checkbox") or "checked" in named
        return bool(named.get("name")) and ticked and named.get("type") not in ("file", "submit")
