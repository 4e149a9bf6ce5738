"""A UnifiedPush server (Prosody with mod_unified_push) on the loopback, and phones of it.

`./run test` installs Debian's packages prosody and prosody-modules.
"""

import base64
import hashlib
import json
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, XMLPullParser

from tests.channels.servers.processes import a_directory, running
from tests.reaching import free_port

MODULES = Path("/usr/lib/prosody/modules/mod_unified_push")
NAME, PUSH = "push.example", "http://gultsch.de/xmpp/drafts/unified-push"
SETTINGS = """\
run_as_root, daemonize, data_path = true, false, "{directory}"
plugin_paths = {{ "/usr/lib/prosody/modules" }}
modules_enabled = {{ "saslauth", "disco", "unified_push" }}
modules_disabled = {{ "s2s", "tls", "offline" }}
authentication, allow_unencrypted_plain_auth = "internal_plain", true
c2s_require_encryption, c2s_interfaces, c2s_ports = false, {{ "127.0.0.1" }}, {{ {xmpp} }}
http_interfaces, http_ports, https_ports = {{ "127.0.0.1" }}, {{ {http} }}, {{}}
http_host, http_external_url = "127.0.0.1", "http://127.0.0.1:{http}/"
log = {{ warn = "*console" }}
VirtualHost "{name}"
"""


@dataclass
class Phone:
    """Somebody's phone that listens: where it is pushed to, and what came."""

    endpoint: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)

    @property
    def topic(self) -> str:
        """What stands last in the endpoint: what its owner writes as the address."""
        return urlsplit(self.endpoint).path.rpartition("/")[2]


@dataclass(frozen=True)
class Push:
    """A running push server; `url` is where senders POST to."""

    directory: Path
    xmpp: int
    url: str

    @contextmanager
    def phone(self, name: str) -> Iterator[Phone]:
        """A phone of somebody's that stays connected, and confirms what comes."""
        words = ["prosodyctl", "--config", "prosody.cfg.lua", "register", name, NAME, "hush"]
        subprocess.run(words, cwd=self.directory, check=True, capture_output=True)
        with socket.create_connection(("127.0.0.1", self.xmpp), timeout=30) as line:
            talk = _Talk(line)
            talk.sign_in(name)
            phone = Phone(talk.registered(f"notices of {name}"))
            listening = threading.Thread(target=talk.listen, args=[phone])
            listening.start()
            try:
                yield phone
            finally:
                talk.leave()
                listening.join(60)


@contextmanager
def a_push_server() -> Iterator[Push]:
    """A push server on free ports; gone afterwards."""
    there = shutil.which("prosody") and MODULES.exists()
    assert there, "Prosody is missing: install Debian's packages prosody and prosody-modules."
    with a_directory("push") as directory:
        xmpp, http = free_port(), free_port()
        settings = SETTINGS.format(directory=directory, xmpp=xmpp, http=http, name=NAME)
        (directory / "prosody.cfg.lua").write_text(settings)
        words = ["prosody", "--config", str(directory / "prosody.cfg.lua")]
        url = f"http://127.0.0.1:{http}/push"
        with running(words, directory, url):
            yield Push(directory, xmpp, url)


class _Talk:
    """As much of XMPP as a phone needs to be pushed to."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._parser: XMLPullParser[Element] = XMLPullParser(["start", "end"])
        self._depth = 0

    def sign_in(self, name: str) -> None:
        """Authenticate, and take an address."""
        self._begin()
        secret = base64.b64encode(f"\0{name}\0hush".encode()).decode()
        sasl = "urn:ietf:params:xml:ns:xmpp-sasl"
        self._say(f"<auth xmlns='{sasl}' mechanism='PLAIN'>{secret}</auth>")
        assert self._next().tag == f"{{{sasl}}}success"
        self._begin()
        self._ask("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>")

    def registered(self, application: str) -> str:
        """The endpoint that senders of an application POST to."""
        name = base64.b64encode(hashlib.sha256(application.encode()).digest()).decode()
        asks = f"<register xmlns='{PUSH}' application='{name}' instance='{name}'/>"
        (said,) = self._ask(asks, to=NAME)
        return said.attrib["endpoint"]

    def listen(self, phone: Phone) -> None:
        """Take and confirm what is pushed, until the line is closed."""
        while (stanza := self._stanza()) is not None:
            pushed = stanza.find(f"{{{PUSH}}}push")
            if pushed is not None:
                phone.taken.append(json.loads(base64.b64decode(pushed.text or "")))
                self._say(f"<iq type='result' id='{stanza.attrib['id']}' to='{NAME}'/>")

    def leave(self) -> None:
        """End the talk, so that the server knows that nobody listens any more."""
        self._say("</stream:stream>")

    def _begin(self) -> None:
        self._parser, self._depth = XMLPullParser(["start", "end"]), 0
        streams = "http://etherx.jabber.org/streams"
        self._say(
            f"<stream:stream to='{NAME}' version='1.0' xmlns='jabber:client'"
            f" xmlns:stream='{streams}'>"
        )
        assert self._next().tag == f"{{{streams}}}features"

    def _ask(self, what: str, to: str = "") -> Element:
        goes = f" to='{to}'" if to else ""
        self._say(f"<iq type='set' id='asked'{goes}>{what}</iq>")
        answer = self._next()
        assert answer.attrib["type"] == "result", answer.attrib
        return answer

    def _say(self, text: str) -> None:
        self._line.sendall(text.encode())

    def _next(self) -> Element:
        stanza = self._stanza()
        assert stanza is not None, "the push server ended the talk"
        return stanza

    def _stanza(self) -> Element | None:
        """The next whole child of the stream; None at its end."""
        while True:
            for event, element in cast(Iterator[tuple[str, Element]], self._parser.read_events()):
                self._depth += 1 if event == "start" else -1
                if event == "end" and self._depth == 1:
                    return element
            try:
                came = self._line.recv(65536)
            except OSError:
                came = b""
            if not came:
                return None
            self._parser.feed(came)
