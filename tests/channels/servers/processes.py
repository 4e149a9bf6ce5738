"""A server that a test starts on the loopback, under a directory of its own."""

import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@contextmanager
def a_directory(name: str) -> Iterator[Path]:
    """A directory under the system's temporary one; gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix=f"charterdesk-{name}-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def running(words: list[str], directory: Path, look: str) -> Iterator[None]:
    """The server of these words, from the moment at which `look` answers; ended afterwards."""
    # The signal at the parent's death leaves no server behind a killed test run.
    with (directory / "output").open("wb") as output:
        server = subprocess.Popen(
            ["setpriv", "--pdeathsig=TERM", *words], cwd=directory, stdout=output, stderr=output
        )
    try:
        _wait(server, directory, look)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(timeout=10)


def asked(
    base: str, method: str, path: str, said: object = None, **headers: str
) -> tuple[int, Any]:
    """What a server answers to a request of JSON: the status and the JSON, None for anything else.

    Raises OSError where nobody listens.
    """
    parts = urlsplit(base)
    way = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        body = None if said is None else json.dumps(said)
        way.request(method, path, body, {"Content-Type": "application/json", **headers})
        answer = way.getresponse()
        text = answer.read()
    finally:
        way.close()
    try:
        return answer.status, json.loads(text)
    except ValueError:
        return answer.status, None


def _wait(server: "subprocess.Popen[bytes]", directory: Path, look: str) -> None:
    for _ in range(2400):
        if server.poll() is not None:
            break
        try:
            asked(look, "GET", urlsplit(look).path)
        except OSError:
            threading.Event().wait(0.05)
        else:
            return
    said = (directory / "output").read_text(errors="replace")[-2000:]
    raise RuntimeError(f"The server {server.args!r} did not begin to listen: {said}")
