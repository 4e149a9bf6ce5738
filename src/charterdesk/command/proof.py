"""Print who was reached when on one case, with the end of its hash chain."""

import csv
import sys
from typing import Annotated

import typer

from charterdesk.cases.chain import faults_in
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.store import load
from charterdesk.command.migrate import refuse_old_tables
from charterdesk.incidents.queries.proof import COLUMNS, proof_of, rows_of
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.sheets import safe_cell


def proof(
    number: Annotated[str, typer.Argument(help="The case's number, such as VX1042.")],
) -> None:
    """Print who was reached when on one case, with the end of its hash chain.

    The lines are CSV with moments in UTC; the hash and what is wrong with the chain go to the
    error stream. Exit 1 where the chain is broken, 2 where there is no such case.
    """
    refuse_old_tables()
    row = Case.objects.filter(number__iexact=number).first()
    if row is None:
        raise CannotStart(f"There is no case {number}.")
    made = proof_of(load(row.pk))
    lines = csv.writer(sys.stdout)
    lines.writerow(COLUMNS)
    lines.writerows([safe_cell(cell) for cell in row] for row in rows_of(made))
    typer.echo(f"{made.number}: {made.events} events, the last one's hash is {made.head}", err=True)
    faults = faults_in(row.number, list(CaseEvent.objects.filter(case=row).order_by("seq")))
    for fault in faults:
        typer.echo(f"{row.number}: {fault}.", err=True)
    if faults:
        raise typer.Exit(1)
