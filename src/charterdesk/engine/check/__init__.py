"""The static checks: what can't work in a charter is found before a customer finds it (part 5).

`CHECKS` is the whole table; a check yields its findings, the runner accepts and sorts them.
"""

from dataclasses import dataclass, replace

from charterdesk.engine.charter.faults import CharterError, CharterErrors
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter, Place
from charterdesk.engine.check.context import Check, Context, PlannedRota
from charterdesk.engine.check.cover import COVER
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.ladders import LADDERS
from charterdesk.engine.check.life import LIFE
from charterdesk.engine.check.promises import PROMISES
from charterdesk.engine.check.reference import REFERENCE
from charterdesk.engine.check.time import TIME
from charterdesk.engine.check.versions import VERSIONS

__all__ = [
    "CHECKS",
    "Check",
    "Checked",
    "Context",
    "Finding",
    "PlannedRota",
    "check_text",
    "faults_found",
    "findings",
    "read_and_check",
]

CHECKS: tuple[Check, ...] = (
    *REFERENCE, *TIME, *PROMISES, *LADDERS, *COVER, *LIFE, *VERSIONS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a text, and the charter in it; None when it can't be read."""

    charter: Charter | None
    findings: tuple[Finding, ...]

    @property
    def can_be_published(self) -> bool:
        """No error, and no warning that the charter doesn't accept."""
        return not any(finding.stops for finding in self.findings)


def findings(charter: Charter, context: Context) -> tuple[Finding, ...]:
    """All that the checks say of a charter that could be read, in the order of its file."""
    found = (one for check in CHECKS for one in check(charter, context))
    return tuple(sorted((_accepted(charter, one) for one in found), key=_order))


def read_and_check(source: str | bytes, file: str, context: Context) -> Checked:
    """The charter in a text with its findings; a text that can't be read has its faults alone."""
    try:
        charter = read_charter(source, file)
    except CharterErrors as faults:
        return Checked(None, faults_found(faults.errors))
    return Checked(charter, findings(charter, context))


def check_text(source: str | bytes, file: str, context: Context) -> tuple[Finding, ...]:
    """All that is wrong with a text, whether it can be read or not; raises nothing."""
    return read_and_check(source, file, context).findings


def faults_found(errors: tuple[CharterError, ...]) -> tuple[Finding, ...]:
    """What the reader names, as findings under its own numbers."""
    return tuple(
        Finding(error.number, error.said, error.how, Place(error.file, error.line, error.column))
        for error in errors
    )


def _accepted(charter: Charter, finding: Finding) -> Finding:
    accepted = charter.accepts.get(finding.number)
    return replace(finding, accepted=accepted.why) if accepted else finding


def _order(finding: Finding) -> tuple[int, int, int]:
    return finding.place.line, finding.place.column, int(finding.number[1:])
