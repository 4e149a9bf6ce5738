"""The JSON Schema takes what the reader takes, as editors parse it, and refuses the broken."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from charterdesk.charters.shipped import shipped_text
from charterdesk.engine.calendar import parse_line
from charterdesk.engine.charter import json_schema_forms as form
from charterdesk.engine.charter.durations import parse_length, parse_promise, parse_target
from charterdesk.engine.charter.faults import BadValueError
from charterdesk.engine.charter.json_schema import charter_schema
from charterdesk.engine.charter.json_schema_keys import KEYS
from charterdesk.engine.charter.schema import NOTES, PLACES
from tests.engine.charter.charter_texts import all_texts, faults_in, small

SCHEMA: Any = charter_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
MANUAL = Path(__file__).parents[3] / "docs" / "charter-language.md"


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors parse it: numbers, true and false, null; the rest is text."""


Core.yaml_implicit_resolvers = {}
Core.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
Core.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789")
)
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789")
)
Core.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile("^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)


def complaints(text: str, loader: Any = Core) -> list[str]:
    """What the schema has against a text."""
    found = VALIDATOR.iter_errors(yaml.load(text, loader))
    return [f"{one.json_path}: {one.message[:200]}" for one in found]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("loader", [Core, yaml.BaseLoader])
@pytest.mark.parametrize(("name", "text"), list(all_texts()))
def test_every_charter_stands(name: str, text: str, loader: Any) -> None:
    assert complaints(text, loader) == []


def test_the_manual_s_whole_charter_stands() -> None:
    whole = MANUAL.read_text(encoding="utf-8").partition("## A whole charter")[2]
    example = whole.partition("```yaml\n")[2].partition("```")[0]
    assert "charges:" in example
    assert complaints(example) == []


def test_the_small_charter_of_the_tests_stands() -> None:
    assert complaints(small()) == []


@pytest.mark.parametrize(
    "more",
    [
        "zones: Europe/Paris", "title: [a, b]", "version: 0", "version: one", "hours: [office]",
        "hours: {office: {open: [Mon-Fri 8-17]}}", "hours: {office: {closed: [2026-01-01]}}",
        "hours: {office: {open: [Mon 08:00-17:00], closed: [24.12.2026]}}",
        "roles: {boss: {}}", "roles: {boss: {is: somebody}}", "roles: {boss: {is: person, els: x}}",
        "channels: {mail: {address: nowhere}}", "channels: {mail: {sets: critical}}",
        "channels: {phone: {live: perhaps}}", "askers: {who: everybody}",
        "askers: {who: registered addresses, others: hold}", "intake: {later: {at_most: soon}}",
        "promises: {critical: {hours: always, respons: 1h}}",
        "promises: {critical: {hours: always, response: soon}}",
        "promises: {critical: {hours: always, reply: every 4h}}", "promises: [critical]",
        "at_once: now", "warn: 0.75", "waiting: {weather: {pauses: []}}",
        "waiting: {customer: {pauses: [everything]}}", "queue: {order: as it comes}",
        "tiers: {one: {role: boss}}", "tiers: [{name: one}]",
        "tiers: [{name: one, role: boss, joins: sometimes}]", "ladders: {up: {}}",
        "ladders: {up: {steps: [{step: a, notify: boss}]}}",
        "ladders: {up: {steps: [{step: a, at: 0m, when: reason, notify: boss}]}}",
        "ladders: {up: {steps: [{step: a, at: 0m, notify: boss, times: 3}]}}",
        "ladders: {up: {steps: [{step: a, at: 0m, notify: boss, by: [pigeon]}]}}",
        "ladders: {up: {steps: [{step: a, at: 0m, notify: boss, repeat: every 3m}]}}",
        "tell: [{when: opened}]", "tell: [{when: noon, who: contact}]", "gates: [{act: resolve}]",
        "closing: {silence: {close: 14d}}", "closing: {agreement: nobody}",
        "charges: [{name: misuse}]", "matrix: {mood: [a]}", "accepts: {W99: because}",
        "in_force_from: tomorrow", "languages: [English]", "requirements: {R: many}",
    ],
)  # fmt: skip
def test_a_broken_charter_is_refused_as_the_reader_refuses_it(more: str) -> None:
    assert faults_in(small(more))
    assert complaints(small(more))


@pytest.mark.parametrize("key", ["charter", "version", "zone", "roles", "last_resort", "promises"])
def test_what_the_reader_needs_the_schema_needs(key: str) -> None:
    lines = small().splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next((n for n in range(start + 1, len(lines)) if lines[n][:1].isalpha()), len(lines))
    text = "\n".join(lines[:start] + lines[end:])
    assert faults_in(text)
    assert complaints(text)


@pytest.mark.parametrize("place", sorted(PLACES))
def test_each_key_of_the_language_appears_with_a_sentence(place: str) -> None:
    shape = SCHEMA if place == "charter" else SCHEMA["$defs"][place.replace(" ", "-")]
    assert set(shape["properties"]) == PLACES[place].keys | NOTES
    assert all(one["description"] for one in shape["properties"].values())
    assert set(KEYS.get(place, ())) == PLACES[place].acts


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (one for key, one in value.items() if key == "$ref")
        for one in value.values():
            yield from _references(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _references(one)


def test_each_place_is_reached() -> None:
    named = {one.removeprefix("#/$defs/").replace("-", " ") for one in _references(SCHEMA)}
    assert named == set(PLACES) - {"charter"}


def _takes(shape: Any, text: str) -> bool:
    return bool(re.search(shape["pattern"], text))


def _reads(parse: Any, text: str) -> bool:
    try:
        parse(text)
    except (BadValueError, ValueError):
        return False
    return True


AT_ONCE = timedelta(minutes=15)
PIECES = st.lists(
    st.sampled_from(["1", "20", "d", "h", "m", "s", "every ", "at once", "asap", " ", "not stated",
                     "end of day ", "office", "0"]), max_size=5,
).map("".join)  # fmt: skip


@given(PIECES)
def test_the_patterns_of_lengths_take_what_the_reader_takes(text: str) -> None:
    hours = frozenset({"office"})
    if _reads(parse_length, text):
        assert _takes(form.LENGTH, text)
    for kind, shape in (("update", form.UPDATE), ("response", form.PROMISE)):
        if _reads(lambda one, kind=kind: parse_promise(kind, one, AT_ONCE, hours), text):
            assert _takes(shape, text)


@given(PIECES)
def test_what_the_pattern_of_a_wait_takes_is_a_target_but_for_its_bounds(text: str) -> None:
    if _takes(form.WAIT, text) and re.search("[1-9]", text):
        assert _reads(lambda one: parse_target(one, AT_ONCE), text)


@given(
    st.lists(
        st.sampled_from(["Mon", "Fri", "Sat", "-", ",", " ", "08:00-17:00", "24:00", "Europe/Paris",
                         "00:00-24:00", "day"]), max_size=6,
    ).map("".join)
)  # fmt: skip
def test_the_pattern_of_a_line_takes_what_the_calendar_takes(text: str) -> None:
    if _reads(lambda one: parse_line(one, "Europe/Paris"), text):
        assert _takes(form.LINE, text)


def test_a_mark_of_an_editor_stands_at_the_very_place() -> None:
    text = shipped_text("roxen").replace("response: 4h", "response: 4 hours")
    [one] = [*VALIDATOR.iter_errors(yaml.load(text, Core))]
    assert one.json_path == "$.promises.high.response"
