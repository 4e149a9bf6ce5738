"""One reading of a mailbox: store, commit, then finish there; in this order alone (trust.md R10).

A cut anywhere leaves either a mail that lies there unread, or one that is stored and is
finished the next time without being stored again.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from charterdesk.channels.lmtp.values import Envelope
from charterdesk.channels.mail.mailbox import MOST_BYTES, Box, Listed
from charterdesk.intake.keeping import keep_mails
from charterdesk.intake.mailbox import FetchedMail, Mailbox
from charterdesk.intake.models import RawMail
from charterdesk.intake.reading import BROUGHT_BY_FETCHING

ALARM_AFTER = timedelta(minutes=5)


def mailbox_named(name: str, at: datetime, addresses: Sequence[str] = ()) -> Mailbox:
    """The row of a mailbox, made at the first time; `addresses` are those that it stands for."""
    row = Mailbox.objects.get_or_create(name=name, defaults={"since": at})[0]
    if addresses and row.addresses != list(addresses):
        row.addresses = list(addresses)
        row.save(update_fields=["addresses"])
    return row


def read_mailbox(
    mailbox: Mailbox, box: Box, addresses: tuple[str, ...], clock: Callable[[], datetime]
) -> list[RawMail]:
    """Store all that lies in an open mailbox, and finish it there; what was stored.

    Raises MailboxFailed, or what the database raises; then what was stored stays stored.
    """
    listed = box.listing()
    known = set(mailbox.fetched.values_list("mark", flat=True))
    fitting = [one for one in listed if one.size <= MOST_BYTES]
    rows: list[RawMail] = []
    for one in fitting:
        if one.mark not in known:
            rows += _stored(mailbox, box, one.mark, addresses, clock())
    # Asked again, so that nothing is finished there whose commit is not known to be one.
    kept = set(mailbox.fetched.values_list("mark", flat=True))
    if done := [one.mark for one in fitting if one.mark in kept]:
        box.finish(done)
    _forget(mailbox, known, {one.mark for one in listed})
    note_reading(mailbox, [one for one in listed if one.size > MOST_BYTES], clock())
    return rows


def note_reading(mailbox: Mailbox, left: list[Listed], at: datetime) -> None:
    """The mailbox was read to its end; an alarm is over."""
    words = ", ".join(f"{one.mark} ({one.size} bytes)" for one in left[:20])
    Mailbox.objects.filter(pk=mailbox.pk).update(
        read_at=at, failing_since=None, alarmed_at=None, fault="", left=words
    )


def note_failure(mailbox: Mailbox, fault: str, at: datetime) -> bool:
    """The mailbox could not be read; True where five minutes of that raise the alarm (R10)."""
    mine = Mailbox.objects.filter(pk=mailbox.pk)
    mine.update(fault=fault.replace("\0", " ")[:1000])
    mine.filter(failing_since=None).update(failing_since=at)
    silent = mine.filter(alarmed_at=None, failing_since__lte=at - ALARM_AFTER)
    return silent.update(alarmed_at=at) == 1


def _stored(
    mailbox: Mailbox, box: Box, mark: str, addresses: tuple[str, ...], at: datetime
) -> list[RawMail]:
    """The mail in one commit with its mark; none where it is gone, or another has stored it."""
    found = box.fetch(mark)
    if found is None:
        return []
    # Servers whose clock is wrong must not let a mail come from the future.
    arrived = min(found.arrived_at or at, at)
    envelope = Envelope("", addresses, found.raw, f"{BROUGHT_BY_FETCHING}{mailbox.name}")
    try:
        with transaction.atomic():
            rows = keep_mails([envelope], at=arrived)
            FetchedMail.objects.create(mailbox=mailbox, mark=mark, mail=rows[0])
    except IntegrityError:
        if FetchedMail.objects.filter(mailbox=mailbox, mark=mark).exists():
            return []
        raise
    return rows


def _forget(mailbox: Mailbox, known: set[str], listed: set[str]) -> None:
    """What is not listed any more needs no mark; what was listed now may not be finished yet."""
    gone = list(known - listed)
    for at in range(0, len(gone), 500):
        mailbox.fetched.filter(mark__in=gone[at : at + 500]).delete()
