"""Serve the desk's pages."""

from typing import Annotated

import typer

from charterdesk.command.migrate import refuse_old_tables
from charterdesk.kit.settings_readers import read_list
from charterdesk.project.ports import port_to_use
from charterdesk.project.serving import serve as serve_pages

HOST, PORT, PROCESSES = "127.0.0.1", 8000, 2


def web(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = HOST,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = PORT,
    processes: Annotated[int, typer.Option(min=1, max=64, help="How many.")] = PROCESSES,
) -> None:
    """Serve the desk's pages until SIGTERM or Ctrl-C; on as many machines as wanted."""
    refuse_old_tables()
    port_to_use(host, port, default=PORT, option="--port")
    proxies = read_list("CHARTERDESK_PROXIES")
    typer.echo(f"Serving http://{host}:{port} with {processes} processes.")
    serve_pages(host=host, port=port, processes=processes, proxies=proxies)
