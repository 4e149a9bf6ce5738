"""A throw-away PostgreSQL cluster: made in half a second, gone with the process.

The server refuses to run as root, so that root lends it another user through setpriv.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.reaching import free_port

SHARED = "CHARTERDESK_TEST_CLUSTER"
FORGETFUL = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@dataclass(frozen=True)
class Cluster:
    """A running server on the loopback address; anybody there may be its superuser."""

    directory: Path
    port: int
    server: "subprocess.Popen[bytes]"

    @property
    def address(self) -> str:
        """The address of its database `postgres`, as CHARTERDESK_DATABASE wants it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def stop(self) -> None:
        """End the server at once and remove every file of it."""
        # As SIGINT says it to a PostgreSQL: nobody's connection is waited for.
        self.server.send_signal(signal.SIGINT)
        try:
            self.server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait(timeout=20)
        shutil.rmtree(self.directory, ignore_errors=True)


def start_cluster(*, durable: bool = False, settings: Iterable[str] = ()) -> Cluster:
    """A new cluster that answers, with these further settings (`name=value`).

    `durable` keeps fsync on, for measurements.
    """
    programs = binaries()
    directory = Path(tempfile.mkdtemp(prefix="charterdesk-pg-"))
    user = _other_user()
    if user:
        shutil.chown(directory, user)
    data = directory / "data"
    make = [f"{programs}/initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-N"]
    make += ["--locale=C.UTF-8", "-E", "UTF8"]
    subprocess.run(_as(user, make), check=True, stdout=subprocess.DEVNULL, cwd=directory)
    port = free_port()
    options = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={directory}"]
    options += [*settings, *(() if durable else FORGETFUL)]
    serve = [f"{programs}/postgres", "-D", str(data), *_each("-c", options)]
    with (directory / "log").open("wb") as log:
        server = subprocess.Popen(_as(user, serve), cwd=directory, stdout=log, stderr=log)
    cluster = Cluster(directory, port, server)
    _wait_until_ready(programs, cluster)
    return cluster


def shared_address() -> str:
    """The address of the cluster that all processes of one test run share."""
    if SHARED not in os.environ:
        cluster = start_cluster()
        atexit.register(cluster.stop)
        os.environ[SHARED] = cluster.address
    return os.environ[SHARED]


def binaries() -> Path:
    """The directory of PostgreSQL's programs. Raises RuntimeError where there is none."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if homes:
        return homes[-1].parent
    found = shutil.which("initdb")
    if not found:
        raise RuntimeError("PostgreSQL is missing here: install Debian's package postgresql.")
    return Path(found).resolve().parent


def _version(initdb: Path) -> int:
    return int(initdb.parts[-3])


def _other_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _as(user: str | None, command: list[str]) -> list[str]:
    # The signal at the parent's death leaves no server behind a killed test run.
    prefix = ["setpriv", "--pdeathsig=INT"]
    if user:
        group = str(pwd.getpwnam(user).pw_gid)
        prefix += [f"--reuid={user}", f"--regid={group}", "--clear-groups"]
    return [*prefix, *command]


def _each(flag: str, values: Iterable[str]) -> list[str]:
    return [word for value in values for word in (flag, value)]


def _wait_until_ready(programs: Path, cluster: Cluster) -> None:
    ask = [f"{programs}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(cluster.port)]
    for _ in range(2000):
        if cluster.server.poll() is not None:
            break
        if subprocess.run(ask, check=False).returncode == 0:
            return
    log = (cluster.directory / "log").read_text(errors="replace")
    cluster.stop()
    raise RuntimeError(f"The throw-away PostgreSQL did not start: {log}")
