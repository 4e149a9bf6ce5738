"""What one mail says, as frozen values. None of it proves anything (trust.md rule 2)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Address:
    """One mailbox: `email` keeps its local part as written, its domain is lower-case."""

    name: str
    email: str

    @property
    def key(self) -> str:
        """The address for comparing with another; never for sending to."""
        return self.email.casefold()

    @property
    def domain(self) -> str:
        """What follows the last @, lower-case; empty for a name without an address."""
        return self.email.rpartition("@")[2] if "@" in self.email else ""


@dataclass(frozen=True)
class Attachment:
    """One file of a mail. `name` is safe to show and to offer for a download, not as a path.

    `sha256` is the hexadecimal digest of `content`; `content_id` has no angle brackets;
    `inline` means that the body shows it (`cid:`) or that its sender asked for that.
    `named` is False where the sender gave no name and `name` was made here.
    """

    name: str
    content_type: str
    content: bytes
    sha256: str
    content_id: str
    inline: bool
    named: bool = True


@dataclass(frozen=True)
class RecipientReport:
    """What became of one address: `action` is failed, delayed, delivered, relayed, expanded."""

    address: str
    action: str
    status: str
    diagnostic: str


@dataclass(frozen=True)
class DeliveryReport:
    """A delivery status notification (RFC 3464), as far as it could be read (semantics.md M5)."""

    recipients: tuple[RecipientReport, ...]
    original_message_id: str
    envelope_id: str

    @property
    def failed(self) -> tuple[str, ...]:
        """The addresses that will not get the message."""
        return tuple(r.address for r in self.recipients if r.action == "failed")

    @property
    def delayed(self) -> tuple[str, ...]:
        """The addresses that may still get it: a note, not a failure."""
        return tuple(r.address for r in self.recipients if r.action == "delayed")


@dataclass(frozen=True)
class AuthenticationResult:
    """One method of an Authentication-Results line, such as dkim=pass header.d=example.com."""

    method: str
    result: str
    properties: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Authentication:
    """What the trusted receiving server says of the sender (RFC 8601; trust.md rule 2).

    Empty where no server is trusted or the trusted one said nothing. `from_domain` is the
    domain that a DKIM, SPF or DMARC pass vouches for together with From, else empty.
    """

    results: tuple[AuthenticationResult, ...] = ()
    from_domain: str = ""

    @property
    def proven(self) -> bool:
        """True when the domain of From is vouched for."""
        return self.from_domain != ""


@dataclass(frozen=True)
class Split:
    """The two halves of a text: every line of it is in exactly one of them."""

    new: str
    quoted: str


@dataclass(frozen=True)
class Incoming:
    """Everything a raw mail says, never trusted.

    Message identifiers have no angle brackets. `text` is the whole plain text; `new_text`
    and `quoted_text` together hold each of its lines once. `html` is sanitised for a
    sandboxed frame, empty where there is none. `automatic` and `no_auto_reply` are the two
    lists of semantics.md M3; `automatic_because` names the header that decided.
    `body_hash` is the third part of a duplicate's identity (M2). `defects` are sentences.
    """

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: Address | None
    from_: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    date: datetime | None
    text: str
    new_text: str
    quoted_text: str
    html: str
    attachments: tuple[Attachment, ...]
    automatic: bool
    automatic_because: str
    no_auto_reply: bool
    delivery_report: DeliveryReport | None
    authentication: Authentication
    envelope_sender: str
    envelope_recipients: tuple[str, ...]
    defects: tuple[str, ...]
    body_hash: str
