"""What is said on a case, from a value to its row; the files that came with it to the disk.

A file lies under a random name, durable before the row that names it is committed; one whose
row never came is an orphan that nobody can reach.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from charterdesk.accounts.models import Person
from charterdesk.cases.actors import Asker, By
from charterdesk.cases.indexing import index_message
from charterdesk.cases.models import Attachment, Case, Message
from charterdesk.kit.kept_files import keep_file


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message; its name is only for showing."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A message as somebody wrote it. Identifiers are without angle brackets (RFC 5322).

    `text` is what is new, `quoted` what it repeats, `html` is sanitised. `raw_mail` is the key
    of the stored mail that it was read from; `recipients` are the addresses it goes to.
    """

    text: str
    quoted: str = ""
    html: str = ""
    subject: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    raw_mail: str = ""
    channel: str = ""
    automatic: bool = False
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on the disk, ready for its row."""

    file: File
    stored: str
    sha256: str


def new_ref() -> str:
    """A new name for a message, by which the engine's events know it."""
    return f"m{token_hex(12)}"


def keep_files(files: Sequence[File]) -> list[Kept]:
    """Write the files to the disk, durably. Raises OSError where the disk is full."""
    return [_keep(file) for file in files]


def add_message(
    case: Case, ref: str, written: Written, kept: Sequence[Kept], *, by: By, at: datetime,
    public: bool = True,
) -> Message:  # fmt: skip
    """Add the row of a message and of its files, in the caller's transaction."""
    incoming = isinstance(by, Asker)
    message = Message.objects.create(
        ref=ref, case=case, public=public, automatic=written.automatic, channel=written.channel,
        direction=Message.Direction.IN if incoming else Message.Direction.OUT,
        person=by if isinstance(by, Person) else None,
        contact=by.contact if isinstance(by, Asker) else None,
        author=_author(by), recipients=list(written.recipients), subject=written.subject,
        text=written.text, quoted=written.quoted, html=written.html,
        message_id=written.message_id, in_reply_to=written.in_reply_to,
        references=list(written.references), raw_mail=written.raw_mail, at=at,
    )  # fmt: skip
    add_files(message, kept)
    index_message(message, (one.file.name for one in kept))
    return message


def add_files(message: Message, kept: Sequence[Kept]) -> None:
    """Add the rows of kept files to a message, in the caller's transaction."""
    Attachment.objects.bulk_create(_row(message, one) for one in kept)


def _author(by: By) -> str:
    match by:
        case Asker():
            return by.name or (by.contact.name if by.contact else "")
        case Person():
            return by.name
        case _:
            return ""


def _row(message: Message, one: Kept) -> Attachment:
    return Attachment(
        message=message, stored=one.stored, name=one.file.name, size=len(one.file.content),
        content_type=one.file.content_type, sha256=one.sha256, content_id=one.file.content_id,
    )  # fmt: skip


def _keep(file: File) -> Kept:
    return Kept(file, keep_file(file.content), hashlib.sha256(file.content).hexdigest())
