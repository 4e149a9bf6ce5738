"""A Trac on the loopback, with a user who may do all, and what its developers do there.

`./run test` installs it into an environment of its own beside the desk's.
"""

import base64
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.channels.servers.processes import a_directory, running
from tests.reaching import free_port

PYTHON = Path(sys.prefix) / "servers" / "bin" / "python"
USER, SECRET = "desk", "hush-hush"
# What a developer does, in Trac's own words, as their page would do it.
SCRIPT = """
import sys
from trac.env import open_environment
from trac.ticket.model import Ticket
environment, number, comment, *fields = sys.argv[1:]
ticket = Ticket(open_environment(environment), int(number))
for field in fields:
    name, _, value = field.partition("=")
    ticket[name] = value
ticket.save_changes("petra", comment)
"""


@dataclass(frozen=True)
class Trac:
    """A running Trac; `url` is where people open it."""

    directory: Path
    url: str

    def develops(self, number: str, comment: str, **fields: str) -> None:
        """Somebody of the developers writes a comment, and changes fields of a ticket."""
        words = [f"{name}={value}" for name, value in fields.items()]
        _run("-c", SCRIPT, str(self.directory / "bugs"), number, comment, *words)


@contextmanager
def a_trac() -> Iterator[Trac]:
    """A Trac on a free port; gone afterwards."""
    assert PYTHON.exists(), (
        "The servers of the tests are missing: type ./run test, which adds them."
    )
    with a_directory("trac") as directory:
        bugs, port = directory / "bugs", free_port()
        _run("-m", "trac.admin.console", str(bugs), "initenv", "Bugs", "sqlite:db/trac.db")
        _run("-m", "trac.admin.console", str(bugs), "permission", "add", USER, "TRAC_ADMIN")
        digest = base64.b64encode(hashlib.sha1(SECRET.encode()).digest()).decode()
        (directory / "users").write_text(f"{USER}:{{SHA}}{digest}\n")
        words = [str(PYTHON), "-m", "trac.web.standalone", "-s", "-b", "127.0.0.1"]
        words += ["-p", str(port), f"--basic-auth=*,{directory}/users,trac", str(bugs)]
        url = f"http://127.0.0.1:{port}"
        with running(words, directory, f"{url}/about"):
            yield Trac(directory, url)


def _run(*words: str) -> None:
    subprocess.run([str(PYTHON), *words], check=True, capture_output=True)
