"""Charters for the tests of the reader: a small one, and ways to say where a fault must stand."""

from collections.abc import Iterable
from pathlib import Path

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.faults import CharterError, CharterErrors
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter

SHARED = Path(__file__).parents[4] / "shared" / "charters"

SMALL = """\
charter: example
version: 3
zone: Europe/Stockholm
hours:
  office: {open: [Mon-Fri 08:00-17:00]}
roles:
  engineer: {is: team tier1}
  boss:     {is: person}
last_resort: boss
priorities:
  list: {critical: {}, normal: {default: yes}}
promises:
  critical: {hours: always, response: 1h}
  normal:   {hours: office, response: 1d}
"""


def read(text: str) -> Charter:
    """The charter in a text that must be sound."""
    return read_charter(text, "test.yaml")


def small(more: str = "") -> str:
    """The small charter with more lines; a top-level key in `more` takes the place of its own."""
    keys = {line.partition(":")[0] for line in more.splitlines() if line[:1].isalpha()}
    kept: list[str] = []
    keep = True
    for line in SMALL.splitlines():
        keep = line.partition(":")[0] not in keys if line[:1].isalpha() else keep
        kept += [line] if keep else []
    return "\n".join([*kept, *more.splitlines(), ""])


def faults_in(text: str | bytes) -> tuple[CharterError, ...]:
    """The faults of a text; none when it is sound."""
    try:
        read_charter(text, "test.yaml")
    except CharterErrors as found:
        return found.errors
    return ()


def fault_at_mark(marked: str) -> tuple[str, tuple[CharterError, ...]]:
    """The place of the mark `^^` as `line:column`, and the faults of the text without it."""
    before, mark, after = marked.partition("^^")
    assert mark, "the text has no mark"
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return f"{line}:{column}", faults_in(before + after)


def all_texts() -> Iterable[tuple[str, str]]:
    """The shipped charters, and where they lie beside the repository the originals."""
    for name in shipped_names():
        yield f"shipped {name}", shipped_text(name)
    for path in sorted(SHARED.glob("*.yaml")):
        yield f"original {path.stem}", path.read_text(encoding="utf-8")
