"""Roundup's issues, by its REST interface; the words of a bug and its comments are messages there.

A change names the state that it was made on, so that two never overwrite each other.
"""

import json
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from charterdesk.trackers.kinds.tracker import NEWEST, Tracker, got, holding, listed, maybe
from charterdesk.trackers.values import (
    MOST_REMARKS,
    Remark,
    Ticket,
    TrackerAway,
    remark_of,
    ticket_of,
)
from charterdesk.trackers.web import JSON

# Its classic tracker has no mark for an end but the status' name.
ENDED = frozenset({"resolved", "done-cbb", "closed", "done"})
CHANGED_MEANWHILE = frozenset({412})


class Roundup(Tracker):
    """`user` and the secret sign in. `fields` may name a priority or others of an issue's own."""

    needs_project = False
    interface = "/rest/data"

    def headers(self) -> dict[str, str]:
        parts = urlsplit(self.place.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        return {**self.basic(), "Origin": origin, "X-Requested-With": "Charterdesk"}

    def path(self, number: str) -> str:
        return f"/issue{number}"

    def raise_bug(self, title: str, text: str) -> str:
        issue = {"title": title, "messages": [self._message(text)], **self.place.fields}
        return str(got(self.web.json("POST", "/issue", issue), "data", "id"))

    def find(self, mark: str) -> str | None:
        asks = urlencode({"@sort": "-id", "@page_size": NEWEST, "@fields": "content",
                          "@verbose": 3})  # fmt: skip
        said = listed(self.web.json("GET", f"/msg?{asks}"), "data", "collection")
        message = holding(mark, said, "content", "id")
        if message is None:
            return None
        issues = self.web.json("GET", f"/issue?messages={quote(message, safe='')}")
        return next((str(got(one, "id")) for one in listed(issues, "data", "collection")), None)

    def ticket(self, number: str) -> Ticket:
        issue = self._issue(number)
        status = str(maybe(issue, "attributes", "status", "name"))
        return ticket_of(
            number, got(issue, "attributes", "title"), status, closed=status in ENDED,
            changed=got(issue, "@etag"),
        )  # fmt: skip

    def remarks(self, number: str) -> tuple[Remark, ...]:
        """All messages but the first, which is the bug itself."""
        said = listed(self._issue(number), "attributes", "messages")
        numbers = sorted((str(got(one, "id")) for one in said), key=lambda one: (len(one), one))
        later = numbers[1:][-MOST_REMARKS:]
        if not later:
            return ()
        asks = urlencode({"id": ",".join(later), "@fields": "content,author", "@verbose": 3,
                          "@page_size": MOST_REMARKS})  # fmt: skip
        said = listed(self.web.json("GET", f"/msg?{asks}"), "data", "collection")
        found_remarks = (
            remark_of(got(one, "id"), maybe(one, "author", "username"), maybe(one, "content"))
            for one in said
        )
        return tuple(sorted(found_remarks, key=lambda one: one.ref))

    def write(self, number: str, text: str) -> None:
        change = {"@op": "add", "messages": [self._message(text)]}
        change["@etag"] = got(self._issue(number), "@etag")
        body = json.dumps(change).encode()
        answer = self.web.ask(
            "PATCH", f"/issue/{number}", body, {"Accept": JSON, "Content-Type": JSON},
            taken=CHANGED_MEANWHILE,
        )  # fmt: skip
        if answer.status in CHANGED_MEANWHILE:
            raise TrackerAway(f"{self.place.name} had the bug changed meanwhile.")

    def _message(self, text: str) -> str:
        """The number of a new message of ours."""
        said = self.web.json("POST", "/msg", {"content": text, "author": self.place.user})
        return str(got(said, "data", "id"))

    def _issue(self, number: str) -> Any:
        issue = got(self.web.json("GET", f"/issue/{number}?@verbose=2"), "data")
        self.same(number, got(issue, "id"))
        return issue
