"""A guest's cases as a list: filters in the address, pages by keyset, the newest change first."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.cases.queries.guest_lists import Mark, changed_cases
from charterdesk.cases.queries.guests import Guest, sees_firm
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.look.values import Pager, Tab
from charterdesk.portal.asking import Visit, guests
from charterdesk.portal.standing import status_said
from charterdesk.welcome.naming import promise_name

PAGE = 25
MOST_WORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case in a list. `due_at` is the next promise to the customer, `asker` a colleague."""

    number: str
    subject: str
    url: str
    status: str
    changed_at: datetime
    due_name: str = ""
    due_at: datetime | None = None
    missed: bool = False
    asker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The list with its filters; `whose` is empty for somebody who sees their own cases only."""

    rows: tuple[CaseRow, ...]
    tabs: tuple[Tab, ...]
    whose: tuple[Tab, ...]
    words: str
    state: str
    owner: str
    pager: Pager
    clear_url: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for: open, ended or all cases, mine or the firm's, with these words."""

    state: str = ""
    whose: str = ""
    words: str = ""
    after: str = ""

    def url(self, **changed: str) -> str:
        """The list's address with something else asked for."""
        asked = {"state": self.state, "whose": self.whose, "q": self.words, **changed}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('portal:cases')}?{query}" if query else reverse("portal:cases")


@guests()
def cases(visit: Visit) -> HttpResponse:
    """My cases, and by right those of the firm."""
    return visit.draw("portal/cases", list_page(visit, filters_in(visit)))


def filters_in(visit: Visit) -> Filters:
    """The filters of the address; what is none of ours is none."""
    given = visit.request.GET
    state, whose = given.get("state", ""), given.get("whose", "")
    return Filters(
        state=state if state in ("ended", "all") else "",
        whose=whose if whose == "mine" and sees_firm(visit.contact) else "",
        words=given.get("q", "").replace("\0", "").strip()[:MOST_WORDS],
        after=given.get("after", ""),
    )


def list_page(visit: Visit, filters: Filters) -> ListPage:
    """One page of the list."""
    found = _wanted(visit.host, filters)
    shown = found[:PAGE]
    next_url = filters.url(after=_mark(shown[-1])) if len(found) > PAGE else ""
    states = (("", _("Open")), ("ended", _("Ended")), ("all", _("All")))
    owners = (("", _("The whole firm")), ("mine", _("Only mine")))
    return ListPage(
        rows=tuple(row_of(one, visit.host) for one in shown),
        tabs=tuple(Tab(name, filters.url(state=key), filters.state == key) for key, name in states),
        whose=tuple(
            Tab(name, filters.url(whose=key), filters.whose == key) for key, name in owners
        ) if sees_firm(visit.contact) else (),
        words=filters.words,
        state=filters.state,
        owner=filters.whose,
        pager=Pager("", filters.url() if filters.after else "", next_url),
        clear_url=filters.url(q=""),
    )  # fmt: skip


def row_of(case: Case, guest: Guest) -> CaseRow:
    """One case as a row."""
    mine = case.contact_id == guest.contact.pk
    return CaseRow(
        number=case.number,
        subject=case.subject or _("(no subject)"),
        url=reverse("portal:case", args=[case.number]),
        status=status_said(case),
        changed_at=case.updated_at,
        due_name=promise_name(case.next_due_kind) if case.next_due_at else "",
        due_at=case.next_due_at,
        missed=case.next_due_state == "missed",
        asker=case.contact.name if case.contact and not mine else "",
    )


def _wanted(guest: Guest, filters: Filters) -> list[Case]:
    states = {"": (True,), "ended": (False,)}.get(filters.state, (True, False))
    return changed_cases(
        guest, states=states, mine=filters.whose == "mine", words=filters.words,
        behind=_last(filters.after), size=PAGE + 1,
    )  # fmt: skip


def _last(mark: str) -> Mark | None:
    """The last row of the page before; None where the mark is none of ours."""
    at, _comma, key = mark.partition(",")
    try:
        moment = parse_datetime(at)
    except ValueError:
        return None
    last = whole_number(key)
    return (moment, last) if moment and moment.tzinfo and last is not None else None


def _mark(case: Case) -> str:
    return f"{case.updated_at.isoformat()},{case.pk}"
