"""Say what was promised on one case, and why it is due when it is."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded, load
from charterdesk.engine.explain import explain_promise
from charterdesk.engine.standing import standings
from charterdesk.engine.wording import wall_time
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.wallclock import now


def explain_case(
    number: Annotated[str, typer.Argument(help="The case's number, such as RX1042.")],
    zone: Annotated[str, typer.Option(help="The zone of the times; default: the charter's.")] = "",
    at: Annotated[datetime | None, typer.Option(help="A moment, in UTC; default: now.")] = None,
) -> None:
    """Say what was promised on one case, and why it is due when it is.

    The exit code is 0, or 2 where there is no such case.
    """
    row = Case.objects.filter(number__iexact=number).first()
    if row is None:
        raise CannotStart(f"There is no case {number}.")
    when = at.replace(tzinfo=UTC) if at else now()
    for line in _lines(load(row.pk), when, zone):
        typer.echo(line)


def _lines(loaded: Loaded, at: datetime, zone: str) -> list[str]:
    case, charter = loaded.state, loaded.charter
    shown = zone or charter.zone
    opened = wall_time(case.opened_at, shown)
    under = f"charter {charter.name} version {case.version}"
    lines = [f"{loaded.row.number}: {case.status}, {case.priority}, opened {opened}, {under}."]
    for standing in standings(charter, case, at):
        due = f", by {wall_time(standing.due, shown)}" if standing.due else ""
        lines.append(
            f"{standing.kind.capitalize()} {standing.key}".rstrip() + f": {standing.is_}{due}"
        )
        if standing.promise is not None:
            steps = explain_promise(charter, case, standing.promise, shown)
            lines += [f"  {step.heading}: {step.text}" for step in steps]
    return lines
