"""Sizes of house rules: a file at its limit is split by noun; there are no exemptions."""

from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.architecture.source_tree import (
    ROOT,
    SOURCE,
    functions,
    line_count,
    modules,
    own,
    shown,
)

ENGINE = SOURCE / "engine"


def longer_than(limit: int, paths: list[Path]) -> list[str]:
    """The files that are longer, with their lengths."""
    return [f"{shown(path)}: {count}" for path in paths if (count := line_count(path)) > limit]


def ninth_decile(sizes: list[int]) -> float:
    """The size that nine in ten stay within."""
    return quantiles(sizes, n=10)[-1]


def test_no_function_is_too_long() -> None:
    too_long = [
        f"{name}: {size}"
        for path in modules()
        for name, size in functions(path)
        if size > (40 if path.is_relative_to(ENGINE) else 60)
    ]
    assert too_long == []


def test_most_functions_are_short() -> None:
    sizes = [
        size for path in modules() if path.is_relative_to(SOURCE) for _, size in functions(path)
    ]
    assert median(sizes) <= 8
    assert ninth_decile(sizes) <= 25


def test_no_module_is_too_long() -> None:
    tests = [path for path in modules() if path.is_relative_to(ROOT / "tests")]
    assert longer_than(600, tests) == []
    assert longer_than(400, [path for path in modules() if path not in tests]) == []


def test_most_modules_are_short() -> None:
    sizes = [line_count(path) for path in modules() if path.is_relative_to(SOURCE)]
    assert ninth_decile(sizes) <= 250


@pytest.mark.parametrize(("suffix", "limit"), [(".html", 120), (".js", 80), (".css", 200)])
def test_no_file_of_the_pages_is_too_long(suffix: str, limit: int) -> None:
    assert longer_than(limit, own(suffix, under=SOURCE)) == []


def test_the_settings_stay_small() -> None:
    assert line_count(SOURCE / "project" / "settings.py") < 250


def test_the_run_script_stays_small() -> None:
    assert line_count(ROOT / "run") <= 150
