"""Delivering the outbox: claim one notice under a lease, hand it to a carrier, write the answer.

At least once, under one Message-ID: a worker that dies in between leaves an attempt without an
answer, and after the lease another worker sends it again, marked. A permanent refusal makes a
dead letter, which stays visible until somebody sends it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet

from charterdesk.channels.mail.carriage import PermanentFailure, Receipt, TemporaryFailure
from charterdesk.notifications.models import Attempt, Notice
from charterdesk.notifications.rendering import letter_of

LEASE = timedelta(seconds=90)
TO_SEND = (Notice.State.QUEUED, Notice.State.FAILED, Notice.State.SENDING)
MAIL = "mail"


class Carrier(Protocol):
    """A way out. Raises TemporaryFailure or PermanentFailure with the server's words."""

    def send(self, envelope_sender: str, recipients: tuple[str, ...], raw: bytes) -> Receipt:
        """Hand over one message; on return the carrier has taken it."""
        ...


Carriers = Mapping[str, Carrier]


@dataclass(frozen=True, slots=True)
class Claim:
    """A notice that is ours to send until its lease ends. `again`: it may have gone out before."""

    notice: Notice
    means: str
    again: bool


def claim_next(carriers: Carriers, at: datetime) -> Claim | None:
    """The next notice to send at `at`, urgent ones first; None when nothing is due."""
    for urgent in (True, False):
        if not _due(urgent, at).exists():
            # An idle outbox is looked at without taking a lock.
            continue
        with transaction.atomic():
            notice = _due(urgent, at).select_for_update(skip_locked=True).first()
            if notice is not None:
                return _claimed(notice, carriers, at)
    return None


def next_send_at() -> datetime | None:
    """When the next notice may be sent; None for an empty outbox."""
    firsts = [
        Notice.objects.filter(state__in=TO_SEND, urgent=urgent)
        .order_by("send_at", "id")
        .values_list("send_at", flat=True)
        .first()
        for urgent in (True, False)
    ]
    return min((at for at in firsts if at is not None), default=None)


def carry(claim: Claim, carriers: Carriers, at: datetime) -> bool:
    """Send what was claimed and write down what became of it; True where a carrier took it."""
    try:
        letter = letter_of(claim.notice, again=claim.again)
        receipt = carriers[claim.means].send(letter.envelope_sender, letter.recipients, letter.raw)
    except TemporaryFailure as failure:
        put_back(claim, str(failure), at)
    except PermanentFailure as failure:
        bury(claim, str(failure), at)
    except ValueError as fault:
        bury(claim, str(fault), at)
    except OSError as fault:
        put_back(claim, f"A file of the message can't be read: {fault.strerror}.", at)
    else:
        accept(claim, receipt, at)
        return True
    return False


def accept(claim: Claim, receipt: Receipt, at: datetime) -> None:
    """The carrier took it. A person called by a ladder counts as reached (R-VOX-8)."""
    refused = "; ".join(f"{one.recipient}: {one.code} {one.words}" for one in receipt.refused)
    owed = Notice.Owed.REACHED if is_call(claim.notice) else Notice.Owed.NOTHING
    _finish(
        claim, Attempt.What.ACCEPTED, receipt.words, at, state=Notice.State.SENT, sent_at=at,
        carried_by=claim.means, trouble=refused, owed=owed,
    )  # fmt: skip


def put_back(claim: Claim, reason: str, at: datetime) -> None:
    """Not taken for now: it waits twice as long each time, and is dead after its patience."""
    wait, patience = _patience(claim.notice)
    if at - claim.notice.queued_at >= patience:
        bury(claim, reason, at)
        return
    _finish(
        claim, Attempt.What.FOR_NOW, reason, at, state=Notice.State.FAILED, send_at=at + wait,
        trouble=reason,
    )  # fmt: skip


def bury(claim: Claim, reason: str, at: datetime) -> None:
    """Not taken for good. A reply that never went out is undelivered for the case (2.6 C)."""
    owed = Notice.Owed.BOUNCED if claim.notice.reply_id else Notice.Owed.NOTHING
    _finish(
        claim, Attempt.What.FOR_GOOD, reason, at, state=Notice.State.DEAD, trouble=reason, owed=owed
    )


def is_call(notice: Notice) -> bool:
    """Whether it is a ladder's call to a person, whose reaching is owed to the step (L2)."""
    return notice.person_id is not None and notice.about.startswith("step ")


def _due(urgent: bool, at: datetime) -> QuerySet[Notice]:
    due = Notice.objects.filter(state__in=TO_SEND, urgent=urgent, send_at__lte=at)
    return due.order_by("send_at", "id")


def _claimed(notice: Notice, carriers: Carriers, at: datetime) -> Claim:
    again = notice.state == Notice.State.SENDING
    means = next((one for one in notice.means if one in carriers), MAIL)
    notice.state, notice.send_at = Notice.State.SENDING, at + LEASE
    notice.fence += 1
    notice.attempts_made += 1
    notice.save(update_fields=["state", "send_at", "fence", "attempts_made"])
    Attempt.objects.create(
        notice=notice, number=notice.attempts_made, what=Attempt.What.BEGUN, carrier=means, at=at
    )
    return Claim(notice, means, again)


def _patience(notice: Notice) -> tuple[timedelta, timedelta]:
    """How long to wait after so many attempts, and when to give up."""
    doubled = 2 ** min(notice.attempts_made - 1, 12)
    if notice.urgent:
        return min(timedelta(seconds=5) * doubled, timedelta(minutes=1)), timedelta(days=1)
    return min(timedelta(seconds=30) * doubled, timedelta(hours=1)), timedelta(days=3)


@transaction.atomic
def _finish(claim: Claim, what: Attempt.What, answer: str, at: datetime, **columns: object) -> None:
    """The attempt is always written down; the notice only while the lease was ours."""
    notice = claim.notice
    Attempt.objects.create(
        notice=notice, number=notice.attempts_made, what=what, carrier=claim.means,
        answer=answer, at=at,
    )  # fmt: skip
    mine = Notice.objects.filter(pk=notice.pk, fence=notice.fence, state=Notice.State.SENDING)
    mine.update(**columns)
