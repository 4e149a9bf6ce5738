"""What stands in the repository: a lock without hosts, words of the product alone."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source_tree import ROOT, SOURCE, files, modules, own, shown, tree
from tests.architecture.test_rooms import imported

LOCK = (ROOT / "requirements.lock").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]

# The module of a distribution, where its name says another.
MODULES = {
    "markdown-it-py": "markdown_it",
    "pystemmer": "Stemmer",
    "django-csp": "csp",
    "fpdf2": "fpdf",
    "pyyaml": "yaml",
}
# What others of the list load by its name, so that no module of ours imports it.
LOADED_BY_OTHERS = {
    "argon2-cffi": "Django's password hashes",
    "h11": "uvicorn's second reader of HTTP",
    "httptools": "uvicorn's reader of HTTP",
    "psycopg": "Django's PostgreSQL backend",
    "tzdata": "the standard library's zones, where the system has none",
    "whitenoise": "a middleware of the settings",
}
PATHS = re.compile("|".join(re.escape(f"/{place}/") for place in ("work", "root", "home")))
REGISTRIES = re.compile(r"index-url|//[^ )\"]+/(simple|packages)/|pypi\.|\"resolved\": *\"http")
# Written apart, so that this file does not find itself.
OTHER_WORDS = re.compile(
    "|".join(["Cla" + "ude", r"\bL" + r"LM\b", r"\bA" + r"I\b", "Open" + r"AI\b", "co-" + "pilot"])
)
TEXTS = [
    path
    for path in files()
    if path.suffix
    in {".py", ".md", ".html", ".css", ".js", ".yaml", ".toml", ".lock", ".po", ".sh", ""}
    and "vendored" not in path.parts
    and path.name != "LICENSE"
]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands in our own texts."""
    return [
        f"{shown(path)}:{number}: {line.strip()[:100]}"
        for path in TEXTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line) and path != Path(__file__)
    ]


def test_the_lock_names_no_host() -> None:
    assert re.findall(r"\w+://\S+|--(?:index|extra|find|trusted)\S*", LOCK) == []


def test_the_lock_pins_every_package_by_its_hash() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_has_what_the_project_asks_for() -> None:
    pinned = {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", LOCK, re.MULTILINE)
    }
    asked = [*RUNTIME, *map(Requirement, PROJECT["dependency-groups"]["dev"])]
    unmet = [
        str(wanted)
        for wanted in asked
        if (version := pinned.get(canonicalize_name(wanted.name))) is None
        or version not in wanted.specifier
    ]
    assert unmet == []


@pytest.mark.parametrize("name", [w.name for w in RUNTIME if w.name not in LOADED_BY_OTHERS])
def test_every_dependency_is_used(name: str) -> None:
    module = MODULES.get(name, name.replace("-", "_"))
    users = [path for path in own(".py", under=SOURCE) if module in imported(path)]
    assert users, f"nothing imports {module}: leave {name} out"


def test_no_text_names_a_place_of_one_machine() -> None:
    assert lines_with(PATHS) == []


def test_no_text_names_a_package_registry() -> None:
    assert lines_with(REGISTRIES) == []


def test_the_project_speaks_of_itself_alone() -> None:
    assert lines_with(OTHER_WORDS) == []


def test_every_module_opens_with_its_law() -> None:
    laws = [(path, ast.get_docstring(tree(path)) or "") for path in modules()]
    assert [shown(path) for path, law in laws if not law] == []


def test_what_users_notice_is_of_a_kind_that_the_changes_know() -> None:
    kinds = {kind["directory"] for kind in PROJECT["tool"]["towncrier"]["type"]}
    names = [path.name for path in files() if path.parent == ROOT / "changes"]
    odd = [name for name in names if name.split(".")[1:] not in [[kind, "md"] for kind in kinds]]
    assert odd == ["README.md"]


@pytest.mark.parametrize("page", ["docs/map.md", "docs/patterns.md"])
def test_what_a_page_for_engineers_names_is_there(page: str) -> None:
    named = re.findall(r"`([\w-][\w./-]*/[\w./-]*)`", (ROOT / page).read_text())
    places = [ROOT, SOURCE, SOURCE / "engine", SOURCE / "desk", ROOT / "tests"]
    there = set(files()) | {above for path in files() for above in path.parents}
    missing = [
        name for name in named
        if not there & {place / f"{name}{end}" for place in places for end in ("", ".py")}
    ]  # fmt: skip
    assert missing == []
