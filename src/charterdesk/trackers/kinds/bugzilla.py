"""Bugzilla's bugs, by its REST interface; `project` is Product/Component."""

from urllib.parse import urlencode

from charterdesk.trackers.kinds.tracker import Tracker, got, listed, maybe
from charterdesk.trackers.values import (
    MOST_REMARKS,
    NoSuchBug,
    Remark,
    Ticket,
    remark_of,
    ticket_of,
)  # fmt: skip


class Bugzilla(Tracker):
    """The text of a bug is its first comment, so remarks begin with the second."""

    interface = "/rest"

    def headers(self) -> dict[str, str]:
        return {"X-BUGZILLA-API-KEY": self.place.secret}

    def path(self, number: str) -> str:
        return f"/show_bug.cgi?id={number}"

    def raise_bug(self, title: str, text: str) -> str:
        product, _, component = self.place.project.partition("/")
        said = {
            "product": product, "component": component, "version": "unspecified",
            "summary": title, "description": text, **self.place.fields,
        }  # fmt: skip
        return str(got(self.web.json("POST", "/bug", said), "id"))

    def find(self, mark: str) -> str | None:
        asks = urlencode({
            "f1": "longdesc", "o1": "substring", "v1": mark, "include_fields": "id",
            "product": self.place.project.partition("/")[0],
        })  # fmt: skip
        rows = listed(self.web.json("GET", f"/bug?{asks}"), "bugs")
        return str(got(rows, 0, "id")) if rows else None

    def ticket(self, number: str) -> Ticket:
        fields = "id,summary,status,resolution,is_open,last_change_time"
        bugs = listed(self.web.json("GET", f"/bug/{number}?include_fields={fields}"), "bugs")
        if not bugs:
            raise NoSuchBug(f"{self.place.name} has no bug {number}.")
        bug = bugs[0]
        self.same(number, got(bug, "id"))
        words = f"{got(bug, 'status')} {maybe(bug, 'resolution')}"
        return ticket_of(
            number, got(bug, "summary"), words, closed=not got(bug, "is_open"),
            changed=got(bug, "last_change_time"),
        )  # fmt: skip

    def remarks(self, number: str) -> tuple[Remark, ...]:
        rows = listed(self.web.json("GET", f"/bug/{number}/comment"), "bugs", number, "comments")
        return tuple(
            remark_of(got(row, "id"), maybe(row, "creator"), maybe(row, "text"))
            for row in rows[1:][-MOST_REMARKS:]
        )

    def write(self, number: str, text: str) -> None:
        self.web.json("POST", f"/bug/{number}/comment", {"comment": text})
