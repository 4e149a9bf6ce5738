"""Serve the desk's pages."""

from typing import Annotated

import typer

from charterdesk.command.migrate import refuse_old_tables
from charterdesk.kit.settings_readers import read_list
from charterdesk.project.serving import serve as serve_pages


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
    processes: Annotated[int, typer.Option(min=1, max=64, help="How many.")] = 2,
) -> None:
    """Serve the desk's pages until SIGTERM or Ctrl-C."""
    refuse_old_tables()
    typer.echo(f"Serving http://{host}:{port} with {processes} processes.")
    proxies = read_list("CHARTERDESK_PROXIES")
    serve_pages(host=host, port=port, processes=processes, proxies=proxies)
