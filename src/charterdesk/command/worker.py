"""Wake cases when something of theirs is due, and deliver notices."""

from typing import Annotated

import typer
from django.db import InterfaceError, OperationalError

from charterdesk.command.migrate import refuse_old_tables
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.wallclock import now
from charterdesk.worker.loops import work, work_off


def worker(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, then end.")] = False,
    senders: Annotated[int, typer.Option(min=1, max=32, help="How many deliver at once.")] = 2,
) -> None:
    """Wake cases and deliver notices until SIGTERM or Ctrl-C; run as many as you like."""
    refuse_old_tables()
    if not once:
        work(senders=senders)
        return
    try:
        work_off(now())
    except (OperationalError, InterfaceError) as error:
        reason = " ".join(str(error).split())
        raise CannotStart(f"The database does not answer: {reason}") from error
