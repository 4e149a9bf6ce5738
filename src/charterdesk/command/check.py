"""Read a charter and print what can't work in it, with its place and how to mend it."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from django.utils import translation

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.nodes import LARGEST
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.check import Checked, Context, faults_found, findings
from charterdesk.engine.check.context import PlannedRota
from charterdesk.engine.check.report import Say, coverage_lines, coverage_rows, lines, rows, summary
from charterdesk.engine.people import PeopleRota, read_people
from charterdesk.engine.phrase import Phrase, english
from charterdesk.engine.story.times import moment
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.wallclock import now
from charterdesk.look.phrasing import worded
from charterdesk.look.speaking import LANGUAGES, make_ready


def check(
    file: Annotated[str, typer.Argument(help="A charter's file, or a shipped charter's name.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    people: Annotated[
        Path | None, typer.Option(help="A file that says who stands behind the roles.")
    ] = None,
    at: Annotated[
        str, typer.Option(help="When: YYYY-MM-DD HH:MM in the charter's zone; default: now.")
    ] = "",
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Print also what is promised to whom and when.")
    ] = False,
    language: Annotated[str, typer.Option(help="The language of the sentences: en, ru.")] = "en",
) -> None:
    """Read a charter and print what can't work in it, with its place and how to mend it.

    The exit code is 0 without errors, 1 with errors, 2 when a file can't be read.
    """
    if language not in LANGUAGES:
        raise CannotStart(f"There is no language '{language}'; there are {', '.join(LANGUAGES)}.")
    make_ready()
    source, shown_as = source_of(file)
    checked = _checked(source, shown_as, people, at)
    zone = checked.charter.zone if checked.charter else "UTC"
    say = partial(_worded, zone=zone, language=language)
    if as_json:
        typer.echo(_as_json(checked, shown_as, say, coverage))
    else:
        typer.echo("\n".join(_printed(checked, shown_as, say, coverage)))
    if any(finding.severity == "error" for finding in checked.findings):
        raise typer.Exit(1)


def _worded(said: Phrase, zone: str, language: str) -> str:
    if language == "en":
        return english(said, zone)
    with translation.override(language):
        return worded(said, zone, years=True)


def _checked(source: bytes | str, shown_as: str, people: Path | None, at: str) -> Checked:
    try:
        charter = read_charter(source, shown_as)
    except CharterErrors as faults:
        return Checked(None, faults_found(faults.errors))
    try:
        when = moment(at, charter.zone) if at else now()
    except ValueError as error:
        raise CannotStart(f"--at: {error}.") from None
    context = Context(when, _rota(people, charter) if people else None)
    return Checked(charter, findings(charter, context))


def _rota(path: Path, charter: Charter) -> PlannedRota:
    source = text_of(path, f"There is no file '{path}'.")
    try:
        return PeopleRota(charter, read_people(source, str(path), charter))
    except CharterErrors as found:
        raise CannotStart(f"The people file '{path}' has errors.\n{found}") from None


def _printed(checked: Checked, shown_as: str, say: Say, coverage: bool) -> Iterator[str]:
    yield from lines(checked, shown_as, say)
    yield say(summary(checked, shown_as))
    if coverage and checked.charter:
        yield from coverage_lines(checked.charter, say)


def _as_json(checked: Checked, shown_as: str, say: Say, coverage: bool) -> str:
    found = rows(checked, shown_as, say)
    with_matrix = {
        "findings": found,
        "coverage": coverage_rows(checked.charter) if checked.charter else [],
    }
    return json.dumps(with_matrix if coverage else found, ensure_ascii=False, indent=2)


def source_of(file: str) -> tuple[bytes | str, str]:
    """A charter's text, and the name to show; raises CannotStart where it can't be read."""
    path = Path(file)
    if file in shipped_names() and not path.exists():
        return shipped_text(file), f"{file}.yaml"
    names = ", ".join(shipped_names())
    return text_of(path, f"There is no file '{file}'; the shipped charters are {names}."), file


def text_of(path: Path, missing: str) -> bytes:
    """A file's bytes, no more than any reader takes; raises CannotStart with a sentence."""
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise CannotStart(missing) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotStart(f"The file '{path}' can't be read: {reason}.") from None
