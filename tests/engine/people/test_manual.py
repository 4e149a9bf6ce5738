"""The manual of the people file says what the reader reads."""

import re
from pathlib import Path

import pytest

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.schema import PlaceRule
from charterdesk.engine.people import read_people, schema

MANUAL = (Path(__file__).parents[3] / "docs" / "manual" / "people-file.md").read_text()
PLACES = {name: rule for name, rule in vars(schema).items() if isinstance(rule, PlaceRule)}


def test_the_manual_s_example_loads() -> None:
    found = re.search(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
    assert found is not None
    roxen = read_charter(shipped_text("roxen"), "roxen.yaml")
    people = read_people(found[1], "people-file.md", roxen)
    assert list(people.persons) == ["anna", "bo", "cleo"]
    assert list(people.rotas) == ["out-of-hours"]


@pytest.mark.parametrize("place", PLACES)
def test_the_manual_names_every_key(place: str) -> None:
    assert [key for key in PLACES[place].acts if not re.search(rf"\b{key}\b", MANUAL)] == []
