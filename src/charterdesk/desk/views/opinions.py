"""What customers said of replies and cases: for leads, as a page and as a file."""

import csv
from collections.abc import Sequence
from io import StringIO

from django.http import HttpResponse

from charterdesk.cases.queries.opinions import (
    COLUMNS,
    Opinion,
    opinions_counted,
    opinions_seen_by,
)
from charterdesk.desk.pages.opinions import opinions_page
from charterdesk.kit.sheets import safe_cell
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.visit.asking import Ask, asked

AT_ONCE = 50
IN_A_FILE = 10_000


@asked()
def opinions(ask: Ask) -> HttpResponse:
    """The counts and the newest words."""
    before = whole_number(ask.request.GET.get("before"))
    found = opinions_seen_by(ask.person, before, AT_ONCE + 1)
    page = opinions_page(opinions_counted(ask.person), found[:AT_ONCE], len(found) > AT_ONCE)
    return ask.draw("desk/opinions", page, current="customers")


@asked()
def opinions_csv(ask: Ask) -> HttpResponse:
    """The newest ten thousand, moments in UTC."""
    return HttpResponse(
        written(opinions_seen_by(ask.person, most=IN_A_FILE)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="opinions.csv"'},
    )


def written(found: Sequence[Opinion]) -> str:
    """The lines as a file; no cell can be taken for a formula."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for one in found:
        what = "reply" if one.of else "case"
        row = (one.number, f"{one.at:%Y-%m-%dT%H:%M:%SZ}", what, str(one.score), one.says, one.by)
        lines.writerow([safe_cell(cell) for cell in row])
    return text.getvalue()
