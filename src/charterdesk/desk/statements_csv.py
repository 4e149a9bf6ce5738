"""A statement as a file: ISO dates, plain numbers, and no cell that a sheet takes for a formula."""

import csv
from io import StringIO

from charterdesk.charges.queries.statements import Month
from charterdesk.kit.sheets import safe_cell

COLUMNS = (
    "day", "case", "subject", "kind", "person", "work", "text", "minutes", "prepaid_minutes",
    "billed", "amount", "currency",
)  # fmt: skip


def written(month: Month) -> str:
    """The lines of the month; words are the stored ones, whatever the reader's language."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for one in month.lines:
        row = (
            one.day, one.case, one.subject, one.kind, one.person, one.work, one.text,
            str(one.minutes), str(one.prepaid), "yes" if one.is_billed else "no",
            one.amount or "", one.currency,
        )  # fmt: skip
        lines.writerow([safe_cell(cell) for cell in row])
    return text.getvalue()
