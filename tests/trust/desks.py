"""A desk of its own for a test that kills: its data, its database, its processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.postgres import shared_address
from tests.tables import a_database, give_sqlite

ROOT = Path(__file__).parent.parent.parent
NUMBERS = count()


@dataclass(frozen=True)
class Desk:
    """Where a desk lives; `environment` is what its processes are started with."""

    data: Path
    environment: dict[str, str]
    started: "list[subprocess.Popen[str]]" = field(default_factory=list)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """A process of the desk: `python -m WORDS`."""
        process = subprocess.Popen(
            [sys.executable, "-m", *words], env=self.environment, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.started.append(process)
        return process

    def end(self) -> None:
        """End what a test that failed has left at work."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.communicate(timeout=60)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """The same, to its end."""
        return subprocess.run(
            [sys.executable, "-m", *words], env=self.environment, cwd=ROOT, text=True,
            capture_output=True, timeout=900, check=False,
        )  # fmt: skip


@contextmanager
def a_desk(database: str, data: Path) -> Iterator[Desk]:
    """A desk with tables on `sqlite` or `postgresql`; gone afterwards."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CHARTERDESK_")}
    environment = {**kept, "CHARTERDESK_DATA": str(data), "PYTHONPATH": str(ROOT)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with ExitStack() as gone:
        if database == "postgresql":
            name = f"desk_{os.getpid()}_{next(NUMBERS)}"
            address = gone.enter_context(a_database(shared_address(), name))
            environment["CHARTERDESK_DATABASE"] = address
        else:
            give_sqlite(data / "desk.sqlite3")
        desk = Desk(data, environment)
        gone.callback(desk.end)
        yield desk
