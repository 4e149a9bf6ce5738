"""What the documents say of the command line is what it does: every console line is run."""

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from charterdesk.command import verbs
from tests.architecture.source_tree import ROOT, SOURCE, own, shown, tree
from tests.tables import give_sqlite

DOCUMENTS = [ROOT / "README.md", *own(".md", under=ROOT / "docs")]
ANYTHING = "…"
# Lines of `sh` blocks, which take long or go on for ever, and the test that runs each.
ELSEWHERE = {
    "./run demo": "tests/command/test_demo.py",
    "./run test": ".ci/run",
    "./run bench": "bench",
    "./run bench -k calendar": "bench",
    "./run bench --benchmark-json=out.json": "bench",
    ".venv/bin/pytest bench/test_finding.py -p no:randomly --timeout=0"
    " --benchmark-enable -s": "bench",
    "CHARTERDESK_BENCH_CASES=1000000 .venv/bin/pytest bench/test_finding.py -p no:randomly"
    " --timeout=0 --benchmark-enable -s": "bench",
    "curl -H 'Authorization: Bearer KEY' -d @example.json"
    " https://desk.example.org/in/alerts/NAME/": "tests/apps/alerts",
    "charterdesk serve": "tests/project/test_serving.py",
    "charterdesk web": "tests/project/test_serving.py",
    "charterdesk worker": "tests/trust/test_kills.py",
    "charterdesk mail": "tests/trust/test_mail_kills.py",
}


@dataclass(frozen=True)
class Console:
    """A block of a document in which commands are typed and answered."""

    document: Path
    lines: tuple[str, ...]

    @property
    def commands(self) -> Iterator[tuple[str, list[str]]]:
        """Each command with the lines that follow it."""
        for line in self.lines:
            if line.startswith("$ "):
                answer: list[str] = []
                yield line.removeprefix("$ "), answer
            else:
                answer.append(line)


def blocks(document: Path, kind: str) -> list[tuple[str, ...]]:
    """The fenced blocks of one kind."""
    text = document.read_text(encoding="utf-8")
    found = re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [tuple(block.splitlines()) for block in found]


def told(document: Path) -> list[tuple[str, list[str]]]:
    """Every command of a document with its answer, in order."""
    consoles = [Console(document, block) for block in blocks(document, "console")]
    commands = []
    for console in consoles:
        for command, answer in console.commands:
            commands.append((command, answer))
    return commands


def matches(answer: list[str], printed: str) -> bool:
    """Whether the lines come in this order; an ellipsis stands for anything, also in a line."""
    wanted = [re.escape(line).replace(ANYTHING, ".*") for line in answer]
    pattern = "".join(r"(?:.*\n)*?" if line == ".*" else f"{line}\n" for line in wanted)
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.slow
@pytest.mark.parametrize("document", [d for d in DOCUMENTS if told(d)], ids=shown)
def test_every_line_of_a_console_answers_as_it_says(document: Path, tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "CHARTERDESK_DATA": str(tmp_path)}
    charterdesk = [sys.executable, "-m", "charterdesk.command"]
    give_sqlite(tmp_path / "desk.sqlite3")
    for command, answer in told(document):
        program, *words = shlex.split(command)
        assert program == "charterdesk", command
        done = subprocess.run(
            [*charterdesk, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert matches(answer, done.stdout), f"{command}\n{done.stdout}"


def test_every_other_line_is_run_somewhere() -> None:
    lines = [
        line.partition("#")[0].strip()
        for document in DOCUMENTS
        for block in blocks(document, "sh")
        for line in block
    ]
    assert {line for line in lines if line} == set(ELSEWHERE)
    assert [place for place in ELSEWHERE.values() if not (ROOT / place).exists()] == []


def test_the_first_charter_of_the_readme_is_the_file() -> None:
    [charter] = blocks(ROOT / "README.md", "yaml")
    assert list(charter) == (ROOT / "docs" / "first.yaml").read_text().splitlines()
    assert len(charter) == 10


def test_the_first_story_of_the_manual_is_the_file() -> None:
    [story] = blocks(ROOT / "docs" / "manual" / "support-manager.md", "yaml")
    assert list(story) == (ROOT / "docs" / "first-story.yaml").read_text().splitlines()


def test_what_the_documents_link_to_is_there() -> None:
    broken = [
        f"{shown(document)}: {target}"
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert broken == []


def test_every_path_that_a_document_names_is_there() -> None:
    named = re.compile(r"`((?:src|docs|tests|bench|changes|engine|desk|cases|intake|command|sample"
                       r"|kit|look|project|worker|oncall|notifications|channels|accounts)"
                       r"/[\w./*-]+\.(?:py|md|yaml))`")  # fmt: skip
    missing = [
        f"{shown(document)}: {path}"
        for document in DOCUMENTS
        for path in named.findall(document.read_text(encoding="utf-8"))
        if not [*ROOT.glob(path), *SOURCE.glob(path)]
    ]
    assert missing == []


def test_every_verb_that_a_document_names_is_known() -> None:
    named = {
        (shown(document), verb)
        for document in DOCUMENTS
        for verb in re.findall(
            r"`charterdesk ([a-z-]+)[^`]*`", document.read_text(encoding="utf-8")
        )
    }
    assert {(place, verb) for place, verb in named if verb not in verbs()} == set()


def test_the_operators_table_has_every_setting() -> None:
    read = {
        node.value
        for path in own(".py", under=SOURCE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"CHARTERDESK_[A-Z_]*[A-Z]", node.value)
    }
    manual = (ROOT / "docs" / "manual" / "operator.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `(CHARTERDESK_\w+)`", manual, re.MULTILINE))
    # How a process knows whose end is its own: not for people to set.
    assert read - listed == {"CHARTERDESK_SUPERVISOR"}
    assert listed - read == set()


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=shown)
def test_a_decision_says_context_choice_and_price_on_one_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 40
    assert text.startswith(f"# {path.name[:4]} ")
    assert [
        part for part in ("**Context.**", "**Choice.**", "**Price.**") if part not in text
    ] == []
