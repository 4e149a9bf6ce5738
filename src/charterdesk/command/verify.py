"""Fold every case again and compare it with what is stored."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from charterdesk.cases.models import Case
from charterdesk.cases.verifying import differences
from charterdesk.command.migrate import refuse_old_tables


def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Print a list instead.")] = False,
) -> None:
    """Fold every case again, check its chain of hashes; exit 1 where anything differs."""
    refuse_old_tables()
    found = list(differences())
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    else:
        for one in found:
            typer.echo(f"{one.case}: {one.text}.")
        typer.echo(f"{Case.objects.count()} cases, {len(found)} differences")
    if found:
        raise typer.Exit(1)
