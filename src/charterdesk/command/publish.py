"""Publish a version of a charter, for the cases that are opened from then on."""

from functools import partial
from typing import Annotated

import typer

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import DESK
from charterdesk.charters.commands import publish_charter
from charterdesk.command.check import source_of
from charterdesk.command.migrate import refuse_old_tables
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.check import Checked
from charterdesk.engine.check.report import lines
from charterdesk.engine.phrase import english
from charterdesk.engine.wording import wall_time
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.wallclock import now
from charterdesk.studio.checking import checked


def publish(
    file: Annotated[str, typer.Argument(help="A charter's file, or a shipped charter's name.")],
    accept: Annotated[
        list[str] | None, typer.Option(help="A warning to publish with, as W13; several.")
    ] = None,
) -> None:
    """Publish a version of a charter, for the cases that are opened from then on.

    Open cases keep their version. Errors stop it, and warnings that neither the charter nor
    --accept accepts by their number. The exit code is 0, 1 where something stops it, 2 where it
    can't be published: a version never changes, so another text wants the next number.
    """
    refuse_old_tables()
    source, shown_as = source_of(file)
    try:
        charter = read_charter(source, shown_as)
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
    except CharterErrors as found:
        typer.echo(str(found))
        raise typer.Exit(1) from None
    _refuse_what_stops(charter, text, shown_as, frozenset(accept or ()))
    published = publish_charter(text=text, by=DESK, at=now(), file=shown_as)
    if isinstance(published, Refusal):
        raise CannotStart(published.text)
    since = wall_time(published.in_force_from, charter.zone)
    typer.echo(f"{charter.name}, version {charter.version}, is published; in force from {since}.")


def _refuse_what_stops(
    charter: Charter, text: str, shown_as: str, accepted: frozenset[str]
) -> None:
    """End with the findings that stop the version (part 5), over the desk's real rotas."""
    told = checked(DESK, charter.name, text, now(), shown_as)
    stopping = tuple(
        finding
        for finding in told.findings
        if finding.stops and not (finding.number in accepted and finding.severity == "warning")
    )
    if not stopping:
        return
    for line in lines(Checked(charter, stopping), shown_as, partial(english, zone=charter.zone)):
        typer.echo(line)
    names = ", ".join(dict.fromkeys(finding.number for finding in stopping))
    typer.echo(f"{shown_as}: not published; mend or accept: {names}.")
    raise typer.Exit(1)
