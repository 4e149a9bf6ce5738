"""A demo in a process of its own, as somebody starts it who has just unpacked the program."""

import json
import os
import re
import select
import signal
import smtplib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from time import monotonic
from typing import TypeVar

from tests.reaching import PATIENCE, free_port
from tests.tables import give_sqlite

STARTS_WITHIN = 180.0
DEMO = (sys.executable, "-m", "charterdesk.command", "demo")
T = TypeVar("T")


@dataclass
class Demo:
    """A demo that runs: its process, its directory, and the line of JSON that it printed."""

    process: "subprocess.Popen[bytes]"
    directory: Path
    web: str
    lmtp: str
    sign_in: str
    bugs: str
    alert: str
    runner: str

    @property
    def lmtp_port(self) -> int:
        """Where LMTP is spoken, on the loopback."""
        return int(self.lmtp.rpartition(":")[2])

    def send(self, mail: EmailMessage) -> None:
        """Hand over a mail by LMTP; raises where it is not taken."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as client:
            refused = client.send_message(mail)
        assert refused == {}

    def sent(self) -> list[EmailMessage]:
        """What the demo has sent so far."""
        files = (self.directory / "sent").glob("*.eml")
        return [message_from_bytes(f.read_bytes(), policy=policy.default) for f in files]

    def answer_to(self, mail: EmailMessage, seconds: float = PATIENCE) -> EmailMessage:
        """The first mail in the thread of that mail."""
        return awaited(lambda: _answering(self.sent(), mail["Message-ID"]), seconds)

    def run(self, *words: str) -> str:
        """What `charterdesk WORDS...` prints about this demo's data."""
        env = {"PATH": os.environ["PATH"], "CHARTERDESK_DATA": str(self.directory)}
        done = subprocess.run(
            [sys.executable, "-m", "charterdesk.command", *words],
            env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def member(self, name: str) -> int:
        """The process id of a member of the group; waits until there is one."""
        return awaited(lambda: _child(self.process.pid, name), PATIENCE)


@contextmanager
def running(directory: Path, *options: str) -> Iterator[Demo]:
    """A demo in `directory` on free ports, ended politely afterwards.

    Its tables are there already; `made` of test_demo.py shows that a first start makes them.
    """
    if not directory.exists():
        directory.mkdir()
        give_sqlite(directory / "desk.sqlite3")
    ports = [f"--{name}={free_port()}" for name in ("port", "lmtp-port", "bugs-port")]
    process = start("--data", str(directory), "--json", *ports, *options, home=directory.parent)
    try:
        yield Demo(process, directory, **json.loads(next_line(process)))
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        if process.stdout:
            process.stdout.close()


def start(*options: str, home: Path) -> "subprocess.Popen[bytes]":
    """`charterdesk demo OPTIONS...` in `home`, with its output in a pipe."""
    env = {"PATH": os.environ["PATH"], "HOME": str(home)}
    # Unbuffered, so that `select` sees every line that was not read yet.
    return subprocess.Popen([*DEMO, *options], env=env, cwd=home, stdout=subprocess.PIPE, bufsize=0)


def refusal(*options: str, home: Path) -> str:
    """What a demo says that can't start: code 2, and nothing but its one sentence."""
    env = {"PATH": os.environ["PATH"], "HOME": str(home)}
    done = subprocess.run(
        [*DEMO, *options], env=env, cwd=home, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, ""), done
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def next_line(process: "subprocess.Popen[bytes]") -> str:
    """The next line of its output; a demo that has ended fails here."""
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], STARTS_WITHIN)[0], "the demo said nothing"
    line = process.stdout.readline().decode()
    assert line, "the demo has ended"
    return line


def awaited(question: Callable[[], T | None], seconds: float) -> T:
    """The answer once there is one."""
    until = monotonic() + seconds
    while (answer := question()) is None:
        assert monotonic() < until, "waited in vain"
        threading.Event().wait(0.05)
    return answer


def letter(subject: str, *, sender: str, to: str, answers: str = "") -> EmailMessage:
    """A customer's mail; `answers` is the Message-ID that it answers."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    if answers:
        mail["In-Reply-To"] = mail["References"] = answers
    mail.set_content("None of our telephones can call out.")
    return mail


def promised(text: str) -> datetime:
    """The first moment in a text, to the minute: `Tue 24 Nov 2026, 08:00` or `24 November`."""
    found = re.search(r"(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4}), (\d{2}:\d{2})", text)
    assert found, f"no moment in: {text}"
    return datetime.strptime(" ".join(found.groups()), "%d %b %Y %H:%M")  # noqa: DTZ007  # a wall's


def _answering(mails: list[EmailMessage], identifier: str) -> EmailMessage | None:
    return next((mail for mail in mails if mail["In-Reply-To"] == identifier), None)


def _children(pid: int) -> list[int]:
    """Each of its threads has children of its own."""
    try:
        texts = [each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(word) for text in texts for word in text.split()]


def _child(pid: int, name: str) -> int | None:
    for child in _children(pid):
        words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        if name.encode() in words:
            return child
    return None


def family_of(pid: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    own = _children(pid)
    return [*own, *(further for child in own for further in family_of(child))]


def is_gone(pid: int) -> bool | None:
    """True once a process has ended; None while it runs."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return True if state == "Z" else None


def kill(pid: int) -> None:
    """kill -9."""
    os.kill(pid, signal.SIGKILL)
