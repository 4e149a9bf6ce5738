"""Trac as it is without plugins: its forms, its query as CSV, a ticket's changes as RSS.

A sign-in by Basic at /login gives a cookie; a form carries the token that its page has given.
"""

import csv
import hashlib
import html
import re
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import Element, ParseError, fromstring

from inscriptis import get_text

from charterdesk.kit.egress import Answer
from charterdesk.trackers.kinds.tracker import Tracker
from charterdesk.trackers.values import (
    MOST_REMARKS,
    Remark,
    Ticket,
    TrackerAway,
    TrackerRefuses,
    remark_of,
    ticket_of,
)
from charterdesk.trackers.web import header

FORM = "application/x-www-form-urlencoded"
SEE_OTHER = frozenset({302, 303})
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
# None of them looks at a letter twice, whatever the page is.
_INPUT = re.compile(r"<input\b[^<>]*>")
_TAG = re.compile(r"<[^<>]+>")
_ATTRIBUTE = re.compile(r'\b(name|value)="([^"]*)"')
_RAISED = re.compile(r"/ticket/(\d{1,12})(?:[?#]|$)")
_COMMENT = re.compile(r"#comment:(\d{1,9})$")
WARNING, END_OF_WARNING = 'id="warning"', "</div>"


class Trac(Tracker):
    """`user` and the secret sign in; without a user one comes as Trac's anonymous."""

    needs_project = False

    def headers(self) -> dict[str, str]:
        return self.basic() if self.place.user else {}

    def path(self, number: str) -> str:
        return f"/ticket/{number}"

    def raise_bug(self, title: str, text: str) -> str:
        own = {f"field_{name}": str(value) for name, value in self.place.fields.items()}
        if self.place.project:
            own["field_component"] = self.place.project
        said = {"field_summary": title, "field_description": text, **own, "action": "create"}
        answer = self._filled("/newticket", said)
        raised = _RAISED.search(header(answer, "Location"))
        if raised is None:
            raise TrackerRefuses(f"{self.place.name} did not take the bug: {_why(answer)}")
        return raised.group(1)

    def find(self, mark: str) -> str | None:
        asks = f"/query?description=~{quote(mark, safe='')}&col=id&order=id&desc=1&format=csv"
        rows = _rows(self._page(asks, self._signed_in()))
        return rows[0].get("id") if rows else None

    def ticket(self, number: str) -> Ticket:
        cookie = self._signed_in()
        answer = self._page(f"{self.path(number)}?format=csv", cookie)
        rows = _rows(answer)
        if not rows or "status" not in rows[0]:
            raise TrackerAway(f"{self.place.name} did not show ticket {number} as CSV.")
        row = rows[0]
        self.same(number, row.get("id"))
        changes = self._page(f"{self.path(number)}?format=rss", cookie)
        seen = hashlib.sha256(answer.body + b"".join(map(_mark, _items(changes)))).hexdigest()
        words = ": ".join(filter(None, [row["status"], row.get("resolution")]))
        closed = row["status"] == "closed"
        return ticket_of(number, row.get("summary"), words, closed=closed, changed=seen)

    def remarks(self, number: str) -> tuple[Remark, ...]:
        items = _items(self._page(f"{self.path(number)}?format=rss", self._signed_in()))
        found = [(_COMMENT.search(item.findtext("guid") or ""), item) for item in items]
        said = [
            remark_of(comment.group(1), item.findtext(CREATOR), _said_in(item))
            for comment, item in found
            if comment
        ]
        kept = [remark for remark in said if remark.text]
        return tuple(sorted(kept, key=lambda one: one.ref)[-MOST_REMARKS:])

    def write(self, number: str, text: str) -> None:
        answer = self._filled(self.path(number), {"comment": text, "action": "leave"})
        if answer.status not in SEE_OTHER:
            # A ticket that was changed meanwhile comes back as a page: the next try reads it anew.
            raise TrackerAway(f"{self.place.name} did not take the comment: {_why(answer)}")

    def _filled(self, path: str, said: dict[str, str]) -> Answer:
        """What is answered to the form of a page, with its hidden fields."""
        cookie = self._signed_in()
        page = self._page(path, cookie)
        hidden = _hidden(page.body.decode("utf-8", "replace"))
        wanted = ("__FORM_TOKEN", "view_time", "start_time")
        fields = {name: hidden[name] for name in wanted if name in hidden}
        if "__FORM_TOKEN" not in fields:
            raise TrackerAway(f"{self.place.name} showed no form: may its user write there?")
        # The token of the form is the value of its cookie.
        token = f"trac_form_token={quote(fields['__FORM_TOKEN'])}"
        cookies = "; ".join(filter(None, [cookie, token]))
        body = urlencode({**fields, **said, "submit": "Submit"}).encode()
        headers = {"Cookie": cookies, "Content-Type": FORM}
        return self.web.ask("POST", path, body, headers, taken=SEE_OTHER)

    def _signed_in(self) -> str:
        """The cookie of a sign-in; Trac leads back to its first page after it."""
        if not self.place.user:
            return ""
        return _cookie(self.web.ask("GET", "/login", taken=SEE_OTHER), "trac_auth")

    def _page(self, path: str, cookie: str) -> Answer:
        return self.web.ask("GET", path, headers={"Cookie": cookie} if cookie else {})


def _cookie(answer: Answer, name: str) -> str:
    """One cookie of an answer, as it is sent back."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header(answer, "Set-Cookie"))
    except CookieError:
        return ""
    return f"{name}={jar[name].coded_value}" if name in jar else ""


def _hidden(page: str) -> dict[str, str]:
    found = (dict(_ATTRIBUTE.findall(one)) for one in _INPUT.findall(page))
    return {one["name"]: html.unescape(one.get("value", "")) for one in found if "name" in one}


def _rows(answer: Answer) -> list[dict[str, str]]:
    """The lines of CSV, which begins with a mark of its encoding."""
    try:
        return list(csv.DictReader(answer.body.decode("utf-8-sig").splitlines(keepends=True)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise TrackerAway("The answer is no CSV, as Trac gives it.") from error


def _items(answer: Answer) -> list[Element]:
    """The changes of a ticket. A document that declares entities is not read at all."""
    try:
        # In one encoding alone, so that no other hides a declaration from the look at it.
        text = answer.body.decode("utf-8-sig")
        if any(word in text for word in ("<!DOCTYPE", "<!ENTITY", "\0")):
            raise TrackerAway("The answer is no RSS, as Trac gives it.")
        return fromstring(text).findall("channel/item")
    except (UnicodeDecodeError, ParseError, ValueError) as error:
        raise TrackerAway("The answer is no RSS, as Trac gives it.") from error


def _mark(item: Element) -> bytes:
    parts = (item.findtext(name) or "" for name in ("guid", "title", "pubDate", "description"))
    return "\n".join(parts).encode()


def _said_in(item: Element) -> str:
    """The words of a change without the list of fields that it changed."""
    shown = item.findtext("description") or ""
    shown = re.sub(r"^\s*<ul>.*?</ul>", "", shown, count=1, flags=re.DOTALL)
    return str(get_text(shown)).strip()


def _why(answer: Answer) -> str:
    """What Trac's page says of it."""
    _before, _mark, behind = answer.body.decode("utf-8", "replace").partition(WARNING)
    shown, end, _after = behind.partition(">")[2].partition(END_OF_WARNING)
    words = html.unescape(_TAG.sub(" ", shown)) if end else "it gave no reason"
    return " ".join(words.split())[:300]
