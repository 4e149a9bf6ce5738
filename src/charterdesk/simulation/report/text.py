"""The answers as plain text: what was simulated, then a table for each answer."""

import textwrap
from collections.abc import Iterator

from charterdesk.engine.phrase import Phrase, counted, phrase
from charterdesk.simulation.report.cells import Speech, is_number
from charterdesk.simulation.report.table import Row
from charterdesk.simulation.report.tables import Table, side_name, tables_of
from charterdesk.simulation.values import LogAccount, Result

WIDEST_CELL, WIDEST_LAST = 60, 200
MOST_ROWS = 40


def text_report(result: Result, speech: Speech) -> Iterator[str]:
    """The lines of the report."""
    yield from (speech.say(sentence) for sentence in headlines(result))
    yield from result.notes
    for table in tables_of(result):
        yield ""
        yield from _table(table, speech)


def headlines(result: Result) -> Iterator[Phrase]:
    """What was simulated, how, and whether all of it was."""
    for side in result.sides:
        yield _about(result, side_name(side), side.answers.cases)
    if result.log is not None:
        yield from _about_log(result.log)
    if not result.complete:
        yield phrase("It was stopped before its end: this is what there was.")
    if len(result.sides) > 1:
        yield counted(
            "%(count)d case comes out otherwise.", "%(count)d cases come out otherwise.",
            count=result.changed_cases,
        )  # fmt: skip


def _about(result: Result, charter: str, cases: int) -> Phrase:
    if result.source == "load":
        return phrase(
            "%(charter)s: %(cases)d drawn cases a run, %(runs)d runs, seed %(seed)d.",
            charter=charter, cases=cases, runs=result.runs, seed=result.seed or 0,
        )  # fmt: skip
    return counted(
        "%(charter)s: %(count)d case, as it really went.",
        "%(charter)s: %(count)d cases, as they really went.",
        count=cases,
        charter=charter,
    )


def _about_log(log: LogAccount) -> Iterator[Phrase]:
    yield phrase(
        "%(file)s: %(used)d of %(total)d lines used, %(unused)d not; read as %(describes)s "
        "(map %(map)s), %(encoding)s, times as walls of %(zone)s show them.",
        file=log.file, used=log.used, total=log.total, unused=log.total - log.used,
        describes=log.describes or log.map, map=log.map, encoding=log.encoding, zone=log.zone,
    )  # fmt: skip
    if log.ignored_columns:
        yield phrase(
            "Columns that were not used: %(columns)s.", columns=", ".join(log.ignored_columns)
        )


def _table(table: Table, speech: Speech) -> Iterator[str]:
    title = speech.say(table.title)
    yield title
    yield "-" * len(title)
    heads = [speech.say(head) for head in table.columns]
    shown = [_shown(row, speech) for row in table.rows[:MOST_ROWS]]
    right = [is_number(cell) for cell in table.rows[0]]
    yield from _laid_out(heads, shown, right)
    left = len(table.rows) - MOST_ROWS
    if left > 0:
        said = counted("... and %(count)d more.", "... and %(count)d more.", count=left)
        yield speech.say(said)
    if table.note is not None:
        yield from textwrap.wrap(speech.say(table.note), 100)


def _shown(row: Row, speech: Speech) -> list[str]:
    """The row's texts; only the last, which nothing stands behind, may be long."""
    *first, last = (speech.cell(cell) for cell in row)
    return [*(_short(text, WIDEST_CELL) for text in first), _short(last, WIDEST_LAST)]


def _short(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def _laid_out(heads: list[str], rows: list[list[str]], right: list[bool]) -> Iterator[str]:
    """Columns as wide as they need, heads in as many lines as their words."""
    widths = [
        max(*(len(row[place]) for row in rows), *(len(word) for word in head.split()))
        for place, head in enumerate(heads)
    ]
    parted = [textwrap.wrap(head, max(width, 8)) for head, width in zip(heads, widths, strict=True)]
    widths = [max(width, *map(len, parts)) for width, parts in zip(widths, parted, strict=True)]
    height = max(map(len, parted))
    padded = [[""] * (height - len(parts)) + parts for parts in parted]
    for line in (*zip(*padded, strict=True), *rows):
        cells = (
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(line, widths, right, strict=True)
        )
        yield "  ".join(cells).rstrip()
