"""What the desk and its runners say of a fault in English is worded in the reader's language."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.utils import translation

from charterdesk.access.advice import fault_words as of_access
from charterdesk.access.models import PortCheck
from charterdesk.automation.faults import OF_RUNNERS
from charterdesk.automation.faults import fault_words as of_runs
from charterdesk.kit.reworded import LONGEST, fits, reworded
from charterdesk.notifications.unreached import UNREACHED
from charterdesk.trackers.wording import FAULTS as OF_TRACKERS
from charterdesk.trackers.wording import fault_words as of_trackers
from tests.look.catalog import SOURCE

TOLD = ("EgressRefused", "EgressFailed", "TrackerAway", "TrackerRefuses", "NoSuchBug", "Refused")


@pytest.mark.parametrize(
    ("files", "forms"),
    [
        (["kit/egress.py", "kit/knocking.py"], UNREACHED),
        (["runner/performing.py"], OF_RUNNERS),
        (["trackers"], OF_TRACKERS),
    ],
)
def test_every_sentence_of_a_fault_has_its_form(files: list[str], forms: Sequence[str]) -> None:
    said = [text for file in files for text in _said(SOURCE / file)]
    assert said
    assert [text for text in said if not any(fits(text, form) for form in forms)] == []


def test_a_fault_is_read_in_the_readers_language() -> None:
    """R-BIC-33: why an address could not be tried."""
    fault = (
        "pbx.example leads to 10.0.0.7, which is inside a private network. The operator names"
        " networks that may be reached in CHARTERDESK_OUT_NETWORKS."
    )
    refused = "'remedy' is refused until this is on the case: approval by customer."
    with translation.override("ru"):
        words = of_access(PortCheck(fault=fault))
        assert words.startswith("pbx.example ведёт на 10.0.0.7")
        assert "CHARTERDESK_OUT_NETWORKS" in words
        assert "approval by customer" in of_runs(refused)
        assert of_runs(refused) != refused
        assert "mtr" in of_runs("The runner's list has no program mtr.")
        assert "списке исполнителя" in of_runs("The runner's list has no program mtr.")
        assert of_trackers("bugs answered 500.") != "bugs answered 500."
        assert of_access(PortCheck()) == of_access(None) == ""
        assert of_runs("segmentation fault") == "segmentation fault"
    assert of_access(PortCheck(fault=fault)) == fault


def test_a_value_may_be_anything_and_is_never_a_form() -> None:
    said = "The runner's list has no program %(name)s\n.*(?P<x>)%s."
    with translation.override("ru"):
        assert "%(name)s\n.*(?P<x>)%s" in reworded(said, OF_RUNNERS)
    assert reworded("x" * (LONGEST + 1), ["%(a)s%(b)s%(c)s!"]) == "x" * (LONGEST + 1)
    assert reworded("a and b", ["%(one)s and %(one)s"]) == "a and b"


def _said(place: Path) -> Iterator[str]:
    """The sentences that are raised or given as a fault, `…` for each value."""
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _of_call(node)
            elif isinstance(node, ast.FunctionDef) and node.name == "_fault":
                yield from (
                    _text(one.value)
                    for one in ast.walk(node)
                    if isinstance(one, ast.Return) and isinstance(one.value, ast.JoinedStr)
                )


def _of_call(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    told = list(call.args[:1]) if name in TOLD else []
    told += [word.value for word in call.keywords if word.arg == "fault"]
    yield from (
        text
        for one in told
        if isinstance(one, ast.JoinedStr | ast.Constant) and (text := _text(one))
    )


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(piece) for piece in node.values)
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "…"
