"""Each of the 123 requirements is named by a story that expects something or a test that asserts.

A story names them under `meets`; a test in its docstring (`R-BIC-34`) or its name (`r_ter_7`).
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, Function, modules, shown, tree
from tests.engine.test_stories import all_stories

# How many requirements each of the five processes has.
HOW_MANY = {"ROX": 25, "VOX": 16, "BIC": 42, "HFN": 21, "TER": 19}
ALL = [f"{process}-{n}" for process, last in HOW_MANY.items() for n in range(1, last + 1)]
TESTS = ROOT / "tests"

_WRITTEN = re.compile(r"\bR-([A-Z]{3}-\d+)\b")
_IN_NAME = re.compile(r"(?:^|_)r_([a-z]{3})_(\d+)(?=_|$)")
# Besides `assert`: what fails by itself.
_CHECKS = {"raises", "expect", "warns"}


def numbers_of(test: Function) -> set[str]:
    """The requirements that a test names."""
    named = {f"{process.upper()}-{n}" for process, n in _IN_NAME.findall(test.name)}
    return named | set(_WRITTEN.findall(ast.get_docstring(test) or ""))


def can_fail(test: Function) -> bool:
    """Whether it asserts something itself."""
    return any(isinstance(node, ast.Assert) or _is_check(node) for node in ast.walk(test))


def _is_check(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in _CHECKS


def what_runs_in(path: Path) -> Iterator[Function]:
    """The tests of a module that pytest would run."""
    for node in tree(path).body:
        if isinstance(node, Function) and node.name.startswith("test_"):
            yield node


@cache
def named_by() -> dict[str, list[str]]:
    """Each number that is named somewhere, with the stories and tests that name it."""
    found: dict[str, list[str]] = {}
    for story in all_stories():
        if any(line.expects for line in story.lines):
            for number in story.meets:
                found.setdefault(number, []).append(f"{Path(story.file).name}: {story.name}")
    for path in modules():
        if path.is_relative_to(TESTS) and path.name.startswith("test_"):
            for test in what_runs_in(path):
                for number in numbers_of(test) if can_fail(test) else ():
                    found.setdefault(number, []).append(f"{shown(path)}: {test.name}")
    return found


def test_there_are_123() -> None:
    assert len(ALL) == 123


@pytest.mark.parametrize("process", HOW_MANY)
def test_every_requirement_is_named_by_a_story_or_test_that_can_fail(process: str) -> None:
    wanted = [number for number in ALL if number.startswith(f"{process}-")]
    assert [number for number in wanted if number not in named_by()] == []


def test_no_story_or_test_names_a_requirement_that_there_is_not() -> None:
    strange = {n: who for n, who in named_by().items() if n not in ALL}
    assert strange == {}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('def test_a():\n    """R-BIC-3, R-ROX-14: why."""\n    assert x', {"BIC-3", "ROX-14"}),
        ("def test_r_ter_7_a_key():\n    assert x", {"TER-7"}),
        ('def test_b():\n    """About R-BICX-3 and ROX-1."""\n    assert x', set()),
    ],
)
def test_a_number_is_read_from_a_docstring_or_a_name(text: str, numbers: set[str]) -> None:
    [test] = ast.parse(text).body
    assert isinstance(test, ast.FunctionDef)
    assert numbers_of(test) == numbers


@pytest.mark.parametrize(
    ("body", "fails"),
    [("pass", False), ("with raises(E):\n  f()", True), ("assert f()", True), ("f(1)", False)],
)
def test_what_asserts_nothing_names_nothing(body: str, fails: bool) -> None:
    [test] = ast.parse(f"def test_a():\n {body}").body
    assert isinstance(test, ast.FunctionDef)
    assert can_fail(test) is fails
