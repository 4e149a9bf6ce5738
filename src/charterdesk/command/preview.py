"""Draw one case in time under a charter as SVG: what is due, and who is told if nobody answers."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils import translation

from charterdesk.command.explain import axis_of
from charterdesk.command.story import Library
from charterdesk.engine.calendar import Horizon
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.nodes import LARGEST
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import OpenCase
from charterdesk.engine.people import PeopleRota, read_people
from charterdesk.engine.picture import NotDrawn, Picture, picture_of
from charterdesk.engine.rota import Rota
from charterdesk.engine.story.cast import Cast
from charterdesk.engine.story.times import moment
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.look.phrasing import worded
from charterdesk.look.pictures.case import picture_svg
from charterdesk.look.speaking import LANGUAGES, make_ready


def preview(
    file: Annotated[str, typer.Argument(help="A charter's file, or a shipped charter's name.")],
    at: Annotated[str, typer.Option(help="When: YYYY-MM-DD HH:MM in the charter's zone.")],
    priority: Annotated[str, typer.Option(help="The priority asked for.")] = "",
    channel: Annotated[str, typer.Option(help="The channel; default: the charter's first.")] = "",
    contract: Annotated[str, typer.Option(help="The contract or level.")] = "",
    axis: Annotated[
        list[str] | None, typer.Option(help="A word of the matrix, as impact=high; several.")
    ] = None,
    people: Annotated[
        Path | None, typer.Option(help="A people file: who is on duty; default: a name each role.")
    ] = None,
    until: Annotated[str, typer.Option(help="The end of the picture, written like --at.")] = "",
    language: Annotated[str, typer.Option(help="en or ru.")] = "en",
    narrow: Annotated[bool, typer.Option("--narrow", help="For a telephone: 320 wide.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file for it; default: printed.")
    ] = None,
) -> None:
    """Draw one case in time under a charter as SVG.

    The exit code is 0, or 2 when the file or a word can't be used.
    """
    charter = _charter(file)
    command = OpenCase(
        channel=_one(channel or next(iter(charter.channels)), charter.channels, "channel"),
        priority=_priority(charter, priority),
        contract=_contract(charter, contract),
        axes=tuple(axis_of(charter.matrix, text) for text in axis or ()),
        asker="the customer",
        by=charter.tiers[0].roles[0] if charter.tiers else charter.last_resort,
    )
    end = _moment("--until", until, charter) if until else None
    spoken = _one(language, LANGUAGES, "language")
    make_ready()
    with translation.override(spoken):
        made = _picture(charter, command, _moment("--at", at, charter), _rota(charter, people), end)
        _put_out(picture_svg(made, "narrow" if narrow else "wide", alone=True), output)


def _picture(
    charter: Charter, command: OpenCase, at: datetime, rota: Rota, until: datetime | None
) -> Picture:
    if until is not None and until <= at:
        raise CannotStart("--until: a picture ends after it begins; name a later moment.")
    try:
        return picture_of(charter, command, at, rota, until)
    except NotDrawn as undrawn:
        raise CannotStart(worded(undrawn.said, charter.zone)) from None
    except Horizon as beyond:
        raise CannotStart(str(beyond)) from None


def _put_out(svg: str, output: Path | None) -> None:
    if output is None:
        typer.echo(svg)
        return
    try:
        output.write_text(f"{svg}\n", encoding="utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise CannotStart(f"The file '{output}' can't be written: {reason}.") from None


def _charter(file: str) -> Charter:
    path = Path(file)
    try:
        return Library(path.parent).find(file if not path.exists() else path.name)
    except CharterErrors as found:
        raise CannotStart(str(found)) from None


def _rota(charter: Charter, people: Path | None) -> Rota:
    """The people of the file; without one, one person for each role, named like it."""
    if people is None:
        return Cast(charter, {})
    try:
        with people.open("rb") as opened:
            source = opened.read(LARGEST + 1)
        return PeopleRota(charter, read_people(source, str(people), charter))
    except OSError as error:
        reason = error.strerror or error
        raise CannotStart(f"The file '{people}' can't be read: {reason}.") from None
    except CharterErrors as found:
        raise CannotStart(str(found)) from None


def _moment(option: str, text: str, charter: Charter) -> datetime:
    try:
        return moment(text, charter.zone)
    except ValueError as error:
        raise CannotStart(f"{option}: {error}.") from None


def _priority(charter: Charter, name: str) -> str:
    return _one(name, [one.name for one in charter.priorities], "priority") if name else ""


def _contract(charter: Charter, name: str) -> str:
    if name and charter.contract(name) is None:
        _one(name, charter.contracts, "contract")
    return name


def _one(name: str, known: Iterable[str], what: str) -> str:
    """The name, which must be one of the known ones."""
    names = list(known)
    if name not in names:
        there = ", ".join(names) or "none"
        raise CannotStart(f"There is no {what} '{name}'; there are {there}.")
    return name
