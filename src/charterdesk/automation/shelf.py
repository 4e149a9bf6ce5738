"""Published runbooks as the desk runs them. A version never changes, so it is read once."""

from functools import lru_cache

from charterdesk.automation.book import Runbook as Book
from charterdesk.automation.book import read_runbook
from charterdesk.automation.models import Runbook, RunbookVersion
from charterdesk.engine.charter.faults import CharterErrors

KEPT = 500


def newest_version(runbook: Runbook) -> RunbookVersion | None:
    """The published version, None where none is yet."""
    return runbook.versions.order_by("-number").select_related("runbook").first()


def book_of(version: RunbookVersion) -> Book | None:
    """The version as values; None where this desk can't read it any more."""
    return _read(version.runbook.name, version.text)


@lru_cache(maxsize=KEPT)
def _read(name: str, text: str) -> Book | None:
    try:
        return read_runbook(text, name)
    except CharterErrors:
        return None
