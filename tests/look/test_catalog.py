"""Every string of look and desk is translated, and the compiled catalogue is the written one."""

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from django.utils import translation
from django.utils.translation import ngettext

from tests.look.catalog import LANGUAGES, asked, path_of, translated


def listed(text: object) -> tuple[str, ...]:
    """The forms of a message or of its translation, the singular first."""
    return (text,) if isinstance(text, str) else tuple(map(str, text or ()))  # type: ignore[call-overload]  # list or tuple


def key_of(message: Message) -> tuple[str, str]:
    """What tells one message from another."""
    context: object = message.context or ""  # a compiled catalogue is read with bytes here
    words = context.decode() if isinstance(context, bytes) else str(context)
    return (words, listed(message.id)[0])


def places(text: str) -> set[str]:
    """The places for values in a string."""
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_missing_fuzzy_or_left_over(language: str) -> None:
    """R-TER-19."""
    catalog = translated(language)
    wanted = {key_of(message) for message in asked() if message.id}
    there = {key_of(message) for message in catalog if message.id}
    assert there == wanted, "Run `python -m tests.look.catalog` and translate what is empty."
    assert not [m.id for m in catalog if m.fuzzy and m.id]
    assert not [m.id for m in catalog if m.id and not all(listed(m.string))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_original(language: str) -> None:
    for message in translated(language):
        if not message.id:
            continue
        for text in listed(message.string):
            assert places(text) == places(listed(message.id)[-1]), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_holds_what_is_written(language: str) -> None:
    with path_of(language).with_suffix(".mo").open("rb") as file:
        compiled = {key_of(m): listed(m.string) for m in read_mo(file) if m.id}
    written = {key_of(m): listed(m.string) for m in translated(language) if m.id}
    assert compiled == written, "Run `python -m tests.look.catalog`."


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "Показать 1 более раннюю запись"),
        (2, "Показать 2 более ранние записи"),
        (5, "Показать 5 более ранних записей"),
        (11, "Показать 11 более ранних записей"),
        (21, "Показать 21 более раннюю запись"),
        (112, "Показать 112 более ранних записей"),
    ],
)
def test_russian_counts_by_one_few_and_many(count: int, words: str) -> None:
    with translation.override("ru"):
        text = ngettext("Show %(count)s earlier entry", "Show %(count)s earlier entries", count)
    assert text % {"count": count} == words
