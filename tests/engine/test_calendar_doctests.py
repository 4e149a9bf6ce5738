"""What the docstrings of the calendar show is what it answers."""

import doctest
from types import ModuleType

import pytest

from charterdesk.engine import calendar, calendar_line


@pytest.mark.parametrize("module", [calendar, calendar_line])
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
