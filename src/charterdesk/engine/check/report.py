"""What was found, as commands and files give it: lines, a summary, and rows for JSON.

The sentences are worded by `say`, which the caller hands in with its language and zone.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.check import Checked
from charterdesk.engine.check.coverage import OTHER_TIMES, Cell, Coverage, coverage
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.phrase import Phrase, PhraseValue, counted, phrase

Say: TypeAlias = Callable[[Phrase], str]
Row: TypeAlias = dict[str, str | int]


def rows(checked: Checked, file: str, say: Say) -> list[Row]:
    """The findings with number, severity, file, line, column, message and mend.

    `accepted` is there where a warning is accepted: why the charter lives with it.
    """
    return [_row(finding, file, say) for finding in checked.findings]


def _row(finding: Finding, file: str, say: Say) -> Row:
    place = finding.place
    row: Row = {
        "number": finding.number,
        "severity": finding.severity,
        "file": place.file or file,
        "line": place.line or 1,
        "column": place.column or 1,
        "message": say(finding.message),
        "mend": say(finding.mend),
    }
    return row | {"accepted": finding.accepted} if finding.accepted else row


def lines(checked: Checked, file: str, say: Say) -> Iterator[str]:
    """`file:line:column: W13 warning: sentence mend`; an accepted warning says why instead."""
    for finding in checked.findings:
        row = _row(finding, file, say)
        where = f"{row['file']}:{row['line']}:{row['column']}"
        if finding.accepted:
            accepted = say(phrase("accepted: %(why)s", why=finding.accepted))
            yield f"{where}: {finding.number} {accepted} ({row['message']})"
        else:
            said = f"{row['message']} {row['mend']}".strip()
            yield f"{where}: {finding.number} {finding.severity}: {said}"


def summary(checked: Checked, file: str) -> Phrase:
    """What the findings come to: whether the version can be published, or what stops it."""
    stopping = tuple(dict.fromkeys(one.number for one in checked.findings if one.stops))
    errors = sum(one.severity == "error" for one in checked.findings)
    if errors:
        return counted(
            "%(file)s: %(count)d error; no version can be published with it.",
            "%(file)s: %(count)d errors; no version can be published with them.",
            count=errors,
            file=file,
        )
    assert checked.charter is not None  # a text without a charter has errors
    charter = checked.charter
    named: dict[str, PhraseValue] = {"name": charter.name, "version": charter.version}
    if stopping:
        return phrase(
            "%(file)s: the charter %(name)s, version %(version)d, has no errors; to publish it, "
            "mend or accept: %(stopping)s.",
            stopping=stopping,
            file=file,
            **named,
        )
    return phrase(
        "%(file)s: the charter %(name)s, version %(version)d, has no errors.", file=file, **named
    )


def coverage_rows(charter: Charter) -> list[dict[str, object]]:
    """The matrix cell by cell; `hours` is '' for all other times, `contract` '' for none."""
    return [
        {
            "priority": cell.priority,
            "contract": cell.contract,
            "hours": cell.hours,
            "promises": [
                {"kind": one.kind, "target": one.target, "hours": one.hours, "counts": one.counts}
                for one in cell.promises
            ],
        }
        for cell in coverage(charter).cells
    ]


def coverage_lines(charter: Charter, say: Say) -> Iterator[str]:
    """The matrix as a table in plain text: priority, contract, hours, promises."""
    matrix = coverage(charter)
    table = [
        (cell.priority, cell.contract or "-", say(_hours(matrix, cell)), say(promised(cell)))
        for cell in matrix.cells
    ]
    widths = [max(len(row[n]) for row in table) for n in range(3)]
    yield ""
    for row in table:
        yield "  ".join([*(row[n].ljust(widths[n]) for n in range(3)), row[3]])


def _hours(matrix: Coverage, cell: Cell) -> Phrase:
    if cell.hours != OTHER_TIMES:
        return phrase("%(said)s", said=cell.hours)
    return phrase("at any time") if len(matrix.hours) == 1 else phrase("all other times")


def promised(cell: Cell) -> Phrase:
    """What a cell promises, kind by kind; "no promise" where nothing has a number."""
    if not cell.is_promised:
        return phrase("no promise")
    said = tuple(f"{one.kind} {one.target}" for one in cell.promises if one.counts)
    return phrase("%(said)s", said=said)
