"""Publish a version of a charter, for the cases that are opened from then on."""

from typing import Annotated

import typer

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import DESK
from charterdesk.charters.commands import publish_charter
from charterdesk.command.check import source_of
from charterdesk.command.migrate import refuse_old_tables
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.charter.reader import read_charter
from charterdesk.engine.wording import wall_time
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.wallclock import now


def publish(
    file: Annotated[str, typer.Argument(help="A charter's file, or a shipped charter's name.")],
) -> None:
    """Publish a version of a charter, for the cases that are opened from then on.

    Open cases keep their version. The exit code is 0, 1 for a charter with errors, 2 where it
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
    published = publish_charter(text=text, by=DESK, at=now(), file=shown_as)
    if isinstance(published, Refusal):
        raise CannotStart(published.text)
    since = wall_time(published.in_force_from, charter.zone)
    typer.echo(f"{charter.name}, version {charter.version}, is published; in force from {since}.")
