"""A charter says how many requirements its source has (I32)."""

import pytest

from charterdesk.charters.shipped import shipped_names, shipped_text
from tests.engine.charter.charter_texts import fault_at_mark, read, small


def test_a_source_has_so_many_requirements() -> None:
    assert read(small("requirements: {R: 12, S: 1}")).requirements == {"R": 12, "S": 1}


def test_the_five_sources_have_123_requirements() -> None:
    charters = [read(shipped_text(name)) for name in shipped_names()]
    assert sum(sum(charter.requirements.values()) for charter in charters) == 123


@pytest.mark.parametrize("marked", ["{R: ^^none}", "{R: ^^0}", "{R: ^^[1, 2]}"])
def test_anything_but_a_number_of_requirements_is_a_fault(marked: str) -> None:
    place, faults = fault_at_mark(small(f"requirements: {marked}"))
    assert [f"{fault.line}:{fault.column}" for fault in faults] == [place]
    assert "a number of requirements" in faults[0].message
