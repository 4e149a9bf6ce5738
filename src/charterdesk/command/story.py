"""Play stories in virtual time against the engine, and print what differs."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import typer

from charterdesk.charters.shipped import shipped_names, shipped_text
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.play import Play
from charterdesk.engine.story.reading import read_stories
from charterdesk.engine.story.stage import EngineStage
from charterdesk.engine.story.values import NoSuchCharter, Outcome
from charterdesk.kit.settings_readers import CannotStart


class NotFound(CannotStart, NoSuchCharter):
    """There is no such charter; the text is the user's sentence."""


@dataclass(frozen=True)
class Library:
    """The charters that a story file may name: shipped ones, and files by their path."""

    folder: Path

    def find(self, name: str) -> Charter:
        """A shipped charter by its name, or one by its path.

        Raises CharterErrors for a faulty one, NotFound where there is none.
        """
        if name in shipped_names():
            return _shipped(name)
        return self._read(self.folder / name, name)

    def version(self, name: str, version: int) -> Charter:
        """Another version: a file beside the story, or in a folder there, that is it.

        Raises NotFound.
        """
        for path in sorted([*self.folder.glob("*.yaml"), *self.folder.glob("*/*.yaml")]):
            charter = self._read_if_charter(path)
            if charter is not None and (charter.name, charter.version) == (name, version):
                return charter
        if name in shipped_names() and _shipped(name).version == version:
            return _shipped(name)
        raise NotFound(
            f"No file in {self.folder} is version {version} of the charter {name}; "
            "put its file beside the story."
        )

    def _read_if_charter(self, path: Path) -> Charter | None:
        try:
            return self._read(path, str(path))
        except (CharterErrors, NotFound):
            return None

    def _read(self, path: Path, name: str) -> Charter:
        try:
            return read_charter(path.read_bytes(), str(path))
        except OSError as error:
            known = ", ".join(shipped_names())
            reason = error.strerror or error
            raise NotFound(
                f"The charter '{name}' can't be read: {reason}; shipped are {known}."
            ) from None


def story(
    files: Annotated[list[Path], typer.Argument(help="Story files.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcomes as JSON.")] = False,
    transcript: Annotated[bool, typer.Option(help="Print all that happened.")] = False,
) -> None:
    """Play stories in virtual time against the engine, and print what differs.

    The exit code is 0 when all come out as written, 1 when one differs, 2 when a file can't
    be read.
    """
    outcomes = [outcome for file in files for outcome in played(file)]
    if as_json:
        typer.echo(_as_json(outcomes))
    else:
        for outcome in outcomes:
            _print(outcome, transcript=transcript)
    raise typer.Exit(0 if all(outcome.ok for outcome in outcomes) else 1)


def played(file: Path) -> list[Outcome]:
    """The outcome of every story of a file. Raises CannotStart when it can't be read."""
    library = Library(file.parent)
    try:
        source = file.read_bytes()
        stories = read_stories(source, str(file), library.find)
    except OSError as error:
        raise CannotStart(f"The file '{file}' can't be read: {error.strerror or error}.") from None
    except CharterErrors as found:
        raise CannotStart(str(found)) from None
    outcomes = []
    for each in stories:
        charter = library.find(each.charter)
        cast = Cast(charter, each.people)
        outcomes.append(Play(each, EngineStage(charter, cast, library.version), cast).run())
    return outcomes


@lru_cache
def _shipped(name: str) -> Charter:
    return read_charter(shipped_text(name), f"{name}.yaml")


def _print(outcome: Outcome, *, transcript: bool) -> None:
    name = outcome.story.name
    typer.echo(f"ok    {name}" if outcome.ok else f"DIFFERS  {name}")
    for difference in outcome.differences:
        typer.echo(f"      {outcome.story.file}:{difference.place.line}: {difference.text}")
    for line in outcome.transcript if transcript else ():
        typer.echo(f"    {line}")


def _as_json(outcomes: list[Outcome]) -> str:
    found = [
        {
            "file": outcome.story.file,
            "story": outcome.story.name,
            "ok": outcome.ok,
            "differences": [str(difference) for difference in outcome.differences],
        }
        for outcome in outcomes
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)
