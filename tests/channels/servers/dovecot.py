"""Dovecot on the loopback: mailboxes by IMAP and POP3 that nobody else uses.

`./run test` installs Debian's packages dovecot-imapd and dovecot-pop3d.
"""

import getpass
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from charterdesk.channels.mail.mailbox import Server
from tests.channels.servers.processes import a_directory
from tests.reaching import free_port

PROGRAM = Path("/usr/sbin/dovecot")
PASSWORD = "open-sesame"
SETTINGS = """\
protocols = imap pop3
listen = 127.0.0.1
base_dir = {directory}/run
state_dir = {directory}/state
log_path = {directory}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = {inner}
default_login_user = {outer}
default_internal_group = {group}
mail_location = maildir:{directory}/mail/%u
first_valid_uid = 1
mail_debug = no
namespace inbox {{
  inbox = yes
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={directory}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server; every name is a user with a mailbox, as soon as it signs in."""

    directory: Path
    imap: int
    pop: int

    def by_imap(self, user: str) -> Server:
        """How the user's mailbox is read by IMAP."""
        return Server("127.0.0.1", self.imap, user, PASSWORD, tls="none")

    def by_pop(self, user: str) -> Server:
        """How the user's mailbox is read by POP3."""
        return Server("127.0.0.1", self.pop, user, PASSWORD, tls="none")


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """A server of its own; gone afterwards with all its mail."""
    with a_directory("dovecot") as directory:
        made = Dovecot(directory, free_port(), free_port())
        (directory / "dovecot.conf").write_text(_settings(made), encoding="ascii")
        (directory / "mail").mkdir()
        directory.chmod(0o755)
        (directory / "mail").chmod(0o777)
        words = [str(PROGRAM), "-F", "-c", str(directory / "dovecot.conf")]
        with (directory / "errors").open("wb") as errors:
            server = subprocess.Popen(
                ["setpriv", "--pdeathsig=TERM", *words], stdout=subprocess.DEVNULL, stderr=errors
            )
        try:
            _wait(server, made)
            yield made
        finally:
            server.terminate()
            server.wait(timeout=20)


def _settings(made: Dovecot) -> str:
    me, root = getpass.getuser(), os.geteuid() == 0
    return SETTINGS.format(
        directory=made.directory, imap=made.imap, pop=made.pop, password=PASSWORD,
        inner="dovecot" if root else me, outer="dovenull" if root else me,
        group="dovecot" if root else os.getgid(), owner="nobody" if root else os.getuid(),
        owner_group="nogroup" if root else os.getgid(),
    )  # fmt: skip


def _wait(server: "subprocess.Popen[bytes]", made: Dovecot) -> None:
    for _ in range(2400):
        if server.poll() is not None:
            break
        try:
            for port in (made.imap, made.pop):
                with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                    assert line.recv(1)
        except OSError:
            threading.Event().wait(0.05)
        else:
            return
    said = "".join(
        (made.directory / name).read_text(errors="replace")[-2000:]
        for name in ("log", "errors")
        if (made.directory / name).exists()
    )
    raise RuntimeError(f"Dovecot did not begin to listen: {said}")
