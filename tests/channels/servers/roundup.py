"""A Roundup on the loopback, with a user for the desk, and what its developers do there.

`./run test` installs it into an environment of its own beside the desk's.
"""

import json
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.channels.servers.processes import a_directory, running
from tests.reaching import free_port

BIN = Path(sys.prefix) / "servers" / "bin"
ADMIN, USER, SECRET = "admin", "desk", "hush-hush"
SERVE = """
import sys
from wsgiref.simple_server import make_server
from roundup.cgi.wsgi_handler import RequestDispatcher
make_server("127.0.0.1", int(sys.argv[2]), RequestDispatcher(sys.argv[1])).serve_forever()
"""


@dataclass(frozen=True)
class Roundup:
    """A running Roundup; `url` is where people open it."""

    url: str

    def develops(self, number: str, comment: str, status: str = "") -> None:
        """Somebody of the developers writes a comment, and sets the status."""
        # In this order: a comment opens a resolved bug again.
        if comment:
            said = self._asked("POST", "/msg", {"content": comment, "author": ADMIN})
            self._changed(number, {"@op": "add", "messages": [said["id"]]})
        if status:
            self._changed(number, {"status": status})

    def _changed(self, number: str, change: dict[str, object]) -> None:
        issue = self._asked("GET", f"/issue/{number}")
        self._asked("PATCH", f"/issue/{number}", {**change, "@etag": issue["@etag"]})

    def _asked(self, method: str, path: str, said: object = None) -> dict[str, str]:
        connection = HTTPConnection(str(urlsplit(self.url).netloc), timeout=30)
        pair = b64encode(f"{ADMIN}:{SECRET}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}", "Origin": self.url,
                   "X-Requested-With": "test", "Content-Type": "application/json"}  # fmt: skip
        body = None if said is None else json.dumps(said)
        connection.request(method, f"/rest/data{path}", body, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        assert answer.status < 300, text
        data: dict[str, str] = json.loads(text)["data"]
        return data


@contextmanager
def a_roundup() -> Iterator[Roundup]:
    """A Roundup on a free port; gone afterwards."""
    assert (BIN / "roundup-admin").exists(), (
        "The servers of the tests are missing: type ./run test, which adds them."
    )
    with a_directory("roundup") as directory:
        bugs, port = directory / "bugs", free_port()
        url = f"http://127.0.0.1:{port}"
        _admin(bugs, "install", "classic", "sqlite")
        _configure(bugs / "config.ini", url)
        _admin(bugs, "initialise", SECRET)
        person = [f"username={USER}", f"password={SECRET}", "address=desk@desk.example"]
        _admin(bugs, "-u", ADMIN, "create", "user", *person, "roles=User")
        words = [str(BIN / "python"), "-c", SERVE, str(bugs), str(port)]
        with running(words, directory, f"{url}/rest"):
            yield Roundup(url)


def _configure(file: Path, url: str) -> None:
    text = file.read_text("utf-8")
    for name, value in (("web", f"{url}/"), ("domain", "localhost"), ("backend", "sqlite")):
        text = re.sub(rf"(?m)^#?{name} = (?!\\d).*", f"{name} = {value}", text, count=1)
    # Mail about a change goes to a file beside it.
    file.write_text(re.sub(r"(?m)^debug = $", f"debug = {file.parent}/mail", text), "utf-8")


def _admin(bugs: Path, *words: str) -> None:
    subprocess.run(
        [str(BIN / "roundup-admin"), "-i", str(bugs), *words],
        check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=60,
    )  # fmt: skip
