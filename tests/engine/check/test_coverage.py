"""The coverage matrix: priority x contract x hours, and "no promise" where nothing counts."""

import pytest

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine.charter.values import Place
from charterdesk.engine.check.coverage import OTHER_TIMES, Cell, coverage
from charterdesk.engine.check.report import promised
from charterdesk.engine.phrase import english
from tests.engine.charter.charter_texts import read
from tests.engine.check.judging import charter

TWO = """\
hours:
  office: {open: [Mon-Fri 08:00-17:00]}
  long:   {open: [Mon-Sat 07:00-20:00]}
promises:
  critical: {hours: long, response: 1h, patch: 24h always}
  normal:   {hours: office, response: 1d, resolution: not stated}
contracts:
  gold: {promises: {normal: {hours: always, response: 4h}}}
  iron: {}
"""


def said(cell: Cell) -> str:
    return english(promised(cell), "UTC")


def test_the_edges_are_those_of_the_file_and_all_other_times() -> None:
    matrix = coverage(charter(TWO))
    assert matrix.priorities == ("critical", "normal")
    assert matrix.contracts == ("", "gold")
    assert matrix.hours == ("office", "long", OTHER_TIMES)
    assert len(matrix.cells) == 12


@pytest.mark.parametrize(
    ("priority", "contract", "hours", "words"),
    [
        ("critical", "", "long", "response 1h, patch 24h always"),
        ("critical", "", "office", "response 1h, patch 24h always"),
        ("critical", "", OTHER_TIMES, "patch 24h always"),
        ("normal", "", "office", "response 1d"),
        ("normal", "", "long", "no promise"),
        ("normal", "", OTHER_TIMES, "no promise"),
        ("normal", "gold", OTHER_TIMES, "response 4h"),
    ],
)
def test_a_cell_says_what_is_promised_then(
    priority: str, contract: str, hours: str, words: str
) -> None:
    assert said(coverage(charter(TWO)).cell(priority, contract, hours)) == words


def test_hours_in_another_zone_hold_nothing_of_ours() -> None:
    abroad = TWO.replace("Mon-Sat 07:00-20:00", "Mon-Sat 07:00-20:00 Asia/Tokyo")
    assert said(coverage(charter(abroad)).cell("critical", "", "office")) == "patch 24h always"


def test_a_holiday_of_the_longer_hours_alone_leaves_a_hole() -> None:
    closed = TWO.replace("20:00]}", "20:00], closed: [2026-12-24]}")
    assert said(coverage(charter(closed)).cell("critical", "", "office")) == "patch 24h always"
    both = closed.replace("17:00]}", "17:00], closed: [2026-12-24, 2026-12-25]}")
    assert said(coverage(charter(both)).cell("critical", "", "office")).startswith("response 1h")


def test_what_is_not_stated_stands_in_the_cell_and_promises_nothing() -> None:
    cell = coverage(charter(TWO)).cell("normal", "", OTHER_TIMES)
    assert [(one.kind, one.counts) for one in cell.promises] == [("resolution", False)]
    assert not cell.is_promised


def test_a_promise_knows_its_line() -> None:
    first = coverage(read(shipped_text("voxeo"))).cells[0].promises[0]
    line = shipped_text("voxeo").splitlines()[first.place.line - 1]
    assert isinstance(first.place, Place)
    assert line[first.place.column - 1 :].startswith("not stated, update: asap")


def test_a_charter_that_only_counts_always_has_one_column() -> None:
    assert coverage(read(shipped_text("handsfree"))).hours == (OTHER_TIMES,)


@pytest.mark.parametrize("edge", [("x", "", ""), ("normal", "x", ""), ("normal", "", "x")])
def test_what_is_on_no_edge_is_a_key_error(edge: tuple[str, str, str]) -> None:
    with pytest.raises(KeyError):
        coverage(charter(TWO)).cell(*edge)


def test_every_cell_is_found_by_its_edges() -> None:
    matrix = coverage(charter(TWO))
    for cell in matrix.cells:
        assert matrix.cell(cell.priority, cell.contract, cell.hours) is cell
