"""The web server: one port, several processes, none left behind when the first one ends."""

import socket
import sys
from contextlib import suppress

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from charterdesk.project.parent import be_supervisor

# Open connections (streams, slow readers) get this long after SIGTERM.
GRACE_SECONDS = 3


class Sending(uvicorn.Config):
    """What the server is told, with a port whose connections send what there is at once.

    Of a socket that it is handed, asyncio doesn't see that it is TCP and leaves its delay on: every
    answer on a connection that is kept would wait 40 ms for the reader to confirm its first part.
    """

    def bind_socket(self) -> socket.socket:
        """The port; what it accepts has its options."""
        bound = super().bind_socket()
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return bound


def serve(*, host: str, port: int, processes: int, proxies: tuple[str, ...] = ()) -> None:
    """Serve the site until SIGTERM or Ctrl-C; `proxies` may say whom they speak for."""
    be_supervisor()
    config = Sending(
        "charterdesk.project.asgi:application",
        host=host,
        port=port,
        workers=processes,
        loop="asyncio",
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        forwarded_allow_ips=list(proxies) or None,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    with suppress(KeyboardInterrupt):
        _run(config)


def _run(config: Sending) -> None:
    if config.workers > 1:
        Multiprocess(config, sockets=[config.bind_socket()]).run()
        return
    server = uvicorn.Server(config)
    server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)
