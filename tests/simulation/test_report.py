"""The report: its words and its cells; tests/browser opens its page."""

from dataclasses import replace
from pathlib import Path

import pytest

from charterdesk.engine.phrase import english, phrase
from charterdesk.simulation.report.cells import Between, Lasting, Share, Speech
from charterdesk.simulation.report.folder import as_csv, write_report
from charterdesk.simulation.report.tables import Table
from charterdesk.simulation.report.text import text_report
from charterdesk.simulation.running import run
from charterdesk.simulation.values import File, Result
from tests.simulation.cast import csv, shop_file
from tests.simulation.test_running import STRICTER, over_log

SPEECH = Speech(lambda said: english(said, "UTC"))


def both_sides() -> Result:
    return run(replace(over_log(), charter=shop_file(STRICTER), against=shop_file()))


def test_numbers_are_said_as_exactly_as_it_matters() -> None:
    said = [
        SPEECH.cell(cell)
        for cell in (
            Share(0.0123), Share(0.5), Share(None), Between(0.1, 0.2), Lasting(42), Lasting(5_000),
            Lasting(400_000), Lasting(None),
        )
    ]  # fmt: skip
    assert said == ["1.2 %", "50 %", "–", "10 % – 20 %", "42 s", "1 h 23 min", "111 h", "–"]
    assert Speech(SPEECH.say, ",").cell(Share(0.0123)) == "1,2 %"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_is_never_a_formula(cell: str) -> None:
    table = Table("t", phrase("T"), (phrase("what"),), ((cell,),))
    assert as_csv(table, SPEECH).splitlines()[1].strip('"').startswith("'")


def test_columns_of_text_stand_under_their_heads() -> None:
    lines = list(text_report(both_sides(), SPEECH))
    at = lines.index("Promises kept and missed")
    head, row = lines[at + 3], lines[at + 4]
    assert head.split("  ")[0] == "promise"
    assert row.startswith("first answer  shop 2 ")
    assert max(map(len, lines[at : at + 6])) < 120


def test_a_name_with_markup_stays_a_name(tmp_path: Path) -> None:
    evil = "<img src=x onerror=alert(1)>"
    log = csv(f"number,opened,{evil}", f"{evil},2026-06-15 10:00,x", f"2,{evil},x")
    request = replace(over_log(), log=File(name="<script>.csv", data=log))
    page = write_report(run(request), tmp_path, SPEECH, "en").read_text()
    assert "&lt;img" in page
    assert "<script" not in page
    assert "<img" not in page
