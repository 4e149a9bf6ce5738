"""One gateway for text messages or calls; every outcome is a receipt or a named failure.

The message's key goes along as `Idempotency-Key`, so that a gateway that knows the header sends
it once. An answer of "yes" that does not say what the operator expects is none.
"""

import json
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from charterdesk.channels.gateway.template import (
    Template,
    fill,
    fill_address,
    fill_text,
    values_of,
)
from charterdesk.channels.mail.carriage import Receipt, TemporaryFailure
from charterdesk.channels.short import ShortMessage
from charterdesk.channels.short.verdict import Allowing, asked, receipt_of
from charterdesk.kit.egress import Answer


@dataclass(frozen=True)
class Gateway:
    """A template, and where it may lead."""

    template: Template = field(repr=False)
    allowing: Allowing = field(repr=False)

    def bring(self, message: ShortMessage) -> Receipt:
        """Ask the gateway for it; raises TemporaryFailure or PermanentFailure with its words."""
        template, values = self.template, values_of(message)
        url = fill_address(template.url, values)
        headers = {name: fill_text(value, values) for name, value in template.headers.items()}
        headers.setdefault("Idempotency-Key", message.key)
        body, kind = self._body(values)
        if kind:
            headers["Content-Type"] = kind
        answer = asked(
            template.method, url, within=self.allowing(url), body=body, headers=_safe(headers)
        )
        name = f"The gateway {urlsplit(url).hostname}"
        receipt = receipt_of(name, answer, template.taken)
        self._believe(name, answer)
        return receipt

    def _body(self, values: dict[str, str]) -> tuple[bytes, str]:
        template = self.template
        if template.json is not None:
            return json.dumps(fill(template.json, values)).encode(), "application/json"
        if template.form is not None:
            filled = {name: fill_text(value, values) for name, value in template.form.items()}
            return urlencode(filled).encode(), "application/x-www-form-urlencoded"
        return b"", ""

    def _believe(self, name: str, answer: Answer) -> None:
        for path, wanted in self.template.expects.items():
            found = _at(answer.body, path)
            if found not in wanted:
                raise TemporaryFailure(
                    f"{name} answered {answer.status}, but its {path} is {found!r} and not"
                    f" {' or '.join(wanted)}."
                )


def _at(body: bytes, path: str) -> str:
    """The field of a JSON answer, by its path with dots; "" where it is not there."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return "" if found is None else str(found)[:100]


def _safe(headers: dict[str, str]) -> dict[str, str]:
    """A value never brings a second header along."""
    return {
        name: "".join(char for char in value if char.isascii() and char.isprintable())
        for name, value in headers.items()
    }
