"""Targets of a charter in the reader's units."""

import pytest
from django.utils import translation

from charterdesk.engine.charter.values import Target
from charterdesk.look.terms import target_words

TEXTS = ("4h", "every 4h", "24h always", "2d", "at once", "at once always", "asap", "30m h2o")


@pytest.mark.parametrize("text", TEXTS)
def test_in_english_a_target_stands_as_the_charter_has_it(text: str) -> None:
    assert target_words(Target("time", text=text)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4h", "4 ч"),
        ("every 2d", "каждые 2 д"),
        ("at once", "сразу"),
        ("24h always", "24 ч always"),
    ],
)
def test_its_units_are_those_of_the_readers_language(text: str, words: str) -> None:
    with translation.override("ru"):
        assert target_words(Target("time", text=text)).replace("\N{NO-BREAK SPACE}", " ") == words
