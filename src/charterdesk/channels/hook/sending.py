"""A notice as a signed POST: its key is the message's identifier, the same each time it is sent."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from urllib.parse import urlsplit

from standardwebhooks.webhooks import Webhook

from charterdesk.channels.mail.carriage import Receipt
from charterdesk.channels.short import ShortMessage
from charterdesk.channels.short.verdict import Allowing, asked, receipt_of
from charterdesk.kit.wallclock import now


@dataclass(frozen=True)
class Hooks:
    """Where hooks may lead, and the secret of each address (`whsec_...`)."""

    allowing: Allowing = field(repr=False)
    secret_of: Callable[[str], str] = field(repr=False)

    def bring(self, message: ShortMessage) -> Receipt:
        """POST it to the address; raises TemporaryFailure or PermanentFailure with its words."""
        url, at = message.to, now().astimezone(UTC)
        body = json.dumps(_said(message))
        name = f"msg_{hashlib.sha256(message.key.encode()).hexdigest()[:32]}"
        headers = {
            "Content-Type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(self.secret_of(url)).sign(name, at, body),
        }
        answer = asked("POST", url, within=self.allowing(url), body=body.encode(), headers=headers)
        return receipt_of(f"The hook at {urlsplit(url).hostname}", answer)


def _said(message: ShortMessage) -> dict[str, object]:
    return {
        "type": "notice",
        "key": message.key,
        "title": message.title,
        "text": message.text,
        "link": message.link,
        "urgent": message.urgent,
    }
