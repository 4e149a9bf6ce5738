"""What the engine refuses is said in the reader's language; no sentence of it is forgotten."""

import ast
from collections.abc import Iterator

import pytest
from django.utils import translation

from charterdesk.desk.pages.engine_words import in_readers_words, is_known
from charterdesk.desk.pages.refusals import refusal_words
from charterdesk.engine.decide import Refusal
from tests.architecture.source_tree import SOURCE, tree

DECIDING = sorted((SOURCE / "engine" / "decide").glob("*.py"))
COMMANDS = sorted((SOURCE / "cases" / "commands").glob("*.py"))


def sample(node: ast.expr) -> str:
    """A sentence of the source with a word in each of its places; "" for what is none."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(sample(part) or "word" for part in parts)
        case _:
            return ""


def refusals() -> Iterator[str]:
    """Every sentence that is refused with, in the engine and in the commands of cases."""
    for path in (*DECIDING, *COMMANDS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and node.args and _refuses(node.func):
                yield sample(node.args[0])
            if isinstance(node, ast.FunctionDef) and "refusal" in node.name:
                yield from (
                    sample(part.value)
                    for part in ast.walk(node)
                    if isinstance(part, ast.Return) and part.value is not None
                )


def _refuses(called: ast.expr) -> bool:
    named = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return named in ("refuse", "Refusal")


SENTENCES = sorted({one for one in refusals() if one and " " in one})


def test_there_are_sentences() -> None:
    assert len(SENTENCES) > 40


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_the_engine_is_known(sentence: str) -> None:
    ladder = sentence.replace("contract word; word.", "contract word; it has none.")
    assert is_known(ladder), sentence


def test_a_refusal_is_told_in_russian() -> None:
    with translation.override("ru"):
        assert in_readers_words("The case is open.") == "Обращение открыто."
        told = in_readers_words("The case is closed; reopen it first.")
    assert told == "Обращение в состоянии «закрыто»; сначала откройте его снова."


def test_in_english_the_sentence_stays_the_engines() -> None:
    said = "Ownership stays with tier1; tier2 can join instead."
    assert in_readers_words(said) == said


def test_a_gate_names_what_is_missing() -> None:
    text = "'resolve' is refused until this is on the case: why."
    assert refusal_words(Refusal(text, ("why",))) == (
        "“resolve” has to wait until this is on the case: why."
    )


def test_an_unknown_sentence_is_shown_as_it_is() -> None:
    assert in_readers_words("Something else.") == "Something else."
