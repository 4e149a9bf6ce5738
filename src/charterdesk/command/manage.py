"""Run one of Django's management commands."""

from typing import Annotated

import typer
from django.core.management import execute_from_command_line

CONTEXT_SETTINGS = {
    "ignore_unknown_options": True,
    "allow_extra_args": True,
    "allow_interspersed_args": False,
    "help_option_names": ["-h"],
}


def manage(words: Annotated[list[str], typer.Argument(help="The command, its options.")]) -> None:
    """Run one of Django's management commands, such as makemigrations or shell."""
    execute_from_command_line(["charterdesk manage", *words])
