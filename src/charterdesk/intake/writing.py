"""What a mail says, as the message that a case keeps."""

from charterdesk.cases.messages import File, Written
from charterdesk.intake.reading import ReadMail

ADDRESSES = 100
# PostgreSQL indexes at most 2704 bytes; nobody's thread hangs on a longer identifier.
IDENTIFIER_BYTES = 2_000


def written_of(mail: ReadMail, channel: str, *, files: bool = True) -> Written:
    """The message of a mail that came by `channel`; without its files where nobody keeps them."""
    said = mail.said
    attached = tuple(
        File(one.name, one.content_type, one.content, one.content_id) for one in said.attachments
    )
    return Written(
        text=said.new_text, quoted=said.quoted_text, html=said.html, subject=said.subject,
        message_id=_indexed(said.message_id), in_reply_to=next(iter(said.in_reply_to), ""),
        references=said.references, raw_mail=str(mail.row.pk), channel=channel,
        recipients=tuple(to.email for to in (*said.to, *said.cc))[:ADDRESSES],
        automatic=said.automatic, files=attached if files else (),
    )  # fmt: skip


def _indexed(identifier: str) -> str:
    return identifier if len(identifier.encode("utf-8", "replace")) <= IDENTIFIER_BYTES else ""
