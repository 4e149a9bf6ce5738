"""Whatever is done to a charter, the reader gives a charter or faults with places, nothing else."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.schema import PLACES
from tests.engine.charter.charter_texts import faults_in

TEXTS = [shipped_text(name) for name in shipped_names()]
# fmt: off
PIECES = [
    "[", "]", "{", "}", ",", "'", "\"", "#", "&a", "*a", "!!str", "|", ">", "é", "0", "%",
    "always", "every", "or", "---", ": ", "- ", "\n", "\n  ", "\t",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "\ufeff", "? ", "<<: ",
]
WORDS = [
    "yes", "1h", "0m", "1d", "always", "at once", "every 4h", "asap", "contact", "a or b",
    "contract x or", "x told", "mail to", "priority x", "formal y", "x + 1m", "+", "hold 1d",
    "2026-02-31", "../x", "0001-01-01 00:00", "9999-12-31 23:59", "Mon 24:00-24:00", "Europe",
    "14d after resolved",
]
# fmt: on
KEYS = sorted({key for rule in PLACES.values() for key in rule.keys} | {"", "critical", "x"})
VALUES = st.recursive(
    st.sampled_from(WORDS) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=8,
)


def check_reading(source: str | bytes) -> None:
    """Read, and see that every fault has a place in the file and says something."""
    text = source if isinstance(source, str) else source.decode(errors="replace")
    lines = len(text.splitlines()) + 1
    for fault in faults_in(source):
        assert 1 <= fault.line <= lines
        assert fault.column >= 1
        assert fault.message


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_edits_of_the_text_give_a_charter_or_faults(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 40))
        text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[at + gone :]
    check_reading(text)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_any_value_anywhere_gives_a_charter_or_faults(data: st.DataObject) -> None:
    document = yaml.load(data.draw(st.sampled_from(TEXTS)), yaml.BaseLoader)
    for _ in range(data.draw(st.integers(1, 3))):
        _change(data, document)
    check_reading(json.dumps(document, ensure_ascii=False, indent=1))


def _change(data: st.DataObject, document: dict[str, Any]) -> None:
    node: Any = document
    while True:
        places = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not places:
            return
        place = data.draw(st.sampled_from(places))
        inner = node[place]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 3)) == 0:
            break
        node = inner
    match data.draw(st.integers(0, 3)):
        case 0:
            del node[place]
        case 1 if isinstance(node, dict):
            node[data.draw(st.sampled_from(KEYS))] = data.draw(VALUES)
        case _:
            node[place] = data.draw(VALUES)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_charter_or_faults(source: bytes) -> None:
    check_reading(source)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5))
def test_any_small_document_gives_a_charter_or_faults(document: dict[str, Any]) -> None:
    check_reading(json.dumps(document, ensure_ascii=False, indent=1))


@pytest.mark.parametrize("text", TEXTS)
def test_a_charter_cut_off_anywhere_gives_a_charter_or_faults(text: str) -> None:
    for line in range(0, text.count("\n"), 3):
        check_reading("\n".join(text.splitlines()[:line]))
