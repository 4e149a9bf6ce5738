"""Mail that is kept aside: out of sight, never lost, and who is told of it (R-BIC-13, M4).

The sender hears of it at most once in seven days, each person of the desk once an hour.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from charterdesk.accounts.models import Person
from charterdesk.cases.correspondence import sender_of
from charterdesk.charters.queries import charter_in_force
from charterdesk.engine.intents import CONTACT, Tell
from charterdesk.intake.beginning import Stranger
from charterdesk.intake.models import HoldNotice, RawMail
from charterdesk.intake.reading import ReadMail, read
from charterdesk.intake.settling import State, settle
from charterdesk.notifications.admission import NOT_TAKEN
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of

SENDER_PAUSE = timedelta(days=7)
STAFF_PAUSE = timedelta(hours=1)
OTHERS_KEPT = timedelta(days=30)
WITHHELD = "A caller without a number"


def hold_stranger(mail: ReadMail, stranger: Stranger, at: datetime) -> None:
    """Hold the mail of somebody who may not ask, as long as the charter says."""
    charter = stranger.way.charter
    who = mail.sender.address or WITHHELD
    with transaction.atomic():
        _hold(
            mail.row, RawMail.Held.SENDER, f"{who} is not registered.", at,
            hold_until=at + (charter.askers.hold or OTHERS_KEPT),
            charter=charter.name, channel=stranger.way.channel.name,
        )  # fmt: skip
        tell_of_held(mail, stranger, at)


def hold_other(mail: ReadMail, because: RawMail.Held, reason: str, at: datetime) -> None:
    """Hold a mail that opens nothing, for a person to look at."""
    _hold(mail.row, because, reason, at, hold_until=at + OTHERS_KEPT)


def tell_of_held(mail: ReadMail, stranger: Stranger, at: datetime) -> None:
    """Queue the notices that the engine asks for, in the caller's transaction."""
    tells = [intent for intent in stranger.decision.intents if isinstance(intent, Tell)]
    names = [tell.person for tell in tells if tell.person != CONTACT]
    people = {one.username: one for one in Person.objects.filter(username__in=names)}
    notices = [
        _to_sender(mail, stranger, tell, at)
        if tell.person == CONTACT
        else _to_person(mail, stranger, tell, people.get(tell.person), at)
        for tell in tells
        if _may_tell(mail, tell, at)
    ]
    Notice.objects.bulk_create(notices)


def tell_refused(row: RawMail, words: str, at: datetime) -> None:
    """Answer politely that nothing comes of a held mail, in the caller's transaction (R-BIC-13).

    A machine gets no answer, nor does mail without a charter, for nobody speaks there.
    """
    mail = read(row)
    if mail.said.automatic or mail.said.no_auto_reply or not (mail.sender.key and row.charter):
        return
    charter = charter_in_force(row.charter, at)
    sender, scope, key = sender_of(charter, row.channel), f"held/{row.pk}", NOT_TAKEN
    Notice.objects.create(
        scope=scope, key=key, kind=Notice.Kind.NOTICE, about=NOT_TAKEN, text=words,
        address=mail.sender.address, language=charter.languages[0], zone=charter.zone,
        means=["mail"], sender=sender, words={"charter": charter.name},
        in_reply_to=mail.said.message_id, references=list(mail.said.references),
        message_id=message_id_of(scope, key, sender), due_at=at, queued_at=at, send_at=at,
    )  # fmt: skip


def _hold(row: RawMail, because: RawMail.Held, reason: str, at: datetime, **columns: Any) -> None:
    settle(row, State.HELD, at, held_because=because, reason=reason, **columns)


def _may_tell(mail: ReadMail, tell: Tell, at: datetime) -> bool:
    """Whether the pause since the last time is over; marks this time."""
    to_sender = tell.person == CONTACT
    if to_sender and (mail.said.automatic or mail.said.no_auto_reply or not mail.sender.key):
        return False
    told, made = HoldNotice.objects.get_or_create(
        sender=mail.sender.key[:500], told=tell.person[:150], defaults={"told_at": at}
    )
    pause = SENDER_PAUSE if to_sender else STAFF_PAUSE
    due = HoldNotice.objects.filter(pk=told.pk, told_at__lte=at - pause)
    return made or due.update(told_at=at) == 1


def _to_sender(mail: ReadMail, stranger: Stranger, tell: Tell, at: datetime) -> Notice:
    notice = _notice(mail, stranger, tell, at)
    charter = stranger.way.charter
    notice.address = mail.sender.address
    notice.language, notice.zone = charter.languages[0], charter.zone
    notice.in_reply_to = mail.said.message_id
    notice.references = list(mail.said.references)
    return notice


def _to_person(
    mail: ReadMail, stranger: Stranger, tell: Tell, person: Person | None, at: datetime
) -> Notice:
    notice = _notice(mail, stranger, tell, at)
    notice.words["roles"] = list(tell.for_roles)
    notice.person = person
    if person is None:
        notice.state = Notice.State.WITHHELD
        notice.trouble = f"There is nobody called “{tell.person}” at this desk."
    else:
        notice.address, notice.language, notice.zone = person.email, person.language, person.zone
    return notice


def _notice(mail: ReadMail, stranger: Stranger, tell: Tell, at: datetime) -> Notice:
    scope, charter = f"held/{mail.row.pk}", stranger.way.charter
    sender = sender_of(charter, stranger.way.channel.name)
    words: dict[str, Any] = {
        "charter": charter.name, "subject": mail.said.subject, "asker": mail.sender.address,
        **dict(tell.words), "from_roles": list(tell.sender),
    }  # fmt: skip
    return Notice(
        scope=scope, key=tell.key, kind=Notice.Kind.NOTICE, about=tell.about, text=tell.text,
        means=list(tell.means), sender=sender, words=words, urgent=tell.urgent, late=tell.late,
        message_id=message_id_of(scope, tell.key, sender), due_at=tell.due_at, queued_at=at,
        send_at=at,
    )  # fmt: skip
