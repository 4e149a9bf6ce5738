"""What became of a mail, written to its row; a row that is settled is not taken again."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from charterdesk.cases.models import Case, Message
from charterdesk.cases.submissions import taken
from charterdesk.intake.models import MailAlarm, RawMail
from charterdesk.intake.reading import ReadMail

State = RawMail.State


@dataclass(frozen=True, slots=True)
class Result:
    """The case that a mail belongs to now, with the message that it became, if any."""

    case: Case
    message: Message | None = None


def key_of(mail: RawMail) -> str:
    """The key under which a case command takes the mail once, however often it is tried."""
    return f"mail/{mail.pk}"


def note_what_it_says(mail: ReadMail) -> RawMail | None:
    """Write down subject and sender; the earlier row of the same mail, where there is one (M2)."""
    said = mail.said
    columns = {
        "identifier": said.message_id[:500],
        "sender": mail.sender.key[:500],
        "subject": said.subject,
        "identity": _identity(mail),
        "recipients": mail.row.recipients,
        "envelope_sender": mail.row.envelope_sender,
    }
    try:
        with transaction.atomic():
            RawMail.objects.filter(pk=mail.row.pk).update(**columns)
    except IntegrityError:
        return _noted_as_copy(mail, columns)
    return None


def settle(mail: RawMail, state: State, at: datetime, **columns: Any) -> None:
    """The mail is done with; `columns` say more."""
    # In a transaction even where it is one statement: on SQLite that queues fairly for it.
    with transaction.atomic():
        RawMail.objects.filter(pk=mail.pk).update(state=state, settled_at=at, **columns)


def settle_taken(mail: RawMail, result: Result, at: datetime, **columns: Any) -> None:
    """The mail stands on a case."""
    columns = {"held_because": RawMail.Held.NOT, "hold_until": None, "reason": "", **columns}
    settle(mail, State.TAKEN, at, case=result.case, message=result.message, **columns)


def quarantine(mail: RawMail, reason: str, at: datetime) -> None:
    """Set the mail aside with the reason and raise an alarm; nothing of it is lost (R9).

    A mail that was taken just before its process died is settled as that.
    """
    if done := taken(key_of(mail)):
        case = done.message.case if done.message else done.case
        settle_taken(mail, Result(case, done.message), at)
        return
    with transaction.atomic():
        settle(mail, State.QUARANTINED, at, reason=reason)
        MailAlarm.objects.create(mail=mail, text=reason, raised_at=at)


def _noted_as_copy(mail: ReadMail, columns: dict[str, Any]) -> RawMail | None:
    identity = columns.pop("identity")
    RawMail.objects.filter(pk=mail.row.pk).update(**columns)
    first = RawMail.objects.defer("raw").filter(identity=identity).exclude(pk=mail.row.pk)
    return first.first()


def _identity(mail: ReadMail) -> str:
    """The same for two deliveries of one mail (M2).

    Without a Message-ID only the very same bytes are the same mail: its server tried again.
    """
    said = mail.said
    words = (
        [said.message_id, mail.sender.key, said.body_hash]
        if said.message_id
        else [mail.row.sha256, mail.row.envelope_sender]
    )
    return hashlib.sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()
