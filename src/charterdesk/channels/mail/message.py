"""Raw mail in, a value out: the one guarded entry point. It never raises and never waits.

What can't be parsed comes back with defects and whatever could be found of it; the caller
has kept the raw mail before it asks (trust.md rule 1).
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from charterdesk.channels.mail import bounds
from charterdesk.channels.mail.addresses import read_addresses
from charterdesk.channels.mail.authentication import read_authentication
from charterdesk.channels.mail.automatic import automatic_because, is_not_for_machines
from charterdesk.channels.mail.bodies import Body
from charterdesk.channels.mail.charsets import clean, decoded
from charterdesk.channels.mail.encoded_words import header_text
from charterdesk.channels.mail.headers import Headers
from charterdesk.channels.mail.message_ids import first_id, identifiers
from charterdesk.channels.mail.parts import PartsReader
from charterdesk.channels.mail.quotes import split_quotes
from charterdesk.channels.mail.reports import read_report
from charterdesk.channels.mail.values import (
    Address,
    Attachment,
    Authentication,
    AuthenticationResult,
    DeliveryReport,
    Incoming,
    RecipientReport,
    Split,
)

__all__ = [
    "Address",
    "Attachment",
    "Authentication",
    "AuthenticationResult",
    "DeliveryReport",
    "Incoming",
    "RecipientReport",
    "Split",
    "read_mail",
    "split_quotes",
]

BLANKS = re.compile(r"\s+")
CRUDE_FIELD = re.compile(rb"^(subject|from|message-id):(.{0,2000})", re.I | re.M)


def read_mail(
    raw: bytes,
    *,
    envelope_sender: str,
    envelope_recipients: Sequence[str],
    trusted_authserv: str = "",
) -> Incoming:
    """What `raw` says, for any bytes at all; semantics.md 2.11, trust.md rule 1.

    `envelope_sender` is empty for the null sender <>, which makes the mail automatic.
    `trusted_authserv` names the server whose Authentication-Results count; empty: nobody's.
    """
    recipients = tuple(header_text(r, most=500) for r in envelope_recipients)
    sender = header_text(envelope_sender, most=500)
    try:
        return _read(raw, sender, recipients, trusted_authserv)
    except Exception as error:  # noqa: BLE001  the one door for raw mail: no mail may stop the next
        return _crude(raw, sender, recipients, f"The mail can't be read ({type(error).__name__}).")


def _read(
    raw: bytes, envelope_sender: str, recipients: tuple[str, ...], trusted_authserv: str
) -> Incoming:
    reader = PartsReader()
    message = reader.read(_bounded(raw, reader.defects))
    body = Body().read(message)
    headers = replace(message.headers, charset=message.first_charset())
    text = body.text
    split = split_quotes(text)
    sender, from_ = _sender(headers)
    because = automatic_because(message, envelope_sender)
    return Incoming(
        message_id=first_id(headers.line("message-id")),
        in_reply_to=identifiers(headers.line("in-reply-to")),
        references=identifiers(headers.line("references")),
        sender=sender,
        from_=from_,
        to=_addresses(headers, "to"),
        cc=_addresses(headers, "cc"),
        reply_to=_addresses(headers, "reply-to"),
        subject=BLANKS.sub(" ", headers.text("subject"))[: bounds.SUBJECT_CHARS],
        date=_date(headers.line("date")),
        text=text,
        new_text=split.new,
        quoted_text=split.quoted,
        html=body.html,
        attachments=tuple(body.attachments),
        automatic=because != "",
        automatic_because=because,
        no_auto_reply=is_not_for_machines(headers),
        # A person may forward a report; only what a machine sends is one.
        delivery_report=read_report(message) if because else None,
        authentication=read_authentication(headers, sender, trusted_authserv),
        envelope_sender=envelope_sender,
        envelope_recipients=recipients,
        defects=tuple(dict.fromkeys(reader.defects + body.defects)),
        body_hash=_body_hash(text, body.attachments),
    )


def _bounded(raw: bytes, defects: list[str]) -> bytes:
    """All of a mail of a size that can be read, else only its beginning."""
    if len(raw) > bounds.RAW_BYTES:
        defects.append(f"Only the beginning of a mail of {len(raw)} bytes was read.")
        raw = raw[: bounds.HEADER_BLOCK_BYTES]
    # Old Macs ended lines with a carriage return alone.
    return raw if b"\n" in raw else raw.replace(b"\r", b"\n")


def _sender(headers: Headers) -> tuple[Address | None, tuple[Address, ...]]:
    """Who From names; Sender stands in where From holds no address.

    Of several From fields the last with an address counts, the one that a signature covers.
    """
    written = [_with_email(read_addresses(line)) for line in headers.lines("from")]
    from_ = next((found for found in reversed(written) if found), ())
    instead = from_ or _addresses(headers, "sender")
    return (instead[0] if instead else None), from_


def _with_email(addresses: tuple[Address, ...]) -> tuple[Address, ...]:
    return tuple(address for address in addresses if address.email)


def _addresses(headers: Headers, name: str) -> tuple[Address, ...]:
    """Everybody under all fields of that name who has an address, each once."""
    found: dict[str, Address] = {}
    for line in headers.lines(name):
        for address in _with_email(read_addresses(line)):
            if len(found) < bounds.ADDRESSES:
                found.setdefault(address.key, address)
    return tuple(found.values())


def _date(line: str) -> datetime | None:
    """The Date field as an aware moment; one without a zone is read as UTC."""
    try:
        found = parsedate_to_datetime(line[:100])
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _body_hash(text: str, attachments: list[Attachment]) -> str:
    """The same for two deliveries of one mail whose headers or line ends differ (M2)."""
    words = " ".join(text.split())
    files = sorted(attachment.sha256 for attachment in attachments)
    return hashlib.sha256("\0".join([words, *files]).encode("utf-8", "replace")).hexdigest()


def _crude(raw: bytes, sender: str, recipients: tuple[str, ...], defect: str) -> Incoming:
    """Subject, sender and text found without any parsing, for a person to look at."""
    fields = {name.lower(): value for name, value in CRUDE_FIELD.findall(raw[:100_000])}
    text = clean(decoded(raw[: bounds.GUESSED_BYTES]))
    address = decoded(fields.get(b"from", b"")).strip()[:300]
    part = re.search(r"[^\s<>@]{1,100}@[^\s<>@]{1,200}", address)
    found = Address("", part[0]) if part else None
    return Incoming(
        message_id=decoded(fields.get(b"message-id", b"")).strip(" <>\r\n")[: bounds.ID_CHARS],
        in_reply_to=(),
        references=(),
        sender=found,
        from_=(found,) if found else (),
        to=(),
        cc=(),
        reply_to=(),
        subject=header_text(decoded(fields.get(b"subject", b""))[:900]),
        date=None,
        text=text,
        new_text=text,
        quoted_text="",
        html="",
        attachments=(),
        automatic=sender == "",
        automatic_because="Return-Path: <>" if sender == "" else "",
        no_auto_reply=True,
        delivery_report=None,
        authentication=Authentication(),
        envelope_sender=sender,
        envelope_recipients=recipients,
        defects=(defect,),
        body_hash=hashlib.sha256(raw).hexdigest(),
    )
