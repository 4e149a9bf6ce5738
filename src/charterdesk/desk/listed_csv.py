"""The cases of a list as a sheet, with the desk's own fields as columns; moments in ISO 8601."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, OwnField
from charterdesk.cases.queries import Filters, queue_of
from charterdesk.cases.queries.own_fields import values_of
from charterdesk.cases.queries.queue import QueuePage
from charterdesk.desk.pages.queue import customer_of
from charterdesk.kit.sheets import safe_cell

COLUMNS = (
    "case", "subject", "customer", "asker", "charter", "priority", "status", "waiting on",
    "owner", "opened at", "next promise", "due at",
)  # fmt: skip
AT_ONCE = 500
# A sheet is for people: who wants more of the cases than that narrows the list.
MOST_LINES = 20_000


class _Line:
    """A file that hands back each line that is written."""

    def write(self, line: str) -> str:
        return line


def lines_of(
    person: Person, view: str, filters: Filters, fields: Sequence[OwnField]
) -> Iterator[str]:
    """The list line by line, in its order, as far as the person may see it."""
    sheet = csv.writer(_Line())
    names = [safe_cell(one.name) for one in fields]
    yield sheet.writerow([*COLUMNS, *names])
    for page in _pages(partial(queue_of, person, view, filters, size=AT_ONCE)):
        held = values_of([row.pk for row in page])
        for row in page:
            cells = map(safe_cell, _cells(row))
            yield sheet.writerow([*cells, *_own(held.get(row.pk, {}), fields)])


def _pages(listed: Callable[..., QueuePage]) -> Iterator[Sequence[Case]]:
    mark = ""
    for _number in range(MOST_LINES // AT_ONCE):
        found = listed(after=mark)
        yield found.rows
        mark = found.after
        if not mark:
            return


def _cells(row: Case) -> tuple[str, ...]:
    return (
        row.number, row.subject, customer_of(row), row.asker, row.charter, row.priority,
        row.status, row.waiting_on, row.owner.username if row.owner else "",
        _moment(row.opened_at), row.next_due_kind, _moment(row.next_due_at),
    )  # fmt: skip


def _own(held: Mapping[str, str], fields: Sequence[OwnField]) -> Iterator[str]:
    """A number stands as it is: only digits can be in it, and a spreadsheet may add it up."""
    for one in fields:
        value = held.get(one.key, "")
        yield value if one.sort == OwnField.Sort.NUMBER else safe_cell(value)


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
