"""A tracker on the loopback that answers by a script, and notes what it was asked."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Script:
    """What is answered to `METHOD /path`: JSON, or (status, text). The longest path fits first."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str], Any]] = field(default_factory=list)
    hang: bool = False
    port: int = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def answer(self, asked: str) -> tuple[int, bytes, dict[str, str]]:
        """The answer to a request."""
        fits = [one for one in self.answers if asked.startswith(one)]
        if not fits:
            return 404, b'{"message": "Not Found"}', {}
        said = self.answers[max(fits, key=len)]
        if isinstance(said, tuple):
            status, text, *more = said
            return status, text.encode(), more[0] if more else {}
        return 200, json.dumps(said).encode(), {}

    def said(self, method: str) -> Any:
        """The last body that came by a method."""
        return next(body for way, _, _, body in reversed(self.asked) if way == method)


@contextmanager
def answering(script: Script) -> Iterator[Script]:
    """The script on a free port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Note what came and answer."""
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            script.asked.append((self.command, self.path, headers, _read(raw)))
            if script.hang:
                self.rfile.read(1)
                return
            status, body, more = script.answer(f"{self.command} {self.path}")
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _read(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return raw.decode("utf-8", "replace")
