"""The site with its streams, served from this process by the server that serves it at work."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import cast

import uvicorn
from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client

from charterdesk.accounts.models import Person
from charterdesk.customers.models import Contact
from charterdesk.portal.sessions import let_in
from charterdesk.project.bridge import Application, Buffered
from charterdesk.project.streams import DOORS, Streams
from tests.reaching import free_port

MOST = 32 * 1024 * 1024


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """`http://127.0.0.1:PORT`, until the block ends; a free port where none is named."""
    bridged = WSGIMiddleware(cast(WSGIApp, get_wsgi_application()), workers=1)
    streams = Streams(Buffered(cast(Application, bridged), most=MOST), DOORS)
    port = port or free_port()
    config = uvicorn.Config(
        streams, host="127.0.0.1", port=port, loop="asyncio", http="httptools", ws="none",
        lifespan="off", access_log=False, log_level="warning", timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    _wait_for(port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(60)
        bridged.executor.submit(connections.close_all).result(60)
        streams.hub.rest()


def cookie_of(who: Person | Contact) -> str:
    """The session of somebody who is signed in, as the value of the cookie."""
    if isinstance(who, Person):
        client = Client()
        client.force_login(who)
        return client.cookies[settings.SESSION_COOKIE_NAME].value
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    assert isinstance(store, SessionStore)
    store.create()
    let_in(store, who, "")
    store.save()
    assert store.session_key
    return store.session_key


def _wait_for(port: int) -> None:
    for _ in range(3000):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except ConnectionRefusedError:
            threading.Event().wait(0.02)
    raise AssertionError("The server did not begin to listen.")
