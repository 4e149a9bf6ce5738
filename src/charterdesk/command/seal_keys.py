"""List, add, rotate or drop the keys that seal customers' access data."""

from enum import StrEnum
from typing import Annotated

import typer

from charterdesk.access.resealing import reseal_all, secrets_by_key
from charterdesk.command.migrate import refuse_old_tables
from charterdesk.kit.seal_keys import add_key, drop_key, read_keys
from charterdesk.kit.seals import SealBroken, keys_file
from charterdesk.kit.settings_readers import CannotStart


class Doing(StrEnum):
    """What is done with the keys."""

    LIST = "list"
    ADD = "add"
    ROTATE = "rotate"
    DROP = "drop"


def seal_keys(
    doing: Annotated[Doing, typer.Argument(help="list, add, rotate or drop.")] = Doing.LIST,
    key: Annotated[str, typer.Argument(help="With drop: the name of the key.")] = "",
) -> None:
    """List, add, rotate or drop the keys that seal customers' access data.

    Add a key, rotate, and every secret is sealed anew under it; then drop the old one. The file
    of keys belongs into your backup, beside and not inside that of the database.
    """
    refuse_old_tables()
    match doing:
        case Doing.LIST:
            _list()
        case Doing.ADD:
            typer.echo(f"{add_key(keys_file())} seals from now on. Back up {keys_file()}.")
        case Doing.ROTATE:
            _rotate()
        case Doing.DROP:
            _drop(key)


def _list() -> None:
    """Every key with what it seals; exit code 1 where one that is needed is not there."""
    known, used = list(read_keys(keys_file())), secrets_by_key()
    for name in known:
        mark = ", seals what is kept now" if name == known[-1] else ""
        typer.echo(f"{name}: {used.get(name, 0)} secrets{mark}")
    gone = [name for name in used if name not in known]
    for name in gone:
        typer.echo(f"{name}: {used[name]} secrets, and the key is gone: restore {keys_file()}")
    if gone:
        raise typer.Exit(1)


def _rotate() -> None:
    try:
        done = 0
        for done in reseal_all():  # noqa: B007  # the last count is told below
            pass
    except SealBroken as fault:
        raise CannotStart(str(fault)) from fault
    typer.echo(f"{done} secrets are sealed anew.")


def _drop(key: str) -> None:
    used = secrets_by_key().get(key, 0)
    if used:
        raise CannotStart(f"{used} secrets are sealed by {key}: rotate first.")
    drop_key(keys_file(), key)
    typer.echo(f"{key} is dropped. Backups from before need it: keep its copy as long as them.")
