"""GitHub's issues, by its REST interface; `project` is owner/repository."""

from urllib.parse import urlsplit

from charterdesk.trackers.kinds.tracker import NEWEST, Place, Tracker, got, holding, listed, maybe
from charterdesk.trackers.values import MOST_REMARKS, Remark, Ticket, remark_of, ticket_of

PAGE = 100
MOST_BELIEVED = 100_000


class GitHub(Tracker):
    """`url` is the site; a site of one's own has its interface under /api/v3."""

    @classmethod
    def api_base_of(cls, place: Place) -> str:
        public = urlsplit(place.url).hostname == "github.com"
        return "https://api.github.com" if public else f"{place.url}/api/v3"

    def headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.place.secret}",
            "X-GitHub-Api-Version": "2022-11-28",
        }

    def path(self, number: str) -> str:
        return f"/{self.place.project}/issues/{number}"

    @property
    def _issues(self) -> str:
        return f"/repos/{self.place.project}/issues"

    def raise_bug(self, title: str, text: str) -> str:
        said = {"title": title, "body": text, **self.place.fields}
        return str(got(self.web.json("POST", self._issues, said), "number"))

    def find(self, mark: str) -> str | None:
        newest = f"state=all&sort=created&direction=desc&per_page={NEWEST}"
        rows = listed(self.web.json("GET", f"{self._issues}?{newest}"))
        return holding(mark, rows, "body", "number")

    def ticket(self, number: str) -> Ticket:
        said = self.web.json("GET", f"{self._issues}/{number}")
        self.same(number, got(said, "number"))
        state, reason = str(got(said, "state")), maybe(said, "state_reason")
        words = f"{state}: {reason}" if reason else state
        return ticket_of(
            number, got(said, "title"), words.replace("_", " "), closed=state == "closed",
            changed=f"{got(said, 'updated_at')} {got(said, 'comments')}",
        )  # fmt: skip

    def remarks(self, number: str) -> tuple[Remark, ...]:
        count = _count(got(self.web.json("GET", f"{self._issues}/{number}"), "comments"))
        last = max(1, -(-count // PAGE))
        pages = range(max(1, last - MOST_REMARKS // PAGE + 1), last + 1)
        path = f"{self._issues}/{number}/comments?per_page={PAGE}&page="
        rows = [row for page in pages for row in listed(self.web.json("GET", f"{path}{page}"))]
        return tuple(
            remark_of(got(row, "id"), maybe(row, "user", "login"), maybe(row, "body"))
            for row in rows
        )

    def write(self, number: str, text: str) -> None:
        self.web.json("POST", f"{self._issues}/{number}/comments", {"body": text})


def _count(said: object) -> int:
    """How many comments there are, as far as the answer can be believed."""
    return said if isinstance(said, int) and 0 <= said <= MOST_BELIEVED else 0
