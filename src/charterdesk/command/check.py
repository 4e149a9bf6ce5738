"""Read a charter and print every fault with its place and how to mend it."""

import json
from pathlib import Path
from typing import Annotated

import typer

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.faults import CharterError, CharterErrors
from charterdesk.engine.charter.nodes import LARGEST
from charterdesk.engine.charter.reader import read_charter
from charterdesk.kit.settings_readers import CannotStart


def check(
    file: Annotated[str, typer.Argument(help="A charter's file, or a shipped charter's name.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the faults as JSON.")] = False,
) -> None:
    """Read a charter and print every fault with its place and how to mend it.

    The exit code is 0 without errors, 1 with errors, 2 when the file can't be read.
    """
    source, shown_as = source_of(file)
    try:
        charter = read_charter(source, shown_as)
    except CharterErrors as found:
        typer.echo(_as_json(found.errors) if as_json else str(found))
        raise typer.Exit(1) from None
    sound = f"{shown_as}: the charter {charter.name}, version {charter.version}, has no errors."
    typer.echo("[]" if as_json else sound)


def source_of(file: str) -> tuple[bytes | str, str]:
    """A charter's text, and the name to show; raises CannotStart where it can't be read."""
    path = Path(file)
    if file in shipped_names() and not path.exists():
        return shipped_text(file), f"{file}.yaml"
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1), file
    except FileNotFoundError:
        names = ", ".join(shipped_names())
        raise CannotStart(f"There is no file '{file}'; the shipped charters are {names}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotStart(f"The file '{file}' can't be read: {reason}.") from None


def _as_json(errors: tuple[CharterError, ...]) -> str:
    keys = ("number", "severity", "file", "line", "column", "message", "mend")
    found = [{key: getattr(error, key) for key in keys} for error in errors]
    return json.dumps(found, ensure_ascii=False, indent=2)
