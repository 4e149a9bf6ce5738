"""The `charterdesk` command: one module for each verb, loaded when its verb is typed.

`charterdesk.command.<verb>` holds a function `<verb>`, with `_` for a hyphen, and its
docstring's first line is the help. Django is made ready first, except for verbs that need the
engine alone or that choose the desk's data themselves.
"""

import ast
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

import typer

from charterdesk import __version__
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.project.parent import die_with_supervisor

VERBS = Path(__file__).parent
WITHOUT_DJANGO = frozenset(
    {"check", "explain", "story", "demo", "diff", "preview", "runner", "schema", "simulate"}
)
# What runs as a member of a group ends with the group's first process.
MEMBERS = frozenset({"web", "worker", "mail"})
# A mail server that hands over a mail keeps it after this code, and returns it after others.
CODES = {"deliver": os.EX_TEMPFAIL}


def main() -> None:
    """Run the verb that the command line names; what can't be used ends it with code 2."""
    raise SystemExit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """The exit code of `charterdesk WORDS...`."""
    match words:
        case [] | ["-h" | "--help", *_]:
            typer.echo(_overview())
            return 0
        case ["--version", *_]:
            typer.echo(f"charterdesk {__version__}")
            return 0
        case _:
            verb, *rest = words
    if verb not in verbs():
        return _refuse(_unknown(verb))
    try:
        return _run_verb(verb, rest)
    except CannotStart as error:
        return _refuse(str(error), CODES.get(verb, 2))


def verbs() -> dict[str, str]:
    """Every verb with its help, read without running its module."""
    return {
        file.stem.replace("_", "-"): (
            ast.get_docstring(ast.parse(file.read_bytes())) or ""
        ).partition("\n")[0]
        for file in sorted(VERBS.glob("[a-z]*.py"))
    }


def set_up_django() -> None:
    """Make the models ready and see that the database answers."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "charterdesk.project.settings")
    import django
    from django.db import OperationalError, connection

    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = " ".join(str(error).split())
        raise CannotStart(f"The database does not answer: {reason}") from error


def _run_verb(verb: str, rest: Sequence[str]) -> int:
    if verb in MEMBERS:
        die_with_supervisor()
    if verb not in WITHOUT_DJANGO:
        set_up_django()
    name = verb.replace("-", "_")
    module = import_module(f"charterdesk.command.{name}")
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command(
        verb,
        context_settings={
            "help_option_names": ["-h", "--help"],
            **getattr(module, "CONTEXT_SETTINGS", {}),
        },
    )(getattr(module, name))
    app(list(rest), prog_name=f"charterdesk {verb}")
    return 0


def _overview() -> str:
    known = verbs()
    width = max(map(len, known), default=0)
    lines = [f"  {verb:{width}}  {line}" for verb, line in known.items()]
    return "\n".join(
        [
            "Usage: charterdesk VERB [OPTIONS]",
            "",
            "A support desk that runs your support policy as one readable document.",
            "",
            *lines,
            "",
            "charterdesk VERB --help says more about a verb.",
        ]
    )


def _unknown(verb: str) -> str:
    near = get_close_matches(verb, verbs(), n=1)
    hint = f"did you mean '{near[0]}'?" if near else "charterdesk --help lists them."
    return f"There is no verb '{verb}': {hint}"


def _refuse(sentence: str, code: int = 2) -> int:
    sys.stderr.write(f"charterdesk: {sentence}\n")
    return code
