"""Do what runbooks ask on this machine, as far as this machine's own list allows it."""

import logging
import platform
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from charterdesk import __version__
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.stop_signals import set_at_the_end
from charterdesk.runner.allowing import read_allowed
from charterdesk.runner.going import go, go_once
from charterdesk.runner.line import DeskAway, Line, desk_url, read_key


def runner(
    desk: Annotated[str, typer.Option(help="The desk's address, https://HOST.")],
    key_file: Annotated[Path, typer.Option(help="The file with this runner's key.")],
    allow: Annotated[Path, typer.Option(help="The file that says what may be run here.")],
    authority: Annotated[
        str, typer.Option(help="A file with certificates to trust beside the usual ones.")
    ] = "",
    once: Annotated[bool, typer.Option("--once", help="Do the next step, then end.")] = False,
) -> None:
    """Ask the desk for steps of runbooks and do them, until SIGTERM or Ctrl-C.

    It needs no database and no settings of the desk. With --once it ends with 1 where there was
    nothing to do.
    """
    logging.basicConfig(level=logging.INFO, format="charterdesk runner: %(message)s")
    allowed = read_allowed(allow)
    read_key(key_file)
    said = {**allowed.says(), "version": __version__, "host": platform.node()[:100]}
    line = Line(desk_url(desk), key_file, said, authority)
    stop = Event()
    set_at_the_end(stop)
    if not once:
        go(line, allowed, stop)
        return
    try:
        worked = go_once(line, allowed, stop)
    except DeskAway as fault:
        raise CannotStart(str(fault)) from fault
    if not worked:
        raise typer.Exit(1)
