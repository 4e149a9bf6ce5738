"""Measures over many cases, the cases behind each number, and the whole as a sheet: for leads."""

import csv
from collections.abc import Sequence
from io import StringIO

from django.http import HttpResponse

from charterdesk.cases.queries.measures import (
    Measured,
    cases_measured,
    charters_measured,
    measures_of,
)
from charterdesk.desk.forms.measures import MeasuresForm, chosen_part
from charterdesk.desk.pages.measures import measured_page, measures_page
from charterdesk.kit.sheets import safe_cell
from charterdesk.visit.asking import Ask, asked

COLUMNS = (
    "charter", "month", "channel", "cases", "calls", "answered live", "first contact known",
    "solved at first contact",
)  # fmt: skip


@asked()
def measures(ask: Ask) -> HttpResponse:
    """A charter's months, by channel and month."""
    form = _form(ask)
    if form is None:
        return ask.draw("desk/measures", None, current="measures")
    span = form.span()
    page = measures_page(span, measures_of(ask.person, span), form)
    return ask.draw("desk/measures", page, current="measures")


@asked()
def measured(ask: Ask) -> HttpResponse:
    """The cases behind a number."""
    form = _form(ask)
    if form is None:
        return ask.draw("desk/measures", None, current="measures")
    given, span = ask.request.GET, form.span()
    part, mark = chosen_part(given), given.get("after", "")
    channel, what = part["channel"], part["what"]
    found, after = cases_measured(ask.person, span, channel=channel, what=what, after=mark)
    page = measured_page(span, part, found, (mark, after), ask.reader)
    return ask.draw("desk/measured", page, current="measures")


@asked()
def measures_csv(ask: Ask) -> HttpResponse:
    """A line for each channel of each month."""
    form = _form(ask)
    found = measures_of(ask.person, form.span()) if form else []
    return HttpResponse(
        written(form.span().charter.name if form else "", found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="measures.csv"'},
    )


def written(charter: str, found: Sequence[Measured]) -> str:
    """The lines as a file; no cell can be taken for a formula."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for one in found:
        counts = (one.cases, one.calls.total(), one.calls["live"])
        ends = (one.ended.total(), one.ended["solved"])
        row = (charter, f"{one.month:%Y-%m}", one.channel, *map(str, (*counts, *ends)))
        lines.writerow([safe_cell(cell) for cell in row])
    return text.getvalue()


def _form(ask: Ask) -> MeasuresForm | None:
    """What is asked for; None where the asker may see no charter's cases."""
    charters = charters_measured(ask.person)
    return MeasuresForm(ask.request.GET, charters, ask.at) if charters else None
