"""A desk of its own for measuring and for breaking: its database, its customers, its listener.

`python -m bench.mail_desk` furnishes the database that the environment names.
"""

import os
import re
import select
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
CUSTOMERS = 50
SUPPORT = "support@roxen.example"
ANNOUNCED = re.compile(r"by LMTP on \S+:(\d+)\.")


@dataclass
class MailDesk:
    """A directory, the environment of its processes, and `charterdesk mail` while it runs."""

    directory: Path
    database: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[str] | None" = None
    port: int = 0

    def furnish(self) -> None:
        """Make the tables, a served charter and registered customers."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("CHARTERDESK_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        self.environment = {
            **kept, "CHARTERDESK_DATA": str(self.directory), "PYTHONPATH": str(ROOT),
            "CHARTERDESK_LMTP_LISTEN": "127.0.0.1:0",
        }  # fmt: skip
        if self.database:
            self.environment["CHARTERDESK_DATABASE"] = self.database
        self.run("-m", "charterdesk.command", "migrate")
        self.run("-m", "bench.mail_desk")

    def run(self, *words: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        """A Python command of the desk, to its end."""
        done = subprocess.run(
            [sys.executable, *words], env=self.environment, cwd=ROOT, input=stdin,
            capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode not in (0, 65, 67, 75):
            raise RuntimeError(done.stderr.decode(errors="replace"))
        return done

    def start(self, hands: int = 2) -> None:
        """Start `charterdesk mail`; it listens on `port` when this returns."""
        words = [sys.executable, "-u", "-m", "charterdesk.command", "mail", "--hands", str(hands)]
        with (self.directory / "mail.log").open("a") as log:
            self.process = subprocess.Popen(
                words, env=self.environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=log
            )
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], 60)
        found = ANNOUNCED.search(self.process.stdout.readline()) if ready else None
        if found is None:
            raise RuntimeError((self.directory / "mail.log").read_text())
        self.port = int(found[1])

    def stop(self, *, kill: bool = False) -> None:
        """End it, in peace or at once."""
        if self.process is not None:
            (self.process.kill if kill else self.process.terminate)()
            self.process.wait(30)
            if self.process.stdout:
                self.process.stdout.close()
            self.process = None


def furnish() -> None:
    """The charter `roxen` with people, and customers with registered addresses."""
    from charterdesk.accounts.refusal import granted
    from charterdesk.accounts.rights import DESK
    from charterdesk.customers.commands import add_contact
    from tests.apps.cast import MONDAY, organisation
    from tests.apps.intake.post import staffed

    staffed("roxen")
    for number in range(CUSTOMERS):
        granted(
            add_contact(
                name=f"Customer {number}", address=f"customer{number}@customer.example",
                organisation=organisation(), by=DESK, at=MONDAY,
            )
        )  # fmt: skip


if __name__ == "__main__":
    from charterdesk.command import set_up_django

    set_up_django()
    furnish()
