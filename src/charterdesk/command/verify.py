"""Fold every case again and compare it with what is stored."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from charterdesk.access.journal import journal_faults
from charterdesk.cases.models import Case
from charterdesk.cases.verifying import differences
from charterdesk.command.migrate import refuse_old_tables


def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Print a list instead.")] = False,
) -> None:
    """Fold every case again, check all chains of hashes; exit 1 where anything differs."""
    refuse_old_tables()
    found, access = list(differences()), list(journal_faults())
    if as_json:
        said = [asdict(one) for one in found] + [{"case": "", "text": one} for one in access]
        typer.echo(json.dumps(said, ensure_ascii=False))
    else:
        for one in found:
            typer.echo(f"{one.case}: {one.text}.")
        for line in access:
            typer.echo(line)
        typer.echo(f"{Case.objects.count()} cases, {len(found) + len(access)} differences")
    if found or access:
        raise typer.Exit(1)
