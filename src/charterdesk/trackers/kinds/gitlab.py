"""GitLab's issues, by its REST interface; `project` is group/project."""

from charterdesk.trackers.kinds.tracker import NEWEST, Tracker, got, holding, listed, maybe
from charterdesk.trackers.values import Remark, Ticket, remark_of, ticket_of


class GitLab(Tracker):
    """An issue is known by its number within the project (`iid`)."""

    interface = "/api/v4"

    def headers(self) -> dict[str, str]:
        return {"PRIVATE-TOKEN": self.place.secret}

    def path(self, number: str) -> str:
        return f"/{self.place.project}/-/issues/{number}"

    @property
    def _issues(self) -> str:
        return f"/projects/{self.project_path}/issues"

    def raise_bug(self, title: str, text: str) -> str:
        said = {"title": title, "description": text, **self.place.fields}
        return str(got(self.web.json("POST", self._issues, said), "iid"))

    def find(self, mark: str) -> str | None:
        newest = f"scope=all&order_by=created_at&sort=desc&per_page={NEWEST}"
        rows = listed(self.web.json("GET", f"{self._issues}?{newest}"))
        return holding(mark, rows, "description", "iid")

    def ticket(self, number: str) -> Ticket:
        said = self.web.json("GET", f"{self._issues}/{number}")
        self.same(number, got(said, "iid"))
        state = str(got(said, "state"))
        return ticket_of(
            number, got(said, "title"), state, closed=state == "closed",
            changed=got(said, "updated_at"),
        )  # fmt: skip

    def remarks(self, number: str) -> tuple[Remark, ...]:
        newest = "sort=desc&order_by=created_at&per_page=100"
        rows = listed(self.web.json("GET", f"{self._issues}/{number}/notes?{newest}"))
        said = [row for row in reversed(rows) if not maybe(row, "system")]
        return tuple(
            remark_of(got(row, "id"), maybe(row, "author", "name"), maybe(row, "body"))
            for row in said
        )

    def write(self, number: str, text: str) -> None:
        self.web.json("POST", f"{self._issues}/{number}/notes", {"body": text})
