"""Text to lines of cells, each with its place in the file; what is no line is named."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from charterdesk.engine.phrase import Phrase, phrase
from charterdesk.simulation.log.encodings import text_of
from charterdesk.simulation.log.sentences import BadInputError

DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 2000
_TRIED = 20
_SEP = re.compile(r'\ufeff?"?sep=([,;\t|])"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One record: the file's lines `number` to `last`, counted from 1."""

    number: int
    last: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unused:
    """A line that could not be used: which, in which column ("" for the whole line), and why."""

    line: int
    column: str
    why: Phrase


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was read: its head, its lines, and the lines that are none."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    unused: tuple[Unused, ...]
    encoding: str
    delimiter: str

    @property
    def total(self) -> int:
        """All lines below the head that hold anything."""
        return len(self.lines) + len(self.unused)


def read_sheet(data: bytes) -> Sheet:
    """The table in the bytes of a file. Raises BadInputError where there is none."""
    text, encoding = text_of(data)
    rows = list(io.StringIO(text, newline=""))
    if not any(row.strip() for row in rows):
        raise BadInputError(phrase("The log is empty."))
    delimiter = _said_delimiter(rows) or _delimiter_of(rows)
    records = _records(rows, delimiter)
    head = next((line for line in records if isinstance(line, Line)), None)
    if head is None or len(head.cells) > MOST_COLUMNS:
        raise BadInputError(phrase("The log has no line with the names of its columns."))
    columns = tuple(cell.strip().lstrip("\ufeff") for cell in head.cells)
    lines, unused = _sorted(records, columns)
    return Sheet(columns, tuple(lines), tuple(unused), encoding, delimiter)


def _said_delimiter(rows: list[str]) -> str:
    """Excel's own first line, `sep=;`, which is emptied; "" without it."""
    found = _SEP.fullmatch(rows[0])
    if found is None:
        return ""
    rows[0] = "\n"
    return found[1]


def _delimiter_of(rows: list[str]) -> str:
    """The one by which the first records have most cells, and all as many."""
    return max(DELIMITERS, key=lambda mark: _fit(rows, mark))


def _fit(rows: list[str], mark: str) -> tuple[float, int]:
    found = csv.reader(rows[: _TRIED * 5], delimiter=mark)
    widths: Counter[int] = Counter()
    try:
        for cells, _ in zip(found, range(_TRIED), strict=False):
            widths[len(cells)] += 1
    except csv.Error:
        return 0, 0
    width, times = widths.most_common(1)[0]
    return (times / widths.total() if width > 1 else 0), width


def _records(rows: list[str], delimiter: str) -> Iterator[Line | Unused]:
    """Each record; one whose quotation mark is never closed costs its own line only."""
    at = 0
    while at < len(rows):
        reader = csv.reader(_rows_from(rows, at), delimiter=delimiter, strict=True)
        begun = at
        try:
            for cells in reader:
                last = at + reader.line_num
                if any(cell.strip() for cell in cells):
                    yield Line(begun + 1, last, tuple(cells))
                begun = last
            return
        except csv.Error:
            yield from _by_itself(rows[begun], begun + 1, delimiter)
            at = begun + 1


def _rows_from(rows: list[str], at: int) -> Iterator[str]:
    return (rows[number] for number in range(at, len(rows)))


def _by_itself(row: str, number: int, delimiter: str) -> Iterator[Line | Unused]:
    """A line whose quotation marks are not those of a table, read as well as can be."""
    try:
        cells = next(csv.reader([row], delimiter=delimiter), [])
    except csv.Error:
        why = phrase("The line can't be read: a cell is longer than a table may hold.")
        yield Unused(number, "", why)
        return
    if any(cell.strip() for cell in cells):
        yield Line(number, number, tuple(cells))


def _sorted(
    records: Iterator[Line | Unused], columns: tuple[str, ...]
) -> tuple[list[Line], list[Unused]]:
    lines: list[Line] = []
    unused: list[Unused] = []
    for found in records:
        if isinstance(found, Unused):
            unused.append(found)
        elif why := _unfit(found, columns):
            unused.append(Unused(found.number, "", why))
        else:
            lines.append(found)
    return lines, unused


def _unfit(line: Line, columns: tuple[str, ...]) -> Phrase | None:
    extra = line.cells[len(columns) :]
    if len(line.cells) < len(columns) or any(cell.strip() for cell in extra):
        return phrase(
            "The line has %(cells)d cells and the head has %(columns)d.",
            cells=len(line.cells),
            columns=len(columns),
        )
    if tuple(cell.strip() for cell in line.cells[: len(columns)]) == columns:
        return phrase("The line says the names of the columns again.")
    return None
