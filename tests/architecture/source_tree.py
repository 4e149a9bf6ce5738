"""The files of this repository as the architecture tests see them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "charterdesk"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file that git keeps or would keep; in a copy without git, every file."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        found = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True).stdout
        paths = [ROOT / name for name in found.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if ".venv" not in path.parts]
    return tuple(sorted(path for path in paths if path.is_file()))


def own(suffix: str, *, under: Path = ROOT) -> list[Path]:
    """Our own files of one suffix; what stands in a directory `vendored` is others'."""
    return [
        path
        for path in files()
        if path.suffix == suffix and path.is_relative_to(under) and "vendored" not in path.parts
    ]


def modules() -> list[Path]:
    """Our Python files, without migrations, which are written once and never grow."""
    return [path for path in own(".py") if "migrations" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function of a module with its length in lines, decorators left out."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield f"{shown(path)}:{node.lineno} {node.name}", lines_of(node)


def lines_of(node: Function) -> int:
    """From `def` to the last line."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def line_count(path: Path) -> int:
    """The lines of a text file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def shown(path: Path) -> str:
    """A path as people write it here."""
    return str(path.relative_to(ROOT))
