"""Redmine's issues, by its REST interface; `project` is the identifier in the address."""

from urllib.parse import urlencode

from charterdesk.trackers.kinds.tracker import NEWEST, Tracker, got, holding, listed, maybe
from charterdesk.trackers.values import MOST_REMARKS, Remark, Ticket, remark_of, ticket_of


class Redmine(Tracker):
    """The interface must be switched on in Redmine's settings, under API."""

    def headers(self) -> dict[str, str]:
        return {"X-Redmine-API-Key": self.place.secret}

    def path(self, number: str) -> str:
        return f"/issues/{number}"

    def raise_bug(self, title: str, text: str) -> str:
        issue = {
            "project_id": self.place.project, "subject": title, "description": text,
            **self.place.fields,
        }  # fmt: skip
        return str(got(self.web.json("POST", "/issues.json", {"issue": issue}), "issue", "id"))

    def find(self, mark: str) -> str | None:
        asks = urlencode({
            "project_id": self.place.project, "status_id": "*", "sort": "id:desc", "limit": NEWEST,
        })  # fmt: skip
        rows = listed(self.web.json("GET", f"/issues.json?{asks}"), "issues")
        return holding(mark, rows, "description", "id")

    def ticket(self, number: str) -> Ticket:
        issue = got(self.web.json("GET", f"/issues/{number}.json"), "issue")
        self.same(number, got(issue, "id"))
        return ticket_of(
            number, got(issue, "subject"), got(issue, "status", "name"),
            closed=self._is_closed(issue), changed=got(issue, "updated_on"),
        )  # fmt: skip

    def _is_closed(self, issue: object) -> bool:
        """By the status, which Redmine 5 describes whole; older ones only by their list."""
        status = got(issue, "status")
        if isinstance(status, dict) and "is_closed" in status:
            return bool(status["is_closed"])
        known = listed(self.web.json("GET", "/issue_statuses.json"), "issue_statuses")
        return any(
            maybe(one, "id") == maybe(status, "id") and maybe(one, "is_closed") for one in known
        )

    def remarks(self, number: str) -> tuple[Remark, ...]:
        said = self.web.json("GET", f"/issues/{number}.json?include=journals")
        rows = [row for row in listed(said, "issue", "journals") if maybe(row, "notes")]
        return tuple(
            remark_of(got(row, "id"), maybe(row, "user", "name"), row["notes"])
            for row in rows[-MOST_REMARKS:]
        )

    def write(self, number: str, text: str) -> None:
        self.web.json("PUT", f"/issues/{number}.json", {"issue": {"notes": text}})
