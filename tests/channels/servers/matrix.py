"""A Matrix homeserver (Synapse) on the loopback, and what a test wants of it.

`./run test` installs it into an environment of its own beside the desk's.
"""

import hashlib
import hmac
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.channels.servers.processes import a_directory, asked, running
from tests.reaching import free_port

PYTHON = Path(sys.prefix) / "servers" / "bin" / "python"
NAME, REGISTRATION = "matrix.example", "registration of these tests"
SETTINGS = """\
server_name: {name}
signing_key: "ed25519 a_test AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
listeners:
  - {{type: http, port: {port}, bind_addresses: [127.0.0.1], resources: [{{names: [client]}}]}}
database: {{name: sqlite3, args: {{database: "{directory}/matrix.db"}}}}
media_store_path: {directory}/media
registration_shared_secret: "{secret}"
macaroon_secret_key: "macaroons of these tests"
form_secret: "forms of these tests"
report_stats: false
trusted_key_servers: []
rc_message: {{per_second: 1000, burst_count: 1000}}
rc_room_creation: {{per_second: 1000, burst_count: 1000}}
rc_invites:
  per_issuer: {{per_second: 1000, burst_count: 1000}}
  per_user: {{per_second: 1000, burst_count: 1000}}
rc_joins: {{local: {{per_second: 1000, burst_count: 1000}}}}
rc_joins_per_room: {{per_second: 1000, burst_count: 1000}}
"""


@dataclass(frozen=True)
class Matrix:
    """A running homeserver; `url` is where its clients ask."""

    url: str

    def registered(self, name: str) -> str:
        """Register somebody, and give their access token."""
        nonce = self._said("GET", "/_synapse/admin/v1/register")["nonce"]
        parts = [nonce, name, f"password of {name}", "notadmin"]
        mac = hmac.new(REGISTRATION.encode(), "\0".join(parts).encode(), hashlib.sha1)
        asks = {"nonce": nonce, "username": name, "password": parts[2], "mac": mac.hexdigest()}
        token: str = self._said("POST", "/_synapse/admin/v1/register", asks)["access_token"]
        return token

    def room(self, name: str, token: str, *, invite: str) -> str:
        """Make a room of that name for its maker and somebody else; its identifier."""
        asks = {"room_alias_name": name, "invite": [f"@{invite}:{NAME}"], "preset": "private_chat"}
        room: str = self._said("POST", "/_matrix/client/v3/createRoom", asks, token)["room_id"]
        return room

    def messages(self, room: str, token: str) -> list[dict[str, Any]]:
        """The messages of a room as the server keeps them, the oldest first."""
        path = f"/_matrix/client/v3/rooms/{quote(room)}/messages?dir=f&limit=200"
        events = self._said("GET", path, None, token)["chunk"]
        return [event for event in events if event["type"] == "m.room.message"]

    def _said(self, method: str, path: str, asks: object = None, token: str = "") -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        status, said = asked(self.url, method, path, asks, **headers)
        assert status == 200, said
        return said


@contextmanager
def a_matrix() -> Iterator[Matrix]:
    """A homeserver on a free port; gone afterwards."""
    assert PYTHON.exists(), f"Synapse is missing at {PYTHON}: ./run test installs it."
    with a_directory("matrix") as directory:
        port = free_port()
        settings = SETTINGS.format(name=NAME, port=port, directory=directory, secret=REGISTRATION)
        (directory / "homeserver.yaml").write_text(settings)
        words = [str(PYTHON), "-m", "synapse.app.homeserver", "-c", "homeserver.yaml"]
        url = f"http://127.0.0.1:{port}"
        with running(words, directory, f"{url}/health"):
            yield Matrix(url)
