"""What holds a runner's question open: who asks, and whether there is work; two small queries."""

from django.db import InterfaceError, OperationalError, connections

from charterdesk.automation.commands.keys import runner_with
from charterdesk.automation.handing import waiting_steps


def waits_for(key: str) -> str:
    """The runner's name, where there is nothing for it yet; "" for all that is answered at once.

    So a wrong key, work, and a database that is away are answered by who answers at all.
    """
    try:
        runner = runner_with(key)
        return "" if runner is None or waiting_steps(runner.name).exists() else runner.name
    except (OperationalError, InterfaceError):
        connections.close_all()
        return ""


def has_work(name: str) -> bool:
    """Whether a runner's question is to be answered now."""
    try:
        return waiting_steps(name).exists()
    except (OperationalError, InterfaceError):
        connections.close_all()
        return True


def rest() -> None:
    """Give back this thread's connection to the database."""
    connections.close_all()
