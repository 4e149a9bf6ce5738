"""Numbers as addresses and forms say them: whatever is no small whole number is none."""

import doctest

import pytest

from charterdesk.kit import whole_numbers
from charterdesk.kit.whole_numbers import whole_number


def test_the_examples_hold() -> None:
    assert doctest.testmod(whole_numbers).failed == 0


@pytest.mark.parametrize(
    "said", ["", " 1", "1 ", "²", "٣", "+1", "1_0", "1.0", "9" * 5000, None, 7]
)
def test_what_is_no_whole_number_is_none(said: object) -> None:
    assert whole_number(said) is None


def test_the_longest_number_fits_every_database() -> None:
    assert whole_number("9" * 18) == 10**18 - 1 < 2**63
