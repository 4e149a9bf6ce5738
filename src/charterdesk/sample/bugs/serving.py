"""The tracker on the loopback: threads of the demo's first process, which end with it.

Machines bring the key that the demo has made up; people's forms come from its own pages only.
"""

import secrets
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from charterdesk.kit.wallclock import now
from charterdesk.sample.bugs.answering import Said, to_machines, to_people
from charterdesk.sample.bugs.shelf import Shelf

HOST = "127.0.0.1"
MOST_BYTES = 200_000
PATIENCE = 10.0


class BugServer:
    """A tracker that answers from `start` until `stop`; its bugs lie in `directory`."""

    def __init__(self, directory: Path, port: int, key: str) -> None:
        shelf = Shelf(directory / "bugs.json", now)
        self._server = ThreadingHTTPServer((HOST, port), partial(Door, shelf, key))
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self._server.server_address[1]}"

    def start(self) -> None:
        """Answer from now on."""
        Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()


class Door(BaseHTTPRequestHandler):
    """One request."""

    timeout = PATIENCE
    server_version, sys_version = "Bugs", ""

    def __init__(self, shelf: Shelf, key: str, *given: object) -> None:
        self._shelf, self._key = shelf, key
        super().__init__(*given)  # type: ignore[arg-type]  # socket, address, server, as it is called

    def do_GET(self) -> None:  # the server calls it so
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self._body())

    def do_PUT(self) -> None:
        self._answer(self._body())

    def log_message(self, format: str, *args: object) -> None:  # as it is declared
        """What was asked for is nobody's business."""

    def _body(self) -> bytes:
        given = self.headers.get("Content-Length", "")
        return self.rfile.read(min(int(given), MOST_BYTES)) if given.isdecimal() else b""

    def _answer(self, body: bytes) -> None:
        is_machine = urlsplit(self.path).path.endswith(".json")
        if not self._may_come(is_machine):
            self._say(Said(403))
        else:
            answer = to_machines if is_machine else to_people
            self._say(answer(self._shelf, self.command, self.path, body))

    def _may_come(self, is_machine: bool) -> bool:
        """Pages of elsewhere neither read it under another name nor send its forms."""
        own = f"{HOST}:{self.server.server_address[1]}"  # type: ignore[index]  # of the internet
        if is_machine:
            given = self.headers.get("X-Redmine-API-Key", "")
            return secrets.compare_digest(given.encode(), self._key.encode())
        origin = self.headers.get("Origin")
        return self.headers.get("Host") == own and origin in (None, f"http://{own}")

    def _say(self, said: Said) -> None:
        raw = said.words.encode()
        self.send_response(said.status)
        if said.to:
            self.send_header("Location", said.to)
        self.send_header("Content-Type", said.kind)
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Content-Security-Policy", "default-src 'none'; form-action 'self'")
        self.end_headers()
        self.wfile.write(raw)
