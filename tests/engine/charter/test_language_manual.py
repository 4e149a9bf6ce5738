"""The manual of the language is true: its examples load, and it names every key and every word."""

import re
from pathlib import Path

import pytest

from charterdesk.engine.charter.facts import FACTS
from charterdesk.engine.charter.schema import PLACES
from charterdesk.engine.charter.words import WORDS
from tests.engine.charter.charter_texts import read, small

MANUAL = (Path(__file__).parents[3] / "docs" / "charter-language.md").read_text(encoding="utf-8")
WHOLE, *PARTS = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
SAID = " ".join(MANUAL.split())


def test_the_manual_s_whole_charter_loads() -> None:
    charter = read(WHOLE)
    assert charter.ladders["formal"].steps[1].after == "duty"
    assert charter.shown == ()


@pytest.mark.parametrize("part", PARTS)
def test_the_manual_s_other_examples_load(part: str) -> None:
    assert read(small(part)).name == "example"


@pytest.mark.parametrize("place", PLACES)
def test_the_manual_names_every_key(place: str) -> None:
    rule = PLACES[place]
    assert [key for key in sorted(rule.keys) if not re.search(rf"[`{{ ]{key}[`:]", SAID)] == []


@pytest.mark.parametrize("place", PLACES)
def test_the_manual_says_of_every_shown_key_that_it_is_only_shown(place: str) -> None:
    lines = [line for line in MANUAL.splitlines() if "shown" in line]
    shown = PLACES[place].shown
    assert [key for key in sorted(shown) if not any(f"`{key}`" in line for line in lines)] == []


@pytest.mark.parametrize("group", WORDS)
def test_the_manual_names_every_word(group: str) -> None:
    named = {
        "hold": "hold 30d",
        "after resolved": "14d after resolved",
        "priority": "priority NAME",
    }
    words = [named.get(word, word) for word in WORDS[group]]
    assert [word for word in words if f"`{word}" not in SAID and f": {word}" not in SAID] == []


def test_the_manual_names_every_fact() -> None:
    assert [fact for fact in FACTS if f"`{fact}`" not in SAID] == []
