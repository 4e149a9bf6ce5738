"""Jira's issues, by version 2 of its REST interface; `project` is the key, such as PBX.

With a user the secret is their password or token, without one it is a personal access token.
"""

import re
from typing import Any
from urllib.parse import urlencode

from charterdesk.trackers.kinds.tracker import NEWEST, Tracker, got, listed, maybe
from charterdesk.trackers.values import NoSuchBug, Remark, Ticket, remark_of, ticket_of

DONE = "done"


class Jira(Tracker):
    """An issue is known by its key, which names the project, so that it is its own label."""

    interface = "/rest/api/2"
    numbers = re.compile(r"([A-Z][A-Z0-9_]{1,20}-\d{1,9})")

    def headers(self) -> dict[str, str]:
        if self.place.user:
            return self.basic()
        return {"Authorization": f"Bearer {self.place.secret}"}

    def path(self, number: str) -> str:
        return f"/browse/{number}"

    def label(self, number: str) -> str:
        return number

    def raise_bug(self, title: str, text: str) -> str:
        said: dict[str, Any] = {
            "project": {"key": self.place.project}, "issuetype": {"name": "Bug"},
            "summary": title, "description": text, **self.place.fields,
        }  # fmt: skip
        return str(got(self.web.json("POST", "/issue", {"fields": said}), "key"))

    def find(self, mark: str) -> str | None:
        jql = f'project = "{self.place.project}" ORDER BY created DESC'
        asks = urlencode({"jql": jql, "maxResults": NEWEST, "fields": "description"})
        rows = listed(self.web.json("GET", self._search(asks)), "issues")
        for row in rows:
            if mark in str(got(row, "fields", "description")):
                return str(got(row, "key"))
        return None

    def _search(self, asks: str) -> str:
        """Atlassian's own cloud has moved the search to another name."""
        cloud = self.place.url.endswith(".atlassian.net")
        return f"/search/jql?{asks}" if cloud else f"/search?{asks}"

    def ticket(self, number: str) -> Ticket:
        said = self.web.json("GET", f"/issue/{number}?fields=summary,status,resolution,updated")
        key, fields = str(got(said, "key")), got(said, "fields")
        if key.partition("-")[0] != number.partition("-")[0]:
            raise NoSuchBug(f"{number} was moved: it is {key[:60]} now. Link that one.")
        self.same(number, key)
        status = got(fields, "status")
        words = [str(got(status, "name")), str(maybe(fields, "resolution", "name"))]
        return ticket_of(
            number, got(fields, "summary"), ": ".join(filter(None, words)),
            closed=got(status, "statusCategory", "key") == DONE, changed=got(fields, "updated"),
        )  # fmt: skip

    def remarks(self, number: str) -> tuple[Remark, ...]:
        newest = "orderBy=-created&maxResults=100"
        rows = listed(self.web.json("GET", f"/issue/{number}/comment?{newest}"), "comments")
        found = [
            remark_of(got(row, "id"), maybe(row, "author", "displayName"), maybe(row, "body"))
            for row in rows
        ]
        return tuple(sorted(found, key=lambda one: one.ref))

    def write(self, number: str, text: str) -> None:
        self.web.json("POST", f"/issue/{number}/comment", {"body": text})
