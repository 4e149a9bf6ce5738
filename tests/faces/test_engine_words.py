"""What the engine says is said in the reader's language; no sentence of it is forgotten."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given, settings

from charterdesk.desk.pages.engine_words import in_readers_words, is_known
from charterdesk.desk.pages.refusals import refusal_words
from charterdesk.desk.pages.sentences import sentence
from charterdesk.engine import events as ev
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Refusal
from charterdesk.engine.phrase import phrase
from tests.architecture.source_tree import SOURCE, tree
from tests.engine.drawn_histories import Steps, desk, histories
from tests.look.catalog import asked

REFUSING = [*(SOURCE / "cases" / "commands").glob("*.py")]


@lru_cache(maxsize=1)
def translatable() -> frozenset[str]:
    return frozenset(str(message.id) for message in asked() if isinstance(message.id, str))


def refusals_of_commands() -> Iterator[str]:
    """The sentences that the commands of cases refuse with; their room is not extracted."""
    for path in REFUSING:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "phrase":
                first = node.args[0]
                assert isinstance(first, ast.Constant)
                yield str(first.value)


def said_by(event: ev.Event) -> str:
    """What the log keeps of a sentence, or of a word of the engine; "" for none."""
    match event:
        case ev.Told(text=text) | ev.DefectRaised(text=text) | ev.Reported(text=text):
            return text
        case ev.EscalationRefused(why=text) | ev.LadderEnded(why=text) | ev.Reopened(why=text):
            return text
        case ev.LadderStarted(trigger=text):
            return text
        case ev.PrioritySet(by="", reason=text):
            return text
        case _:
            return ""


@settings(max_examples=60, deadline=None)
@given(histories())
def test_every_sentence_of_a_log_is_known(drawn: tuple[Charter, Steps]) -> None:
    charter, steps = drawn
    case = desk(charter).play(steps).case
    unknown = {text for event in case.history if (text := said_by(event)) and not is_known(text)}
    assert not unknown


def test_the_refusals_of_commands_are_translated() -> None:
    found = set(refusals_of_commands())
    assert len(found) >= 4
    assert found <= translatable()


def test_a_refusal_is_told_in_russian() -> None:
    status = phrase("closed")
    with translation.override("ru"):
        assert refusal_words(Refusal(phrase("The case is open."))) == "Обращение открыто."
        told = refusal_words(
            Refusal(phrase("The case is %(status)s; reopen it first.", status=status))
        )
    assert told == "Обращение в состоянии «закрыто»; сначала откройте его снова."


def test_a_gate_names_what_is_missing() -> None:
    refusal = Refusal(phrase("Not yet."), ("why",), act="resolve")
    assert refusal_words(refusal) == ("“resolve” has to wait until this is on the case: why.")


@pytest.mark.parametrize(
    "text",
    [
        "A case was opened: Down (case number)",
        "Breach: the update promised was due at Mon 16 Mar 2026, 14:30 CET and is missed.",
        "Escalation, step ceo of ladder formal: x You are told for ceo. This notice is late.",
        "Call 3, nobody has answered yet: step management.",
    ],
)
def test_in_english_the_sentence_stays_the_engines(text: str) -> None:
    assert is_known(text)
    assert in_readers_words(text) == text


def test_a_moment_in_a_notice_has_its_day_in_russian() -> None:
    text = "Breach: the update promised was due at Mon 16 Mar 2026, 14:30 CET and is missed."
    with translation.override("ru"):
        assert "пн 16 мар" in in_readers_words(text)
        assert "missed" not in in_readers_words(text)


def test_an_unknown_sentence_is_shown_as_it_is() -> None:
    assert in_readers_words("Something else.") == "Something else."


def test_what_a_person_typed_as_a_reason_stays_as_it_is() -> None:
    at = datetime(2026, 6, 15, 8, tzinfo=UTC)
    event = ev.PrioritySet(at=at, recorded_at=at, by="ada", priority="low", reason="closed")
    with translation.override("ru"):
        assert sentence(event, SimpleNamespace(name=str)).endswith(": closed")  # type: ignore[arg-type]  # no name is asked for
