"""What became of each case of an act, as a sheet: numbers, words, moments in ISO 8601."""

import csv
from collections.abc import Iterable, Iterator

from charterdesk.kit.sheets import safe_cell
from charterdesk.lists.models import BulkItem

COLUMNS = ("case", "subject", "result", "words", "at")


class _Line:
    """A file that hands back each line that is written."""

    def write(self, line: str) -> str:
        return line


def lines(items: Iterable[BulkItem]) -> Iterator[str]:
    """The sheet, line by line."""
    sheet = csv.writer(_Line())
    yield sheet.writerow(COLUMNS)
    for item in items:
        at = item.done_at.isoformat() if item.done_at else ""
        row = (item.case.number, item.case.subject, item.outcome or "open", item.words, at)
        yield sheet.writerow([safe_cell(cell) for cell in row])
