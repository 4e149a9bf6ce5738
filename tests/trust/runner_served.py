"""The site with its runners' door, served from this process, and a real runner in front of it."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import cast

import uvicorn
import yaml
from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp
from django.core.wsgi import get_wsgi_application
from django.db import connections

from charterdesk.project.bridge import Application, Buffered
from charterdesk.project.holding import Held
from tests.reaching import PATIENCE, free_port

ALLOWED = {
    "programs": [
        {"path": "/bin/echo", "arguments": "any"},
        {"path": "/bin/sleep", "arguments": ["[0-9]+"]},
        {"path": "/usr/bin/seq", "arguments": ["[0-9]+"]},
    ],
    "interpreters": {"sh": {"path": "/bin/sh", "options": ["-u"]}},
    "at_once": 1,
}


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """`http://127.0.0.1:PORT`, until the block ends."""
    bridged = WSGIMiddleware(cast(WSGIApp, get_wsgi_application()), workers=1)
    held = Held(Buffered(cast(Application, bridged), most=2**25))
    port = port or free_port()
    config = uvicorn.Config(
        held, host="127.0.0.1", port=port, loop="asyncio", http="httptools", ws="none",
        lifespan="off", access_log=False, log_level="warning", timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: _listens(port))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(60)
        bridged.executor.submit(connections.close_all).result(60)
        held.close()


@dataclass
class Process:
    """A runner's process; `log` is what it says."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def kill(self) -> None:
        """kill -9."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(60)

    def end(self) -> int:
        """SIGTERM; the exit code."""
        self.process.terminate()
        return self.process.wait(60)

    def said(self) -> str:
        """Its lines so far."""
        return self.log.read_text()


@contextmanager
def a_runner(url: str, key: str, at: Path, **more: object) -> Iterator[Process]:
    """A runner at work; gone afterwards."""
    at.mkdir(exist_ok=True)
    key_file, allow, log = at / "key", at / "allow.yaml", at / "log"
    key_file.write_text(key)
    key_file.chmod(0o600)
    allow.write_text(yaml.safe_dump({**ALLOWED, "directory": str(at), **more}))
    allow.chmod(0o644)
    words = ["--desk", url, "--key-file", str(key_file), "--allow", str(allow)]
    with log.open("ab") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "charterdesk.command", "runner", *words],
            stdin=subprocess.DEVNULL, stdout=lines, stderr=lines,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
    try:
        yield Process(process, log)
    finally:
        process.kill()
        process.wait(60)


def wait_until(true: Callable[[], bool], what: str = "It did not come.") -> None:
    """Look again until it is true; a wait with an end."""
    until, pause = monotonic() + PATIENCE, threading.Event()
    while not true():
        assert monotonic() < until, what
        pause.wait(0.05)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True
