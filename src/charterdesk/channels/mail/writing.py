"""Messages of ours as bytes: the same key gives the same Message-ID, no header takes CR or LF.

Headers are written here, not by the standard policy, which wraps a long In-Reply-To into
an encoded word and so breaks the thread (semantics.md M4, M5, M9).
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

from charterdesk.channels.mail.charsets import clean
from charterdesk.channels.mail.encoded_words import header_text
from charterdesk.channels.mail.tokens import address_with_token
from charterdesk.channels.mail.values import Address, Attachment

Kind = Literal["reply", "acknowledgement", "notice"]

AUTO_SUBMITTED: dict[Kind, str] = {
    "acknowledgement": "auto-replied",
    "notice": "auto-generated",
}
ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
ID_WRITTEN = re.compile(r"[^\s<>\x00-\x20\x7f]{1,900}")
LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")
WEB_ADDRESS = re.compile(r"https?://[!-;=?-~]{1,900}")
ONE_CLICK = "List-Unsubscribe=One-Click"
LINE_CHARS = 76
LONGEST_NAME = 12
SUBJECT_CHARS = 500
REFERENCES = 30


@dataclass(frozen=True)
class Outgoing:
    """One message to send. `key` is unique for it and makes its Message-ID.

    Message identifiers are given without angle brackets. `references` are those of the
    parent; `write_mail` adds `in_reply_to` behind them (RFC 5322 3.6.4). `unsubscribe` is an
    address at which one POST ends mails of this kind (RFC 8058); only surveys have one (M6).
    """

    key: str
    from_: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    html: str | None
    in_reply_to: str
    references: tuple[str, ...]
    kind: Kind
    attachments: tuple[Attachment, ...]
    language: str
    reply_to: Address | None = None
    unsubscribe: str = ""


def message_id(key: str, *, domain: str) -> str:
    """The Message-ID that belongs to a key, without angle brackets."""
    digest = hashlib.sha256(key.encode("utf-8")).digest()[:20]
    return f"{base64.b32encode(digest).decode('ascii').lower()}@{_domain(domain)}"


def write_mail(outgoing: Outgoing, *, domain: str, at: datetime) -> bytes:
    """The whole message with CRLF line ends; equal arguments give equal bytes.

    `at` is aware and becomes the Date. Raises ValueError for an address that can't be
    written, since a message to nobody in particular must not go out.
    """
    lines = [
        ("Date", format_datetime(at)),
        ("From", _address(outgoing.from_)),
        ("To", _addresses(outgoing.to)),
        ("Cc", _addresses(outgoing.cc)),
        ("Reply-To", _address(outgoing.reply_to) if outgoing.reply_to else ""),
        ("Subject", _words(outgoing.subject, "Subject")),
        ("Message-ID", f"<{message_id(outgoing.key, domain=domain)}>"),
        ("In-Reply-To", _identifiers(_thread(outgoing)[-1:] if outgoing.in_reply_to else ())),
        ("References", _identifiers(_thread(outgoing))),
        ("Auto-Submitted", AUTO_SUBMITTED.get(outgoing.kind, "")),
        # Exchange answers auto-generated mail all the same, unless told in its own words.
        ("X-Auto-Response-Suppress", "All" if outgoing.kind in AUTO_SUBMITTED else ""),
        ("List-Unsubscribe", _unsubscribe(outgoing.unsubscribe)),
        ("List-Unsubscribe-Post", ONE_CLICK if _unsubscribe(outgoing.unsubscribe) else ""),
        ("Content-Language", outgoing.language if LANGUAGE.fullmatch(outgoing.language) else ""),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in lines if value)
    return head.encode("ascii") + _content(outgoing)


def envelope_sender(outgoing: Outgoing, *, token: str) -> str:
    """Who gets the bounce: nobody for what machines write (M4), else an address with `token`.

    An empty answer is the null sender <>. The token is one for the purpose `bounce`, made
    for this message, so that a bounce finds it (M5).
    """
    if outgoing.kind != "reply":
        return ""
    return address_with_token(outgoing.from_.email, token)


def _content(outgoing: Outgoing) -> bytes:
    """The body with its MIME headers, as the standard library writes them."""
    message = EmailMessage(policy=SMTP)
    message.set_content(_body(outgoing.text), cte="quoted-printable")
    if outgoing.html is not None:
        message.add_alternative(_body(outgoing.html), subtype="html", cte="quoted-printable")
    for attachment in outgoing.attachments:
        _attach(message, attachment)
    _set_boundaries(message, hashlib.sha256(outgoing.key.encode("utf-8")).hexdigest()[:24])
    return message.as_bytes()


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    maintype, _, subtype = attachment.content_type.partition("/")
    plain = re.fullmatch(r"[a-z0-9.+-]{1,60}", subtype) and maintype not in {"multipart", "message"}
    if not plain or not re.fullmatch(r"[a-z0-9]{1,30}", maintype):
        maintype, subtype = "application", "octet-stream"
    message.add_attachment(
        attachment.content,
        maintype=maintype,
        subtype=subtype,
        filename=header_text(attachment.name) or "attachment",
    )


def _set_boundaries(message: EmailMessage, seed: str) -> None:
    """Random ones would make two tries of one message differ."""
    for count, part in enumerate(message.walk()):
        if part.is_multipart():
            # Neither quoted-printable nor base64 can write an equals sign and a low line.
            part.set_boundary(f"=_{seed}{count}")


def _body(text: str) -> str:
    return clean(text).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _unsubscribe(address: str) -> str:
    return f"<{address}>" if WEB_ADDRESS.fullmatch(address) else ""


def _addresses(addresses: tuple[Address, ...]) -> str:
    return ",\r\n ".join(_address(address) for address in addresses)


def _address(address: Address) -> str:
    email = _email(address.email)
    name = header_text(address.name)
    if not name:
        return email
    if name.isascii() and ATOMS.fullmatch(name):
        return _folded(f"{name} <{email}>")
    if name.isascii():
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return _folded(f'"{quoted}" <{email}>')
    return f"{_words(name, 'Reply-To')}\r\n <{email}>"


def _email(email: str) -> str:
    """The address in ASCII; a domain with other letters is written in its IDNA form."""
    local, at, domain = email.rpartition("@")
    written = f"{local}@{_domain(domain)}" if at else ""
    if not re.fullmatch(r"[!-~]{1,64}@[A-Za-z0-9.\[\]:_-]{1,253}", written) or re.search(
        r"[<>(),;:\\\"]", local
    ):
        raise ValueError(f"'{header_text(email)}' is no address that mail can be sent to.")
    return written


def _domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(
            f"'{header_text(domain)}' is no domain that mail can be sent to."
        ) from error


def _words(text: str, name: str) -> str:
    """One line of text for a header: as it is where it may, else in encoded words."""
    line = " ".join(header_text(text).split())[:SUBJECT_CHARS]
    if line.isascii() and "=?" not in line and max(map(len, line.split()), default=0) < LINE_CHARS:
        return _folded(line)
    return Header(line, charset="utf-8", header_name=name, maxlinelen=LINE_CHARS).encode(
        linesep="\r\n"
    )


def _folded(line: str) -> str:
    """ASCII broken at single blanks, so that unfolding it gives the same line again."""
    lines: list[str] = []
    for word in line.split(" "):
        if lines and len(lines[-1]) + len(word) < LINE_CHARS - LONGEST_NAME:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return "\r\n ".join(lines)


def _thread(outgoing: Outgoing) -> tuple[str, ...]:
    """The parent's references and then the parent: the first and the last thirty."""
    chain = [_bare(text) for text in (*outgoing.references, outgoing.in_reply_to)]
    # The parent stands last even where a broken program named it before.
    unique = list(dict.fromkeys(text for text in reversed(chain) if text))[::-1]
    return tuple(unique[:1] + unique[1:][-REFERENCES:])


def _identifiers(thread: tuple[str, ...]) -> str:
    return "\r\n ".join(f"<{text}>" for text in thread)


def _bare(identifier: str) -> str:
    text = identifier.strip().strip("<>")
    return text if ID_WRITTEN.fullmatch(text) and text.isascii() else ""
