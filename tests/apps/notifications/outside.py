"""All that a desk can send to, as real servers on the loopback, and a desk that is set up for them.

The templates of the gateways are those of docs/manual/notices.md, with the servers of these tests
in place of the manual's.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from charterdesk.channels.smtp.sending import Smtp
from charterdesk.notifications.carriers import carriers_of_the_desk
from charterdesk.notifications.delivery import Carriers, claim_due
from charterdesk.notifications.outcomes import carry
from charterdesk.worker.delivering import Settler
from tests.channels.servers.matrix import NAME, Matrix
from tests.channels.servers.push import Phone, Push
from tests.channels.short.web_peers import Peer
from tests.channels.smtp.carriers import Carrier as MailServer

MANUAL = Path(__file__).parents[3] / "docs" / "manual" / "notices.md"
LOOPBACK = "127.0.0.1"
MOST_ROUNDS = 1000
NUMBER = "+46700000002"


@dataclass
class Outside:
    """The servers, and what each of them has taken by its own account."""

    matrix: Matrix
    push: Push
    tokens: dict[str, str]
    room: str = ""
    room_name: str = ""
    phone: Phone = field(default_factory=Phone)
    texts: Peer = field(default_factory=lambda: Peer(status=202))
    calls: Peer = field(default_factory=Peer)
    mails: MailServer = field(default_factory=MailServer)

    def written(self) -> list[str]:
        """What stands in the chat room."""
        found = self.matrix.messages(self.room, self.tokens["ben"])
        return [str(event["content"]["body"]) for event in found]

    def keys(self, kind: str) -> Counter[str]:
        """The keys that the servers of a kind have taken, with how often."""
        match kind:
            case "mail":
                mails = [message_from_bytes(raw) for _, _, raw in self.mails.taken]
                return Counter(str(one["Message-ID"]).strip("<>") for one in mails)
            case "push":
                return Counter(str(one["key"]) for one in self.phone.taken)
            case "sms":
                return _keys_of(self.texts)
            case _:
                return _keys_of(self.calls)

    def called(self) -> dict[str, dict[str, str]]:
        """By their keys, what the telephone exchange was told of each call."""
        return {
            headers["idempotency-key"]: self.calls.said(number)["variables"]
            for number, (_, headers, _) in enumerate(self.calls.taken)
            if "idempotency-key" in headers
        }

    def texted(self) -> list[dict[str, list[str]]]:
        """What the text gateway was asked."""
        return [parse_qs(urlsplit(path).query) for path, _, _ in self.texts.taken]


def _keys_of(peer: Peer) -> Counter[str]:
    """Who has no key is a stranger: a neighbour whose own server stood at this port before."""
    named = (headers for _, headers, _ in peer.taken)
    return Counter(one["idempotency-key"] for one in named if "idempotency-key" in one)


def in_the_manual(beginning: str) -> str:
    """The example of the manual whose first line begins so."""
    blocks = re.findall(r"```yaml\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    documents = [one for block in blocks for one in block.split("---\n")]
    (found,) = [one for one in documents if one.startswith(beginning)]
    return str(found)


def settings_of(outside: Outside, mail_port: int) -> dict[str, str]:
    """The operator's settings for a desk that sends to these servers."""
    services = yaml.safe_load(in_the_manual("# A push service and a chat room"))
    services["phones"]["gateway"]["url"] = f"{outside.push.url}/{{to}}"
    matrix = urlsplit(outside.matrix.url).netloc
    services["ops"]["url"] = f"matrix://{outside.tokens['desk']}@{matrix}/{{to}}"
    kannel = in_the_manual("# Kannel's sendsms")
    asterisk = in_the_manual("# An Asterisk with ARI")
    return {
        "CHARTERDESK_MAIL_OUT": f"smtp://{LOOPBACK}:{mail_port}",
        "CHARTERDESK_SMS_GATEWAY": kannel.replace("https://kannel.example.org", outside.texts.url),
        "CHARTERDESK_VOICE_GATEWAY": asterisk.replace("https://pbx.example.org", outside.calls.url),
        "CHARTERDESK_SERVICES": yaml.safe_dump(services),
        "CHARTERDESK_OUT_HOSTS": f"http://{LOOPBACK}",
        "CHARTERDESK_OUT_NETWORKS": "127.0.0.0/8",
    }


@contextmanager
def set_to(settings: dict[str, str]) -> Iterator[Carriers]:
    """The carriers of a desk with these settings."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        made = carriers_of_the_desk()
        yield made
        post = made["mail"]
        assert isinstance(post, Smtp)
        post.close()


def work_off(carriers: Carriers, at: datetime) -> None:
    """All that is to be sent or told at a moment, by one thread."""
    settler = Settler()
    for _ in range(MOST_ROUNDS):
        claims = claim_due(carriers, at, most=1)
        for claim in claims:
            carry(claim, carriers, at)
        if not settler.step(at) and not claims:
            return
    raise AssertionError("the outbox does not become empty")


def room_of(outside: Outside, name: str) -> str:
    """A new room of Ben's and the desk's: its identifier; people know it by its name."""
    return outside.matrix.room(name, outside.tokens["ben"], invite="desk")


def address_at(outside: Outside, kind: str) -> dict[str, Any]:
    """The columns of a means of a person's at these servers."""
    match kind:
        case "push":
            return {"service": "phones", "address": outside.phone.topic}
        case "chat":
            return {"service": "ops", "address": f"#{outside.room_name}:{NAME}"}
        case _:
            return {"address": f"{outside.room_name}@desk.example" if kind == "mail" else NUMBER}
