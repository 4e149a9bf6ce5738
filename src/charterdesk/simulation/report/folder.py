"""A report's folder: the page, the answers as JSON, and lists as CSV."""

import csv
import io
import json
from pathlib import Path

from charterdesk.kit.sheets import safe_cell
from charterdesk.simulation.report.cells import Speech
from charterdesk.simulation.report.page import page_of
from charterdesk.simulation.report.tables import Table, tables_of
from charterdesk.simulation.values import Result, result_as_json


def write_report(result: Result, folder: Path, speech: Speech, language: str) -> Path:
    """Write `index.html`, `result.json` and the lists; the page's path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    page.write_text(page_of(result, speech, language), encoding="utf-8")
    stored = json.dumps(result_as_json(result), ensure_ascii=False, indent=2)
    (folder / "result.json").write_text(f"{stored}\n", encoding="utf-8")
    for table in tables_of(result):
        (folder / f"{table.key}.csv").write_text(as_csv(table, speech), encoding="utf-8")
    return page


def as_csv(table: Table, speech: Speech) -> str:
    """The table as CSV, no cell of which a spreadsheet takes for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(safe_cell(speech.say(head)) for head in table.columns)
    for row in table.rows:
        writer.writerow(safe_cell(speech.cell(cell)) for cell in row)
    return text.getvalue()
