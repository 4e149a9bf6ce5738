"""Words as stems: the same for what is kept and for what is asked."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charterdesk.kit.fulltext import snippets, words
from charterdesk.kit.fulltext.snippets import Piece, snippet_of
from charterdesk.kit.fulltext.words import LONGEST_WORD, MOST_KEPT, asked_stems, stems_of


@pytest.mark.parametrize("module", [words, snippets])
def test_the_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # modules


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("принтеры", "принтерами"),
        ("счёт", "счет"),
        ("й в двух частях: йод", "йод"),
        ("İstanbul", "istanbul"),
        ("Straße", "STRASSE"),
        ("connection", "connected"),
    ],
)
def test_one_form_is_found_by_another(kept: str, asked: str) -> None:
    assert set(asked_stems(asked)) & set(stems_of(kept).split())


@given(st.text(max_size=300))
def test_a_stem_holds_letters_and_digits_only(text: str) -> None:
    for stem in (*asked_stems(text), *stems_of(text).split()):
        assert stem.isalnum()
        assert len(stem) <= LONGEST_WORD + 2


@given(st.text(max_size=300))
def test_what_is_kept_is_what_is_asked(text: str) -> None:
    assert set(asked_stems(text)) <= set(stems_of(text).split())


def test_what_is_kept_of_a_row_is_bounded() -> None:
    long = " ".join(f"слово{number:050d}" for number in range(10_000))
    assert len(stems_of(long).encode()) <= MOST_KEPT


def test_a_snippet_shows_where_most_words_stand_together() -> None:
    text = "printer " + "filler " * 200 + "the printer jams on paper " + "filler " * 200
    found = snippet_of(text, {"printer", "jam", "paper"})
    assert [piece.text for piece in found if piece.is_hit] == ["printer", "jams", "paper"]


def test_a_snippet_of_what_was_not_found_is_the_beginning() -> None:
    assert snippet_of("Only this", {"other"}) == (Piece("Only this"),)


@given(st.text(max_size=600), st.sampled_from(["a", "0", "и", "test"]))
def test_a_snippet_marks_nothing_that_is_not_in_the_text(text: str, stem: str) -> None:
    pieces = snippet_of(text, {stem})
    composed = words.composed(" ".join(text.split()))
    assert all(piece.text in composed for piece in pieces if piece.is_hit)
