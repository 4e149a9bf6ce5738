"""What a spreadsheet would work out is text, and comes back as it was (trust.md, rule 9)."""

import pytest

from charterdesk.kit.sheets import plain_cell, safe_cell

HOSTILE = [
    "=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u3000@x",
    "\v+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "  \t=1",
]  # fmt: skip
HARMLESS = ["", "a=1", "'=1", "'tis", "12", "x\n=1", "–1", "é", " a"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_that_would_be_worked_out_is_marked_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_cell_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize("text", [*HOSTILE, "", "a=1", "12"])
def test_what_goes_out_comes_back(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
