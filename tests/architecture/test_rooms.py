"""Rooms and what may stand in them: floors, names, and the engine's purity."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source_tree import ROOT, SOURCE, modules, own, shown, tree

NOBODYS_ROOMS = {"utils", "helpers", "common", "base", "misc", "services", "manager", "managers"}
# Django looks for its backends in a module of this name.
BACKENDS = SOURCE / "kit" / "sqlite" / "base.py"
CLOCKS_AND_CHANCE = {"time", "random", "secrets", "uuid", "os", "logging", "socket", "subprocess"}
OUTSIDE = {"now", "today", "utcnow", "open", "read_text", "read_bytes"}
ENGINE = [path for path in modules() if path.is_relative_to(SOURCE / "engine")]


def imported(path: Path) -> set[str]:
    """The top-level names of the modules that a module imports from elsewhere."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").partition(".")[0])
    return names


def called(path: Path) -> set[str]:
    """The last names of all that a module calls: `open`, `now`, `read_text`."""
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    plain = {call.id for call in calls if isinstance(call, ast.Name)}
    return plain | {call.attr for call in calls if isinstance(call, ast.Attribute)}


def test_every_floor_leans_only_on_those_below() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_a_room_without_a_floor_is_a_fault() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    floors = next(rule for rule in rules["contracts"] if rule["id"] == "floors")
    assert floors["exhaustive"] is True
    assert floors["containers"] == ["charterdesk"]


def test_no_module_has_a_name_that_says_nothing() -> None:
    parts = [(path, {path.stem, path.parent.name}) for path in modules() if path != BACKENDS]
    assert [shown(path) for path, names in parts if names & NOBODYS_ROOMS] == []


def test_no_model_overrides_save() -> None:
    overriding = [
        f"{shown(path)}: {node.name}"
        for path in own(".py", under=SOURCE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and "models" in path.with_suffix("").parts
        for part in node.body
        if isinstance(part, ast.FunctionDef) and part.name == "save"
    ]
    assert overriding == []


def test_the_engine_knows_no_clock_no_chance_and_no_system() -> None:
    reaching_out = {
        shown(path): reached
        for path in ENGINE
        if (reached := (imported(path) & CLOCKS_AND_CHANCE) | (called(path) & OUTSIDE))
    }
    assert reaching_out == {}


def test_nothing_sleeps_in_tests() -> None:
    tests = [path for path in modules() if path.is_relative_to(ROOT / "tests")]
    assert [shown(path) for path in tests if "sleep" in called(path)] == []
