"""The manual of the checks names every check, and nothing that isn't one."""

import re
from pathlib import Path

from charterdesk.engine.charter.words import WORDS

ROOT = Path(__file__).parents[3]
MANUAL = (ROOT / "docs" / "manual" / "check.md").read_text(encoding="utf-8")
SOURCES = (ROOT / "src" / "charterdesk" / "engine").rglob("*.py")
NUMBER = r"[EWI]\d{1,2}"


def test_the_manual_names_every_check_once_and_in_order() -> None:
    named = re.findall(rf"^\| ({NUMBER}) \|", MANUAL, re.MULTILINE)
    assert [int(number[1:]) for number in named] == list(range(1, 34))


def test_every_check_of_the_manual_is_made_somewhere() -> None:
    named = set(re.findall(rf"^\| ({NUMBER}) \|", MANUAL, re.MULTILINE))
    made = {
        number
        for path in SOURCES
        for number in re.findall(rf'"({NUMBER})"', path.read_text(encoding="utf-8"))
    }
    assert named == made


def test_every_warning_can_be_accepted() -> None:
    named = re.findall(rf"^\| ({NUMBER}) \|", MANUAL, re.MULTILINE)
    assert [number for number in named if number[0] == "W"] == list(WORDS["warning"])
