"""The web server: one port, several processes, none left behind when the first one ends."""

import uvicorn

from charterdesk.project.parent import be_supervisor

# Open connections (streams, slow readers) get this long after SIGTERM.
GRACE_SECONDS = 3


def serve(*, host: str, port: int, processes: int, proxies: tuple[str, ...] = ()) -> None:
    """Serve the site until SIGTERM or Ctrl-C; `proxies` may say whom they speak for."""
    be_supervisor()
    uvicorn.run(
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
