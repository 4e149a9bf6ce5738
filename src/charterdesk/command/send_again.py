"""Put what no carrier took for a case back into the outbox."""

from typing import Annotated

import typer

from charterdesk.accounts.rights import DESK
from charterdesk.cases.queries import case_for
from charterdesk.command.migrate import refuse_old_tables
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.wallclock import now
from charterdesk.notifications.commands import send_again as put_back


def send_again(number: Annotated[str, typer.Argument(help="The case's number.")]) -> None:
    """Send again what no carrier took for a case, once what was wrong is mended.

    The exit code is 0, or 2 where there is no such case.
    """
    refuse_old_tables()
    case = case_for(DESK, number)
    if case is None:
        raise CannotStart(f"There is no case {number}.")
    typer.echo(f"Of {case.number}, {put_back(case=case.number, at=now())} go out again.")
