"""Colours: what the operator sets can be read, on light pages and on dark ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charterdesk.kit.colours import READABLE, contrast, read_colour, readable_on
from charterdesk.kit.settings_readers import MalformedSetting

NAME = "CHARTERDESK_BRAND_COLOUR"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_no_colour_is_the_desks_own() -> None:
    assert read_colour(NAME, env={}) == ""


@pytest.mark.parametrize("text", ["blue", "#12", "#0a55c4;}", "0a55c4", "#0a55c4\n}"])
def test_what_is_no_colour_stops_the_start(text: str) -> None:
    with pytest.raises(MalformedSetting, match="wants a colour such as"):
        read_colour(NAME, env={NAME: text})


def test_a_colour_that_is_not_read_on_white_stops_the_start() -> None:
    with pytest.raises(MalformedSetting, match="contrast of 1.1 on white: it wants a darker one"):
        read_colour(NAME, env={NAME: "#ffff00"})


@given(COLOURS)
def test_every_colour_has_a_form_that_is_read_on_dark_pages(colour: str) -> None:
    made = readable_on(colour, "#1b3354", towards="#ffffff")
    assert contrast(made, "#1b3354") >= READABLE
