"""The one guarded entry from a stored mail to the right case command (trust.md rule 1).

A mail that can't be taken is quarantined with the reason; it never stops the next one. Every
step may die and be done again: case commands take the mail once, under its own key.
"""

import logging
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import InterfaceError, OperationalError
from django.db.models import F

from charterdesk.cases.models import Case
from charterdesk.intake.adding import NotAdded, add_to_case
from charterdesk.intake.beginning import (
    NotOpened,
    Stranger,
    begin_case,
    escalate_too,
    link_related,
    way_in,
)
from charterdesk.intake.bounces import message_returned, take_report
from charterdesk.intake.callings import took_answer
from charterdesk.intake.copies import settle_copy
from charterdesk.intake.holding import hold_other, hold_stranger
from charterdesk.intake.models import RawMail
from charterdesk.intake.reading import ReadMail, read
from charterdesk.intake.senders import is_of_the_desk
from charterdesk.intake.settling import note_what_it_says, quarantine, settle_taken
from charterdesk.intake.threads import Thread, thread_of
from charterdesk.intake.ways import Way, ways_of

log = logging.getLogger(__name__)

NO_CHANNEL = "None of its addresses belongs to a channel of a live charter."
AUTOMATIC = "A machine wrote it, and it belongs to no case."
DEATHS = 3
REASON_CHARS = 2_000
STAFF = "People of the desk write on the page of the case: mail proves nothing."


class CameOf(StrEnum):
    """What came of trying."""

    SETTLED = "settled"
    LATER = "later"  # a mail that came before it has to be taken first
    AGAIN = "again"  # nothing could be stored now


class EarlierFirst(Exception):
    """The mail depends on one that is being taken."""


def take(mail_id: int, at: datetime, *, may_wait: bool = False) -> CameOf:
    """Take a waiting mail: open a case, go on with one, hold it, or set it aside. Never raises.

    With `may_wait`, a mail that answers something unknown is to be tried again once those
    before it are taken.
    """
    try:
        row = RawMail.objects.filter(pk=mail_id, state=RawMail.State.WAITING).first()
        if row is None:
            return CameOf.SETTLED
        _take(read(row), at, may_wait=may_wait)
    except EarlierFirst:
        return CameOf.LATER
    except (OperationalError, InterfaceError, OSError):
        log.exception("Mail %s can't be stored now", mail_id)
        return CameOf.AGAIN
    except Exception as error:
        # The one door for mail: none may stop the next one.
        log.exception("Mail %s can't be taken", mail_id)
        return give_up(mail_id, f"It can't be taken ({type(error).__name__}): {error}", at)
    return CameOf.SETTLED


def give_up(mail_id: int, reason: str, at: datetime) -> CameOf:
    """Quarantine a mail, with an alarm. Never raises."""
    try:
        row = RawMail.objects.defer("raw").filter(pk=mail_id).first()
        if row is not None and row.state == RawMail.State.WAITING:
            quarantine(row, reason.replace("\0", " ")[:REASON_CHARS], at)
    except Exception:
        log.exception("Mail %s can't be set aside now", mail_id)
        return CameOf.AGAIN
    return CameOf.SETTLED


def count_a_death(mail_id: int, at: datetime) -> CameOf:
    """A process died over the mail; at the third time the mail is at fault. Never raises."""
    try:
        waiting = RawMail.objects.filter(pk=mail_id, state=RawMail.State.WAITING)
        waiting.update(tries=F("tries") + 1)
        guilty = waiting.filter(tries__gte=DEATHS).exists()
    except (OperationalError, InterfaceError):
        log.exception("Mail %s can't be reached now", mail_id)
        return CameOf.AGAIN
    if not guilty:
        return CameOf.AGAIN
    return give_up(mail_id, f"The process that took it died {DEATHS} times.", at)


def take_waiting(at: datetime, *, older_than: timedelta = timedelta(0), most: int = 100) -> int:
    """Take what waits since before `at` - `older_than`, in its order; how many were settled."""
    waiting = RawMail.objects.filter(state=RawMail.State.WAITING, received_at__lte=at - older_than)
    found = list(waiting.order_by("pk").values_list("pk", flat=True)[:most])
    return sum(take(pk, at) is CameOf.SETTLED for pk in found)


def take_released(
    mail: ReadMail, thread: Thread, at: datetime, *, registered: bool | None = None
) -> None:
    """Take a held mail, whose case starts at its release (R-BIC-13).

    What a case refuses is quarantined with its sentence.
    """
    try:
        if thread.case is not None:
            settle_taken(mail.row, add_to_case(mail, thread.case, at), at)
        else:
            _begin(mail, thread, at, registered=registered)
    except (NotAdded, NotOpened) as error:
        quarantine(mail.row, str(error), at)


def _take(mail: ReadMail, at: datetime, *, may_wait: bool) -> None:
    first = note_what_it_says(mail)
    if first is not None:
        if first.state == RawMail.State.WAITING:
            raise EarlierFirst
        settle_copy(mail, first, at)
        return
    returned = message_returned(mail)
    if returned is not None:
        settle_taken(mail.row, take_report(mail, returned, mail.row.received_at), at)
        return
    if not took_answer(mail, at):
        _place(mail, at, may_wait=may_wait)


def _place(mail: ReadMail, at: datetime, *, may_wait: bool) -> None:
    thread = thread_of(mail)
    if thread.unknown and may_wait:
        raise EarlierFirst
    if thread.case is not None:
        added = add_to_case(mail, thread.case, mail.row.received_at)
        settle_taken(mail.row, added, at, **_came_by(mail, added.case))
    elif thread.stranger_to is not None and is_of_the_desk(mail.sender):
        hold_other(mail, RawMail.Held.STAFF, STAFF, at)
    else:
        _begin(mail, thread, at)


def _came_by(mail: ReadMail, case: Case) -> dict[str, str]:
    """By which channel of the case's charter a mail came in; nothing where by none of them."""
    ways = ways_of(mail.row.recipients, mail.row.received_at)
    own = (way.channel.name for way in ways if way.charter.name == case.charter)
    channel = next(own, "")
    return {"charter": case.charter, "channel": channel} if channel else {}


def _begin(mail: ReadMail, thread: Thread, at: datetime, *, registered: bool | None = None) -> None:
    ways = ways_of(mail.row.recipients, mail.row.received_at)
    way = way_in(mail, ways, by_person=registered is True)
    if way is None and mail.said.automatic:
        hold_other(mail, RawMail.Held.AUTOMATIC, AUTOMATIC, at)
    elif way is None:
        quarantine(mail.row, NO_CHANNEL, at)
    else:
        _open(mail, thread, way, ways, at, registered)


def _open(
    mail: ReadMail, thread: Thread, way: Way, ways: list[Way], at: datetime,
    registered: bool | None,
) -> None:  # fmt: skip
    held = mail.row.state == RawMail.State.HELD
    counts_from = at if held else mail.came_at
    result = begin_case(mail, way, counts_from, registered=registered)
    if isinstance(result, Stranger):
        hold_stranger(mail, result, at)
        return
    escalate_too(mail, result.case, way, ways, counts_from)
    if thread.stranger_to is not None:
        link_related(result.case, thread.stranger_to, counts_from)
    settle_taken(mail.row, result, at, charter=way.charter.name, channel=way.channel.name)
