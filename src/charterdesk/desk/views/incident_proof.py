"""The proof of who was reached when, as a page to print and as a file."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse

from charterdesk.cases.queries import state_of
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.incident_proof import people_in, proof_page
from charterdesk.desk.views.writing import found
from charterdesk.incidents.queries.proof import COLUMNS, proof_of, rows_of
from charterdesk.kit.sheets import safe_cell
from charterdesk.visit.asking import Ask, asked


@asked()
def proof(ask: Ask, number: str) -> HttpResponse:
    """The page."""
    loaded = state_of(found(ask, number))
    made = proof_of(loaded)
    ask.learn_names(people_in(made))
    urls = CaseUrls(loaded.row.number, ask.way.url)
    return ask.draw("desk/proof", proof_page(loaded, made, ask.reader, urls), current="escalated")


@asked()
def proof_csv(ask: Ask, number: str) -> HttpResponse:
    """Its lines, moments in UTC."""
    made = proof_of(state_of(found(ask, number)))
    name = f"proof-{made.number}.csv"
    return HttpResponse(
        written(rows_of(made)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def written(rows: Iterable[tuple[str, ...]]) -> str:
    """The lines as a file; no cell can be taken for a formula."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    lines.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()
