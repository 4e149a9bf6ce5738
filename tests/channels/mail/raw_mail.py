"""Raw mails made for tests, and the one way in which they are read there."""

from pathlib import Path

from charterdesk.channels.mail.message import Incoming, read_mail

SAMPLES = Path(__file__).parent / "samples"
ROOT = Path(__file__).resolve().parents[3]
OTHERS = ROOT.parent / "shared" / "mails"

WITHOUT_OTHERS = "the folder of other projects' mails is not beside the checkout"


def read(
    raw: bytes, *, sender: str = "cleo@customer.example", trusted_authserv: str = ""
) -> Incoming:
    """What a mail says that `sender` sent to the desk."""
    return read_mail(
        raw,
        envelope_sender=sender,
        envelope_recipients=["support@desk.example"],
        trusted_authserv=trusted_authserv,
    )


def mail(*fields: str, body: bytes = b"It is broken.\r\n") -> bytes:
    """A raw mail with these header lines, From and Subject added where they are missing."""
    lines = list(fields)
    for needed in ("From: Cleo <cleo@customer.example>", "Subject: Printer"):
        name = needed.partition(":")[0].lower()
        if not any(line.lower().startswith(f"{name}:") for line in lines):
            lines.append(needed)
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "surrogateescape") + (
        b"\r\n" + body
    )


def parts(*contents: bytes, subtype: str = "mixed") -> bytes:
    """A multipart mail of these parts, each with its own headers."""
    body = b"".join(b"--cut\r\n" + content + b"\r\n" for content in contents) + b"--cut--\r\n"
    return mail(f"Content-Type: multipart/{subtype}; boundary=cut", body=body)
