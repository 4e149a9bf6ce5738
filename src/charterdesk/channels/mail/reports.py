"""Delivery status notifications (RFC 3464): who did not get which of our messages (M5)."""

import re
from collections.abc import Iterator

from charterdesk.channels.mail import bounds
from charterdesk.channels.mail.headers import Headers, read_headers
from charterdesk.channels.mail.message_ids import first_id
from charterdesk.channels.mail.parts import Part
from charterdesk.channels.mail.values import DeliveryReport, RecipientReport

BLANK_LINES = re.compile(rb"\r?\n(?:[ \t]*\r?\n)+")


def read_report(message: Part) -> DeliveryReport | None:
    """The report that a message carries, or None where it carries none."""
    parts = list(_leaves(message))
    status = next((p for p in parts if p.type.startswith("message/delivery-status")), None)
    if status is None or message.type not in {"multipart/report", "multipart/mixed"}:
        return None
    groups = list(_groups(status.decoded_body()[: bounds.REPORT_BYTES]))
    recipients = tuple(filter(None, map(_recipient, groups)))
    envelope = next((g.text("original-envelope-id") for g in groups if g.fields), "")
    return DeliveryReport(recipients, _original_id(parts), envelope[: bounds.ID_CHARS])


def _leaves(part: Part) -> Iterator[Part]:
    if not part.children:
        yield part
    for child in part.children:
        yield from _leaves(child)


def _groups(body: bytes) -> Iterator[Headers]:
    """Fields of the message, then of each recipient, with blank lines between."""
    for piece in BLANK_LINES.split(body.strip())[: bounds.REPORT_RECIPIENTS]:
        yield read_headers(piece, 0, len(piece))[0]


def _recipient(group: Headers) -> RecipientReport | None:
    action = group.text("action").partition(" ")[0].lower()
    final = _address(group.text("final-recipient"))
    original = _address(group.text("original-recipient"))
    if not action or not (final or original):
        return None
    # The original address is the one that we wrote to; the final one may be an alias behind it.
    return RecipientReport(
        original or final,
        action[:20],
        group.text("status").partition(" ")[0][:20],
        group.text("diagnostic-code")[:500],
    )


def _address(value: str) -> str:
    """The address of "rfc822; jane@example.com"."""
    _, semicolon, address = value.partition(";")
    return (address if semicolon else value).strip().strip("<>")[:320]


def _original_id(parts: list[Part]) -> str:
    """The Message-ID of the message that came back, whole or only its headers."""
    for part in parts:
        if part.type in {"message/rfc822", "text/rfc822-headers", "message/global"}:
            returned = part.decoded_body()[: bounds.HEADER_BLOCK_BYTES].lstrip(b"\r\n")
            return first_id(read_headers(returned, 0, len(returned))[0].line("message-id"))
    return ""
