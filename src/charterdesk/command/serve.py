"""Serve the whole desk: pages, worker and mail in one process group."""

from typing import Annotated

import typer

from charterdesk.command.mail import DEFAULT_LMTP, listen_address
from charterdesk.command.migrate import refuse_old_tables
from charterdesk.command.web import HOST, PORT, PROCESSES
from charterdesk.project.group import Group
from charterdesk.project.ports import port_to_use

# Whoever is to be told waits for no letter, so waking has a process of its own.
WORKERS = (("worker", "--only", "wakes"), ("worker", "--only", "notices", "--only", "jobs"))


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = HOST,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = PORT,
    processes: Annotated[int, typer.Option(min=1, max=64, help="How many for pages.")] = PROCESSES,
) -> None:
    """Serve pages, wake cases, deliver notices and take mail, until SIGTERM or Ctrl-C.

    Mail is listened for where CHARTERDESK_LMTP_LISTEN and CHARTERDESK_SMTP_LISTEN say.
    """
    refuse_old_tables()
    port_to_use(host, port, default=PORT, option="--port")
    _refuse_taken_mail_ports()
    pages = ("web", "--host", host, "--port", str(port), "--processes", str(processes))
    group = Group([pages, *WORKERS, ("mail",)])
    try:
        group.start()
        group.run()
    finally:
        group.stop()


def _refuse_taken_mail_ports() -> None:
    smtp = listen_address("CHARTERDESK_SMTP_LISTEN", "")
    lmtp = listen_address("CHARTERDESK_LMTP_LISTEN", "" if smtp else DEFAULT_LMTP)
    for found, name in ((lmtp, "CHARTERDESK_LMTP_LISTEN"), (smtp, "CHARTERDESK_SMTP_LISTEN")):
        if found is not None:
            port_to_use(*found, default=found[1], option=name)
